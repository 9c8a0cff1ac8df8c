package org.jacobean.llvm.lower;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.ir.op.Pointwise;

/**
 * The value of one element as a function of the loop variables around it. Nodes are made by an
 * {@link ExprPool}, which makes equal nodes identical, so that common subexpressions are computed
 * once.
 */
public abstract sealed class Expr {
  /**
   * Larger operands are printed by number, since a tree can be exponentially larger than the graph
   * it stands for.
   */
  private static final int PRINT_LIMIT = 200;

  private final DType dtype;
  private final int id;
  private final int cost;
  private final long vars;

  private Expr(DType dtype, int id, int cost, long vars) {
    this.dtype = dtype;
    this.id = id;
    this.cost = cost;
    this.vars = vars;
  }

  /** The element type. */
  public DType dtype() {
    return dtype;
  }

  /** Number within its pool; operands have smaller numbers. */
  public int id() {
    return id;
  }

  /** Rough cost of computing it, operands included (as a tree), in simple operations; saturates. */
  public int cost() {
    return cost;
  }

  /** Whether it depends on a loop variable. */
  public boolean uses(int var) {
    return (vars >> var & 1) != 0;
  }

  /** The loop variables it depends on, as a bit set. */
  public long vars() {
    return vars;
  }

  /** A constant; bits as in {@link org.jacobean.ir.Literal}. */
  public static final class Const extends Expr {
    private final long bits;

    Const(DType dtype, int id, long bits) {
      super(dtype, id, 0, 0);
      this.bits = bits;
    }

    /** The value: a double's bits for floats, else the integer. */
    public long bits() {
      return bits;
    }

    @Override
    public String toString() {
      return dtype().isFloat()
          ? Double.toString(Double.longBitsToDouble(bits))
          : Long.toString(bits);
    }
  }

  /** An element of a slot. */
  public static final class Load extends Expr {
    private final int slot;
    private final Index offset;

    Load(DType dtype, int id, int slot, Index offset, int cost, long vars) {
      super(dtype, id, cost, vars);
      this.slot = slot;
      this.offset = offset;
    }

    /** Which memory. */
    public int slot() {
      return slot;
    }

    /** Which element. */
    public Index offset() {
      return offset;
    }

    @Override
    public String toString() {
      return "s" + slot + "[" + offset + "]";
    }
  }

  /** The value of an index. */
  public static final class IndexValue extends Expr {
    private final Index index;

    IndexValue(DType dtype, int id, Index index, int cost, long vars) {
      super(dtype, id, cost, vars);
      this.index = index;
    }

    /** The index. */
    public Index index() {
      return index;
    }

    @Override
    public String toString() {
      return "(" + index + ")";
    }
  }

  /** A pointwise operation. */
  public static final class Apply extends Expr {
    private final Pointwise op;
    private final List<Expr> args;

    Apply(DType dtype, int id, Pointwise op, List<Expr> args, int cost, long vars) {
      super(dtype, id, cost, vars);
      this.op = op;
      this.args = args;
    }

    /** The operation. */
    public Pointwise op() {
      return op;
    }

    /** Its operands. */
    public List<Expr> args() {
      return args;
    }

    @Override
    public String toString() {
      StringBuilder s = new StringBuilder(op.name()).append('(');
      for (Expr a : args) {
        s.append(s.charAt(s.length() - 1) == '(' ? "" : ", ")
            .append(a.cost() > PRINT_LIMIT ? "e" + a.id() : a.toString());
      }
      return s.append(')').toString();
    }
  }
}
