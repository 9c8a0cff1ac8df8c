package org.jacobean.llvm.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.DType;
import org.jacobean.llvm.lower.Expr;
import org.jacobean.llvm.lower.Index;
import org.jspecify.annotations.Nullable;

/**
 * Emits the expressions of a nest. Inside the vectorised loop an expression that depends on its
 * variable has one value per lane, any other a single value. Values are remembered per loop level,
 * so that each is computed once, as far out as it can be.
 */
final class ValueEmitter {
  /** An emitted value: its name or constant, and whether it has one element per lane. */
  record Value(String name, boolean vector) {}

  private final IrFunction f;
  private final int lanes;
  private final int vectorVar;
  private final Map<Integer, String> bases;
  private final Map<Integer, String> loopVars = new HashMap<>();
  private final Deque<Map<Object, Value>> scopes = new ArrayDeque<>();
  private final PointwiseEmitter pointwise;
  private long bound;

  /**
   * @param vectorVar the vectorised loop, or -1
   * @param bases the pointer to each slot
   */
  ValueEmitter(IrFunction f, int lanes, int vectorVar, Map<Integer, String> bases) {
    this.f = f;
    this.lanes = lanes;
    this.vectorVar = lanes == 1 ? -1 : vectorVar;
    this.bases = bases;
    this.pointwise = new PointwiseEmitter(f);
    scopes.push(new HashMap<>());
  }

  PointwiseEmitter pointwise() {
    return pointwise;
  }

  int lanes() {
    return lanes;
  }

  /** Enters a loop over variable {@code var}, whose value (of lane 0) is {@code name}. */
  void enter(int var, String name) {
    loopVars.put(var, name);
    bound |= 1L << var;
    scopes.push(new HashMap<>());
  }

  /** Leaves the innermost loop. */
  void leave(int var) {
    loopVars.remove(var);
    bound &= ~(1L << var);
    scopes.pop();
  }

  /** Runs {@code inside}, whose values are forgotten afterwards: it is not always executed. */
  void scoped(Runnable inside) {
    scopes.push(new HashMap<>());
    inside.run();
    scopes.pop();
  }

  /** Emits every part of the expressions that depends only on the loops entered so far. */
  void prepare(List<Expr> exprs) {
    for (Expr e : exprs) {
      prepare(e, new java.util.HashSet<>());
    }
  }

  private void prepare(Expr e, java.util.Set<Expr> seen) {
    if (!seen.add(e)) {
      return;
    }
    if ((e.vars() & ~bound) == 0) {
      eval(e);
    } else if (e instanceof Expr.Apply a) {
      a.args().forEach(x -> prepare(x, seen));
    }
  }

  private @Nullable Value known(Object key) {
    for (Map<Object, Value> s : scopes) {
      Value v = s.get(key);
      if (v != null) {
        return v;
      }
    }
    return null;
  }

  /** The value of an expression. */
  Value eval(Expr e) {
    if (e instanceof Expr.Const c) {
      return new Value(Types.constant(c.dtype(), c.bits()), false);
    }
    Value v = known(e);
    if (v == null) {
      v =
          switch (e) {
            case Expr.Load l -> load(l);
            case Expr.IndexValue i -> indexValue(i);
            case Expr.Apply a -> apply(a);
            case Expr.Const _ -> throw new IllegalStateException("constants were handled above");
          };
      scopes.element().put(e, v);
    }
    return v;
  }

  /** The value in every lane. */
  String vector(Expr e) {
    return widen(eval(e), Types.register(e.dtype()));
  }

  private String widen(Value v, String scalar) {
    if (v.vector() || lanes == 1) {
      return v.name();
    }
    if (!v.name().startsWith("%")) {
      return IrFunction.splat(scalar, lanes, v.name());
    }
    Value w = known(v.name());
    if (w == null) {
      w = new Value(f.broadcast(scalar, lanes, v.name()), true);
      scopes.element().put(v.name(), w);
    }
    return w.name();
  }

