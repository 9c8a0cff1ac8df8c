package org.jacobean.control;

import static org.jacobean.control.ControlFlow.associativeScan;
import static org.jacobean.control.ControlFlow.cond;
import static org.jacobean.control.ControlFlow.foriLoop;
import static org.jacobean.control.ControlFlow.map;
import static org.jacobean.control.ControlFlow.scan;
import static org.jacobean.control.ControlFlow.switchCase;
import static org.jacobean.control.ControlFlow.whileLoop;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Tuple;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions of one scalar that steer control flow by it, mapped once and twice, against a loop. */
class ControlUnderVmapTest {
  record Function(String name, UnaryOperator<NDArray> f) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final NDArray TABLE = NDArray.of(new double[] {3, 1, 4, 1, 5});

  static Stream<Function> functions() {
    return Stream.of(
        new Function("a choice by the example", x -> cond(x.gt(2), () -> x.mul(x), () -> x.neg())),
        new Function(
            "a choice among branches that use what is around them",
            x ->
                switchCase(
                    x.astype(DType.INT32),
                    List.of(y -> y.add(x), _ -> TABLE.sum(), y -> y.mul(x)),
                    x)),
        new Function(
            "a choice inside a choice",
            x ->
                cond(
                    x.lt(4),
                    y -> cond(y.lt(2), z -> z.add(10), z -> z.mul(2), y),
                    y -> y.neg(),
                    x)),
        new Function(
            "a loop that stops where the example says",
            x ->
                whileLoop(
                        c -> c._1().lt(x),
                        c -> Tuple.of(c._1().add(1), c._2().mul(2)),
                        Tuple.of(x.mul(0), x.mul(0).add(1)))
                    ._2()),
        new Function(
            "a loop inside a loop",
            x ->
                whileLoop(
                        c -> c._1().lt(x),
                        c -> {
                          NDArray inner =
                              whileLoop(
                                      t -> t._1().lt(c._1()),
                                      t -> Tuple.of(t._1().add(1), t._2().add(t._1())),
                                      Tuple.of(x.mul(0), c._2()))
                                  ._2();
                          return Tuple.of(c._1().add(1), inner.add(1));
                        },
                        Tuple.of(x.mul(0), x))
                    ._2()),
        new Function(
            "a loop to a traced bound",
            x -> foriLoop(NDArray.scalar(0), x.astype(DType.INT64), (i, c) -> c.mul(2).add(i), x)),
        new Function("a loop of fixed length", x -> foriLoop(0, 4, (i, c) -> c.mul(x).add(i), x)),
        new Function(
            "a loop whose carry is shared",
            x ->
                foriLoop(
                        0,
                        4,
                        (i, c) -> Tuple.of(c._1().add(1), c._2().add(x)),
                        Tuple.of(NDArray.scalar(0), x))
                    ._2()),
        new Function(
            "a scan over shared elements",
            x ->
                scan((c, t) -> Tuple.of(c.mul(x).add(t), c.add(t)), x, TABLE)
                    ._2()
                    .mul(NDArray.of(new double[] {1, 2, 3, 4, 5}))
                    .sum()),
        new Function(
            "a reversed scan over elements of the example",
            x ->
                scan(
                        (c, t) -> Tuple.of(c.mul(0.5).add(t), c),
                        NDArray.scalar(0.0),
                        TABLE.mul(x),
                        ScanOptions.DEFAULT.reversed())
                    ._2()
                    .sum()),
        new Function("a map in batches", x -> map(t -> t.mul(x).sin(), TABLE, 2).sum()),
        new Function("prefixes", x -> associativeScan((a, b) -> a.mul(b), TABLE.add(x)).sum()),
        new Function(
            "a choice in a loop",
            x ->
                foriLoop(
                    0,
                    6,
                    (i, c) -> cond(i.astype(DType.FLOAT64).lt(x), y -> y.add(1), y -> y.mul(2), c),
                    x)),
        new Function(
            "a slice at the example",
            x ->
                Lax.dynamicSlice(TABLE, List.of(x.astype(DType.INT32)), Shape.of(2))
                    .mul(NDArray.of(new double[] {1, 10}))
                    .sum()));
  }

  private static UnaryOperator<NDArray> vmap(UnaryOperator<NDArray> f) {
    return x -> {
      AbstractValue example = x.aval().withShape(x.shape().remove(0));
      ClosedJaxpr j = Tracing.toJaxpr("a test", a -> List.of(f.apply(a.get(0))), List.of(example));
      int n = x.shape().dim(0);
      Batched out = Batching.eval(j, n, List.of(new Batched(x, 0))).get(0);
      NDArray y = out.array();
      return out.mapped()
          ? Lax.moveAxis(y, out.axis(), 0)
          : Lax.broadcastInDim(y, y.shape().insert(0, n), Axes.range(1, y.rank() + 1));
    };
  }

  private static UnaryOperator<NDArray> recorded(UnaryOperator<NDArray> f) {
    return x ->
        Tracing.eval(
                Tracing.toJaxpr("a test", a -> List.of(f.apply(a.get(0))), List.of(x.aval())),
                List.of(x))
            .get(0);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aMapEqualsALoop(Function function) {
    UnaryOperator<NDArray> f = function.f();
    double[] xs = {0, 3, 1, 5, 2, 4};
    double[] expected = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      expected[i] = f.apply(NDArray.of(DType.FLOAT64, new double[] {xs[i]}, Shape.SCALAR)).item();
    }
    assertArrayEquals(expected, vmap(f).apply(NDArray.of(xs)).toDoubleArray(), 1e-12);
    assertArrayEquals(expected, recorded(vmap(f)).apply(NDArray.of(xs)).toDoubleArray(), 1e-12);
    NDArray twice = vmap(vmap(f)).apply(NDArray.of(xs, 2, 3));
    assertEquals(Shape.of(2, 3), twice.shape());
    assertArrayEquals(expected, twice.toDoubleArray(), 1e-12);
    NDArray mapped = map(function.f()::apply, NDArray.of(xs));
    assertArrayEquals(expected, mapped.toDoubleArray(), 1e-12);
    assertEquals(Shape.of(0), vmap(f).apply(NDArray.of(new double[0])).shape());
  }
}
