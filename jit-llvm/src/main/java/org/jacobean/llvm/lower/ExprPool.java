package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.ir.Literal;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Threefry2x32;
import org.jacobean.ir.op.Unary;
import org.jacobean.ir.op.UnaryOp;

/** Makes the expressions of one program, equal ones identical. */
public final class ExprPool {
  private static final int COST_LIMIT = 1 << 20;

  private record Key(Object what, Object detail, List<Integer> args) {}

  private final Map<Key, Expr> known = new HashMap<>();
  private int next;

  /** The constant of a literal. */
  public Expr constant(Literal l) {
    return constant(l.aval().dtype(), l.re());
  }

  /** A constant; bits as in {@link Literal}. */
  public Expr constant(DType t, long bits) {
    return known.computeIfAbsent(new Key(t, bits, List.of()), _ -> new Expr.Const(t, next++, bits));
  }

  /** A real constant of any dtype. */
  public Expr constant(DType t, double v) {
    return constant(Literal.of(t, v));
  }

  /** An element of a slot. */
  public Expr load(DType t, int slot, Index offset) {
    Key k = new Key(slot, offset, List.of());
    Expr e = known.get(k);
    if (e == null) {
      e = new Expr.Load(t, next++, slot, offset, 1 + indexCost(offset), vars(offset));
      known.put(k, e);
    }
    return e;
  }

  /** The value of an index, as a number. */
  public Expr index(DType t, Index index) {
    Key k = new Key(t, index, List.of(-1));
    Expr e = known.get(k);
    if (e == null) {
      e = new Expr.IndexValue(t, next++, index, indexCost(index), vars(index));
      known.put(k, e);
    }
    return e;
  }

  /** A pointwise operation of one result. */
  public Expr apply(Pointwise op, Expr... args) {
    return apply(op, List.of(args));
  }

  /** A pointwise operation of one result. */
  public Expr apply(Pointwise op, List<Expr> args) {
    List<Integer> ids = new ArrayList<>(args.size());
    List<AbstractValue> avals = new ArrayList<>(args.size());
    long vars = 0;
    int cost = weight(op);
    for (Expr a : args) {
      ids.add(a.id());
      avals.add(new AbstractValue(a.dtype(), Shape.SCALAR));
      vars |= a.vars();
      cost = Math.min(COST_LIMIT, cost + a.cost());
    }
    Key k = new Key(op, "", ids);
    Expr e = known.get(k);
    if (e == null) {
      e = new Expr.Apply(op.infer(avals).get(0).dtype(), next++, op, List.copyOf(args), cost, vars);
      known.put(k, e);
    }
    return e;
  }

  /** One word of the Threefry-2x32 cipher, written out. */
  public Expr threefry(List<Expr> args, int word) {
    Expr k0 = args.get(0);
    Expr k1 = args.get(1);
    Expr[] ks = {
      k0,
      k1,
      binary(BinaryOp.XOR, binary(BinaryOp.XOR, k0, k1), constant(DType.UINT32, 0x1BD11BDAL))
    };
    int[][] rotations = {{13, 15, 26, 6}, {17, 29, 16, 24}};
    Expr x0 = binary(BinaryOp.ADD, args.get(2), k0);
    Expr x1 = binary(BinaryOp.ADD, args.get(3), k1);
    for (int i = 0; i < 5; i++) {
      for (int r : rotations[i % 2]) {
        x0 = binary(BinaryOp.ADD, x0, x1);
        x1 = binary(BinaryOp.XOR, rotate(x1, r), x0);
      }
      x0 = binary(BinaryOp.ADD, x0, ks[(i + 1) % 3]);
      x1 =
          binary(
              BinaryOp.ADD,
              binary(BinaryOp.ADD, x1, ks[(i + 2) % 3]),
              constant(DType.UINT32, i + 1L));
    }
    return word == 0 ? x0 : x1;
  }

  private Expr binary(BinaryOp op, Expr a, Expr b) {
    return apply(new Binary(op), a, b);
  }

