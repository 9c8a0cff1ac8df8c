package org.jacobean.control;

import static org.jacobean.control.ControlFlow.cond;
import static org.jacobean.control.ControlFlow.foriLoop;
import static org.jacobean.control.ControlFlow.whileLoop;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vavr.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.JitCall;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All examples run both branches of a choice, and run as many steps as the slowest of them. Loops
 * that would never end for an example that has no business in them must end all the same.
 */
class TerminationUnderVmapTest {
  record Function(String name, UnaryOperator<NDArray> f) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Counts from 0 until it hits {@code x}: never for a negative one. */
  private static NDArray countTo(NDArray x) {
    return whileLoop(
            c -> c._1().ne(x),
            c -> Tuple.of(c._1().add(1), c._2().add(2)),
            Tuple.of(x.mul(0), x.mul(0)))
        ._2();
  }

  private static NDArray call(UnaryOperator<NDArray> f, NDArray x) {
    ClosedJaxpr j = Tracing.toJaxpr("a test", a -> List.of(f.apply(a.get(0))), List.of(x.aval()));
    return Tracing.bind1(new JitCall("f", j.jaxpr()), x);
  }

  static Stream<Function> functions() {
    return Stream.of(
        new Function("in a branch", x -> cond(x.ge(0), y -> countTo(y), y -> y, x)),
        new Function(
            "in a call in a branch", x -> cond(x.ge(0), y -> call(z -> countTo(z), y), y -> y, x)),
        new Function(
            "in a loop in a branch",
            x -> cond(x.ge(0), y -> foriLoop(0, 2, (_, c) -> c.add(countTo(y)), y), y -> y, x)),
        new Function(
            "in a shared choice in a branch",
            x ->
                cond(
                    x.ge(0),
                    y ->
                        foriLoop(
                            0, 2, (i, c) -> cond(i.eq(0), () -> c.add(countTo(y)), () -> c), y),
                    y -> y,
                    x)),
        new Function(
            "in a loop of fixed length by a test in a branch",
            x ->
                cond(
                    x.ge(0),
                    y ->
                        whileLoop(
                                c -> c._1().lt(2),
                                c -> Tuple.of(c._1().add(1), c._2().add(countTo(y))),
                                Tuple.of(NDArray.scalar(0), y))
                            ._2(),
                    y -> y,
                    x)),
        new Function(
            "in the test of a loop in a branch",
            x -> cond(x.ge(0), y -> whileLoop(c -> countTo(y).gt(c), c -> c.add(1), y), y -> y, x)),
        new Function(
            "in a loop that is over for the example",
            // While x > 0: raise y by x until it is 1 or more. With x = 0 the inner loop would
            // never end.
            x ->
                whileLoop(
                        c -> c._1().gt(0),
                        c -> {
                          NDArray y = whileLoop(t -> t.lt(1), t -> t.add(c._1()), x.mul(0));
                          return Tuple.of(c._1().sub(1), c._2().add(y));
                        },
                        Tuple.of(x, x.mul(0)))
                    ._2()));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void loopsDoNotWaitForExamplesThatHaveNoBusinessInThem(Function function) {
    double[] xs = {3, -1, 0, 5, -2};
    double[] expected = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      expected[i] = function.f().apply(NDArray.of(new double[] {xs[i]}).sum()).item();
    }
    ClosedJaxpr j =
        Tracing.toJaxpr(
            "a test",
            a -> List.of(function.f().apply(a.get(0))),
            List.of(NDArray.of(xs).sum().aval()));
    double[] actual =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                Batching.eval(j, 5, List.of(new Batched(NDArray.of(xs), 0)))
                    .get(0)
                    .array()
                    .toDoubleArray());
    assertArrayEquals(expected, actual);
  }
}