  private Value apply(Expr.Apply a) {
    List<Value> args = new ArrayList<>();
    boolean vector = false;
    for (Expr x : a.args()) {
      Value v = eval(x);
      args.add(v);
      vector |= v.vector();
    }
    List<String> names = new ArrayList<>();
    List<DType> types = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      DType t = a.args().get(i).dtype();
      names.add(vector ? widen(args.get(i), Types.register(t)) : args.get(i).name());
      types.add(t);
    }
    return new Value(pointwise.emit(a.op(), names, types, a.dtype(), vector ? lanes : 1), vector);
  }

  private Value indexValue(Expr.IndexValue i) {
    boolean vector = usesVector(i.index());
    String v = index(i.index(), vector);
    int n = vector ? lanes : 1;
    return new Value(pointwise.convert(DType.INT64, i.dtype(), n, v), vector);
  }

  private boolean usesVector(Index i) {
    return vectorVar >= 0 && i.uses(vectorVar);
  }

  private Value load(Expr.Load l) {
    DType t = l.dtype();
    String memory = Types.memory(t);
    if (!usesVector(l.offset())) {
      String p = element(l.slot(), memory, index(l.offset(), false));
      return new Value(
          fromMemory(t, 1, f.let("load " + memory + ", ptr " + p + ", align " + t.itemBytes())),
          false);
    }
    String many = IrFunction.vec(memory, lanes);
    long c = l.offset().nonlinearIn(vectorVar) ? 0 : l.offset().coefficient(vectorVar);
    if (c == 1 || c == -1) {
      String first = index(c == 1 ? l.offset() : l.offset().plus(-(lanes - 1L)), false);
      String p = element(l.slot(), memory, first);
      String v = f.let("load " + many + ", ptr " + p + ", align " + t.itemBytes());
      return new Value(fromMemory(t, lanes, c == 1 ? v : reversed(many, v)), true);
    }
    String pointers = elements(l.slot(), memory, index(l.offset(), true));
    String gathered =
        f.call(
            many,
            "llvm.masked.gather." + IrFunction.mangle(many) + ".v" + lanes + "p0",
            "<" + lanes + " x ptr> " + pointers,
            "i32 " + t.itemBytes(),
            "<" + lanes + " x i1> splat (i1 true)",
            many + " poison");
    return new Value(fromMemory(t, lanes, gathered), true);
  }

  private String reversed(String type, String v) {
    StringBuilder mask = new StringBuilder();
    for (int i = lanes - 1; i >= 0; i--) {
      mask.append(mask.isEmpty() ? "" : ", ").append("i32 ").append(i);
    }
    return f.let(
        "shufflevector "
            + type
            + " "
            + v
            + ", "
            + type
            + " poison, <"
            + lanes
            + " x i32> <"
            + mask
            + ">");
  }

  private String element(int slot, String memory, String index) {
    return f.let(
        "getelementptr inbounds " + memory + ", ptr " + bases.get(slot) + ", i64 " + index);
  }

  private String elements(int slot, String memory, String index) {
    return f.let(
        "getelementptr inbounds "
            + memory
            + ", ptr "
            + bases.get(slot)
            + ", <"
            + lanes
            + " x i64> "
            + index);
  }

  private String fromMemory(DType t, int n, String v) {
    if (t.isBool()) {
      return f.cmp("icmp", "ne", IrFunction.vec("i8", n), v, n > 1 ? "zeroinitializer" : "0");
    }
    return Types.isHalf(t) ? pointwise.fromHalf(v, t, n) : v;
  }

  private String toMemory(DType t, int n, String v) {
    if (t.isBool()) {
      return f.cast("zext", IrFunction.vec("i1", n), v, IrFunction.vec("i8", n));
    }
    return Types.isHalf(t) ? pointwise.toHalf(v, t, n) : v;
  }

  /** Stores a value, one element per lane when the offset depends on the vectorised loop. */
  void store(int slot, Index offset, DType t, Value v) {
    String memory = Types.memory(t);
    if (!usesVector(offset)) {
      String p = element(slot, memory, index(offset, false));
      f.run(
          "store "
              + memory
              + " "
              + toMemory(t, 1, v.name())
              + ", ptr "
              + p
              + ", align "
              + t.itemBytes());
      return;
    }
    String many = IrFunction.vec(memory, lanes);
    String value = toMemory(t, lanes, widen(v, Types.register(t)));
    if (!offset.nonlinearIn(vectorVar) && offset.coefficient(vectorVar) == 1) {
      String p = element(slot, memory, index(offset, false));
      f.run("store " + many + " " + value + ", ptr " + p + ", align " + t.itemBytes());
      return;
    }
    String pointers = elements(slot, memory, index(offset, true));
    f.callVoid(
        "llvm.masked.scatter." + IrFunction.mangle(many) + ".v" + lanes + "p0",
        many + " " + value,
        "<" + lanes + " x ptr> " + pointers,
        "i32 " + t.itemBytes(),
        "<" + lanes + " x i1> splat (i1 true)");
  }

  /**
   * The present elements at an offset that is contiguous in the vectorised loop, or a single one.
   */
  Value current(int slot, Index offset, DType t) {
    boolean vector = usesVector(offset);
    int n = vector ? lanes : 1;
    String p = element(slot, Types.memory(t), index(offset, false));
    String v =
        f.let(
            "load "
                + IrFunction.vec(Types.memory(t), n)
                + ", ptr "
                + p
                + ", align "
                + t.itemBytes());
    return new Value(fromMemory(t, n, v), vector);
  }

  // ---------------------------------------------------------------- index arithmetic, in i64

  private String index(Index i, boolean vector) {
    String type = vector ? IrFunction.vec("i64", lanes) : "i64";
    String sum = vector ? splatLong(i.constant()) : Long.toString(i.constant());
    boolean zero = i.constant() == 0;
    for (var e : i.terms().entrySet()) {
      String a = atom(e.getKey(), vector);
      long c = e.getValue();
      String term =
          c == 1 ? a : f.bin("mul nsw", type, a, vector ? splatLong(c) : Long.toString(c));
      sum = zero ? term : f.bin("add nsw", type, sum, term);
      zero = false;
    }
    return sum;
  }

  private String splatLong(long v) {
    return IrFunction.splat("i64", lanes, Long.toString(v));
  }

  private String atom(Index.Atom a, boolean vector) {
    return switch (a) {
      case Index.LoopVar v -> loopVar(v.id(), vector);
      case Index.Quotient q -> divide("udiv", q.x(), q.n(), vector);
      case Index.Remainder r -> divide("urem", r.x(), r.n(), vector);
      case Index.Computed c -> {
        Value v = eval(c.value());
        DType t = c.value().dtype();
        String x = vector ? widen(v, Types.register(t)) : v.name();
        yield pointwise.convert(t, DType.INT64, vector ? lanes : 1, x);
      }
    };
  }

  private String loopVar(int var, boolean vector) {
    String base = loopVars.get(var);
    if (base == null) {
      throw new IllegalStateException("loop variable i" + var + " is not in scope");
    }
    if (!vector) {
      return base;
    }
    String wide = f.broadcast("i64", lanes, base);
    return var == vectorVar
        ? f.bin("add nsw", IrFunction.vec("i64", lanes), wide, laneNumbers("i64"))
        : wide;
  }

  /** A loop variable as i64: one value per lane, or the only one when there is one lane. */
  String loopIndex(int var) {
    return loopVar(var, lanes > 1);
  }

  /** {@code <0, 1, 2, …>}. */
  String laneNumbers(String scalar) {
    StringBuilder s = new StringBuilder("<");
    for (int i = 0; i < lanes; i++) {
      s.append(i == 0 ? "" : ", ").append(scalar).append(' ').append(i);
    }
    return s.append('>').toString();
  }

  /**
   * Quotient or remainder by a constant; a dividend that may be negative is moved up by a multiple
   * of it first.
   */
  private String divide(String op, Index x, long n, boolean vector) {
    long shift = x.min() >= 0 ? 0 : Math.ceilDiv(-x.min(), n);
    String type = vector ? IrFunction.vec("i64", lanes) : "i64";
    String q =
        f.bin(op, type, index(x.plus(shift * n), vector), vector ? splatLong(n) : Long.toString(n));
    boolean back = shift != 0 && op.equals("udiv");
    return back ? f.bin("sub nsw", type, q, vector ? splatLong(shift) : Long.toString(shift)) : q;
  }
}
