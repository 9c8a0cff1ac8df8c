package org.jacobean.testing;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.control.ControlFlow;
import org.jacobean.control.ScanOptions;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.transforms.Jvp;
import org.jacobean.transforms.Transforms;

/** Steps of a generated program that contain programs: control flow, calls, derivatives inside. */
final class ControlSteps {
  private ControlSteps() {}

  static void add(Scope s) {
    List<NDArray> made =
        switch (s.random.nextInt(16)) {
          case 0, 1 -> cond(s);
          case 2 -> switchCase(s);
          case 3, 4, 5 -> scan(s);
          case 6 -> s.features.whileLoops() ? whileLoop(s) : scan(s);
          case 7 -> s.features.whileLoops() ? dynamicFori(s) : fori(s);
          case 8 -> fori(s);
          case 9 -> map(s);
          case 10 -> associativeScan(s);
          case 11 -> jit(s);
          case 12 -> customJvp(s);
          case 13 -> s.features.customVjp() ? customVjp(s) : customJvp(s);
          case 14 -> InnerTransforms.derivative(s);
          default -> InnerTransforms.vmap(s);
        };
    s.values.addAll(made);
  }

  /** One or two arrays for a body to work on. */
  static List<NDArray> operands(Scope s) {
    List<NDArray> out = new ArrayList<>(List.of(s.pickMain()));
    if (s.oneIn(2)) {
      out.add(s.pick());
    }
    return List.copyOf(out);
  }

  static List<AbstractValue> types(List<NDArray> x) {
    return x.stream().map(v -> v.aval().strong()).toList();
  }

  /** Types of one or two results: mostly floats. */
  static List<AbstractValue> results(Scope s) {
    List<AbstractValue> out = new ArrayList<>();
    out.add(new AbstractValue(s.features.main(), s.oneIn(3) ? Shape.SCALAR : s.pick().shape()));
    if (s.oneIn(3)) {
      out.add(AbstractValue.of(s.oneIn(2) ? DType.INT32 : s.features.main(), s.shape(2).dims()));
    }
    return out;
  }

  private static <A, B> Function1<A, B> f1(Function<A, B> f) {
    return f::apply;
  }

  private static List<NDArray> cond(Scope s) {
    List<AbstractValue> results = results(s);
    NDArray which = s.operand(AbstractValue.of(DType.BOOL));
    var yes = s.body(results);
    var no = s.body(results);
    List<NDArray> operands = operands(s);
    if (s.oneIn(5)) {
      return List.of(
          ControlFlow.cond(
              which,
              () -> Fitting.real(yes.apply(operands).getFirst()),
              () ->
                  Lax.broadcast(
                      NDArray.scalar(0.25).astype(s.features.main()), results.getFirst().shape())));
    }
    return ControlFlow.cond(which, f1(yes), f1(no), operands);
  }

  private static List<NDArray> switchCase(Scope s) {
    List<AbstractValue> results = results(s);
    NDArray which = s.operand(Catalogue.ints(DType.INT32, -1, 4));
    List<Function1<List<NDArray>, List<NDArray>>> branches = new ArrayList<>();
    int n = 1 + s.random.nextInt(3);
    for (int i = 0; i < n; i++) {
      branches.add(f1(s.body(results)));
    }
    return ControlFlow.switchCase(which, branches, operands(s));
  }

  /** Arrays that a loop carries: floats, often a count or a flag, sometimes weakly typed. */
  private static List<NDArray> carries(Scope s) {
    List<NDArray> out = new ArrayList<>(List.of(s.pickMain()));
    if (s.oneIn(3)) {
      out.add(
          s.operand(AbstractValue.of(s.oneIn(3) ? DType.BOOL : DType.INT32, s.shape(1).dims())));
    }
    if (s.oneIn(3)) {
      out.add(s.oneIn(2) ? NDArray.scalar(0.5) : s.pickMain());
    }
    return out;
  }