  private Expr rotate(Expr x, int r) {
    return binary(
        BinaryOp.OR,
        binary(BinaryOp.SHIFT_LEFT, x, constant(DType.UINT32, (long) r)),
        binary(BinaryOp.SHIFT_RIGHT_LOGICAL, x, constant(DType.UINT32, 32L - r)));
  }

  /**
   * {@code e} with loads replaced where {@code loads} gives something, and loop variables mapped.
   */
  public Expr rewrite(
      Expr e, Map<Expr, Expr> loads, Function<Index.LoopVar, Index> vars, Map<Expr, Expr> memo) {
    Expr done = memo.get(e);
    if (done != null) {
      return done;
    }
    Expr replaced = loads.get(e);
    Expr r =
        replaced != null
            ? replaced
            : switch (e) {
              // A constant of another pool has a number of that pool, which may be taken here.
              case Expr.Const c -> constant(c.dtype(), c.bits());
              case Expr.Load l ->
                  load(
                      l.dtype(),
                      l.slot(),
                      l.offset().map(vars, x -> rewrite(x, loads, vars, memo)));
              case Expr.IndexValue i ->
                  index(i.dtype(), i.index().map(vars, x -> rewrite(x, loads, vars, memo)));
              case Expr.Apply a -> {
                List<Expr> args = new ArrayList<>(a.args().size());
                for (Expr x : a.args()) {
                  args.add(rewrite(x, loads, vars, memo));
                }
                yield apply(a.op(), args);
              }
            };
    memo.put(e, r);
    return r;
  }

  private static int indexCost(Index i) {
    int cost = 0;
    for (Index.Atom a : i.terms().keySet()) {
      cost +=
          switch (a) {
            case Index.LoopVar _ -> 0;
            case Index.Quotient q -> 8 + indexCost(q.x());
            case Index.Remainder r -> 8 + indexCost(r.x());
            case Index.Computed c -> 2 + c.value().cost();
          };
    }
    return Math.min(COST_LIMIT, cost);
  }

  private static long vars(Index i) {
    long v = 0;
    for (Index.Atom a : i.terms().keySet()) {
      v |=
          switch (a) {
            case Index.LoopVar l -> 1L << l.id();
            case Index.Quotient q -> vars(q.x());
            case Index.Remainder r -> vars(r.x());
            case Index.Computed c -> c.value().vars();
          };
    }
    return v;
  }

  /** Rough cost of one operation, in simple vector operations. */
  static int weight(Pointwise op) {
    return switch (op) {
      case Unary u -> weight(u.op());
      case Binary b ->
          switch (b.op()) {
            case DIV -> 4;
            case REM, ATAN2, POW -> 40;
            case NEXTAFTER -> 10;
            case ADD,
                AND,
                COMPLEX,
                MAX,
                MIN,
                MUL,
                OR,
                SHIFT_LEFT,
                SHIFT_RIGHT_ARITHMETIC,
                SHIFT_RIGHT_LOGICAL,
                SUB,
                XOR ->
                1;
          };
      case Threefry2x32 _ -> 80;
      default -> 1;
    };
  }

  private static int weight(UnaryOp op) {
    return switch (op) {
      case ABS,
          CEIL,
          CLZ,
          CONJ,
          FLOOR,
          IMAG,
          IS_FINITE,
          NEG,
          NOT,
          POPULATION_COUNT,
          REAL,
          ROUND,
          ROUND_NEAREST_EVEN,
          SIGN,
          SQUARE ->
          1;
      case SQRT, RSQRT -> 6;
      case EXP, EXP2, LOGISTIC, LOG, TANH, SIN, COS, EXPM1, LOG1P -> 15;
      case ACOS,
          ACOSH,
          ASIN,
          ASINH,
          ATAN,
          ATANH,
          CBRT,
          COSH,
          DIGAMMA,
          ERF,
          ERFC,
          ERF_INV,
          LGAMMA,
          SINH,
          TAN ->
          40;
    };
  }
}