  private static List<NDArray> concat(List<NDArray> a, List<NDArray> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  private static List<NDArray> scan(Scope s) {
    int length = s.oneIn(12) ? 0 : 1 + s.random.nextInt(4);
    List<NDArray> init = carries(s);
    List<NDArray> xs = new ArrayList<>();
    for (int i = s.random.nextInt(3); i > 0; i--) {
      NDArray v = s.pick();
      Shape full = s.shape(1).insert(0, length);
      xs.add(s.fitting.to(v, new AbstractValue(v.dtype(), full)));
    }
    List<AbstractValue> ys = s.oneIn(4) ? List.of() : results(s);
    List<AbstractValue> out = Stream.concat(types(init).stream(), ys.stream()).toList();
    var body = s.body(out);
    int k = init.size();
    Function2<List<NDArray>, List<NDArray>, Tuple2<List<NDArray>, List<NDArray>>> step =
        (c, x) -> {
          List<NDArray> all = body.apply(concat(c, x));
          return Tuple.of(all.subList(0, k), all.subList(k, all.size()));
        };
    int unroll = s.oneIn(4) ? 2 + s.random.nextInt(2) : 1;
    ScanOptions options = new ScanOptions(OptionalInt.of(length), s.oneIn(3), unroll);
    var result = ControlFlow.scan(step, init, xs, options);
    return concat(result._1(), result._2());
  }

  private static List<NDArray> whileLoop(Scope s) {
    List<NDArray> init = new ArrayList<>();
    init.add(NDArray.fullLong(DType.INT32, Shape.SCALAR, 0));
    init.addAll(carries(s));
    NDArray bound = s.operand(Catalogue.ints(DType.INT32, 0, 4));
    boolean byValue = s.oneIn(2);
    var body = s.body(types(init.subList(1, init.size())));
    Function1<List<NDArray>, NDArray> test =
        c -> {
          NDArray more = Lax.compare(Comparison.LT, c.getFirst(), bound);
          if (!byValue) {
            return more;
          }
          NDArray v = s.fitting.to(c.get(1), AbstractValue.of(s.features.main()));
          return Lax.binary(
              BinaryOp.AND, more, Lax.compare(Comparison.LT, v, Lax.constantLike(v, 0.6)));
        };
    List<NDArray> last =
        ControlFlow.whileLoop(
            test, c -> concat(List.of(Lax.add(c.getFirst(), 1)), body.apply(c)), List.copyOf(init));
    return last;
  }

  private static List<NDArray> fori(Scope s) {
    List<NDArray> init = carries(s);
    var body = s.body(types(init));
    int lower = s.random.nextInt(3) - 1;
    return ControlFlow.foriLoop(
        lower, lower + s.random.nextInt(4), (i, c) -> body.apply(concat(c, List.of(i))), init);
  }

  private static List<NDArray> dynamicFori(Scope s) {
    List<NDArray> init = carries(s);
    var body = s.body(types(init));
    NDArray lower = s.operand(Catalogue.ints(DType.INT32, 0, 2));
    NDArray upper = s.operand(Catalogue.ints(DType.INT32, 0, 5));
    return ControlFlow.foriLoop(lower, upper, (i, c) -> body.apply(concat(c, List.of(i))), init);
  }

  private static List<NDArray> map(Scope s) {
    int length = 1 + s.random.nextInt(4);
    NDArray v = s.pick();
    NDArray xs = s.fitting.to(v, new AbstractValue(v.dtype(), s.shape(1).insert(0, length)));
    Function1<List<NDArray>, List<NDArray>> f = f1(s.body(results(s)));
    return s.oneIn(2)
        ? ControlFlow.map(f, List.of(xs))
        : ControlFlow.map(f, List.of(xs), 1 + s.random.nextInt(3));
  }

  private static List<NDArray> associativeScan(Scope s) {
    NDArray a = s.pickMain();
    a = a.rank() == 0 ? Lax.broadcast(a, Shape.of(3)) : a;
    int axis = s.random.nextInt(a.rank());
    if (a.shape().dim(axis) == 0) {
      return List.of(a);
    }
    boolean reverse = s.oneIn(2);
    if (s.oneIn(2)) {
      Function2<NDArray, NDArray, NDArray> f =
          s.oneIn(2) ? (x, y) -> Lax.mul(x, y) : (x, y) -> Lax.max(x, y);
      return List.of(ControlFlow.associativeScan(f, a, axis, reverse));
    }
    // The composition of affine maps.
    Function2<List<NDArray>, List<NDArray>, List<NDArray>> then =
        (x, y) ->
            List.of(Lax.mul(x.get(0), y.get(0)), Lax.add(Lax.mul(y.get(0), x.get(1)), y.get(1)));
    List<NDArray> maps = List.of(Lax.unary(UnaryOp.TANH, a), Lax.unary(UnaryOp.COS, a));
    return ControlFlow.associativeScan(then, maps, axis, reverse);
  }

  private static List<NDArray> jit(Scope s) {
    return Transforms.jit(f1(s.body(results(s)))).apply(operands(s));
  }

  private static List<NDArray> customJvp(Scope s) {
    List<NDArray> x = List.of(s.pickMain(), s.pickMain());
    Function1<List<NDArray>, List<NDArray>> f = f1(s.body(s.features.forForwardMode(), results(s)));
    return Transforms.customJvp(
            f,
            (List<NDArray> p, List<NDArray> v) -> {
              Jvp<List<NDArray>> y = Transforms.jvp(f, p, v);
              return y;
            })
        .apply(x);
  }

  private static List<NDArray> customVjp(Scope s) {
    List<NDArray> x = List.of(s.pickMain(), s.pickMain());
    Function1<List<NDArray>, List<NDArray>> f =
        f1(s.body(s.features.forReverseMode(), List.of(s.main(), s.pickMain().aval().strong())));
    Function1<List<NDArray>, Tuple2<List<NDArray>, List<NDArray>>> forward =
        p -> Tuple.of(f.apply(p), p);
    Function2<List<NDArray>, List<NDArray>, List<NDArray>> backward =
        (p, ct) -> Transforms.vjp(f, p).pullback().apply(ct);
    return Transforms.customVjp(f, forward, backward).apply(x);
  }

  static NDArray total(List<NDArray> y) {
    NDArray sum = null;
    for (NDArray v : y) {
      if (v.dtype().isFloat()) {
        NDArray part = Lax.reduceSum(Lax.unary(UnaryOp.SIN, v), Axes.range(0, v.rank()));
        sum = sum == null ? part : sum.add(part);
      }
    }
    return java.util.Objects.requireNonNull(sum);
  }
}
