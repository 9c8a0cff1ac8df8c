package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple2;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.NDArray;
import org.jacobean.control.ControlFlow;
import org.jacobean.control.ScanOptions;

/**
 * The transformations of functions, to be imported as {@code import static
 * org.jacobean.transforms.Transforms.*}.
 *
 * <p>A transformation takes a function of one to eight arguments (Vavr's {@code Function1} to
 * {@code Function8}) and gives a function, so that transformations nest in any order: {@code
 * jit(vmap(grad(f)))}. Arguments and results are trees: arrays, or records, collections and tuples
 * of arrays; whatever is not an array is static. Transformed functions that were made in the same
 * way from equal functions are equal.
 *
 * <p>
 *
 * {@snippet :
 * static NDArray loss(Mlp model, Batch batch) {
 *   return mean(square(model.apply(batch.x()).sub(batch.y())));
 * }
 *
 * var step = jit(valueAndGrad(Main::loss)); // Function2<Mlp, Batch, ValueAndGrad<Mlp>>
 * }
 */
public final class Transforms extends DeviceMethods {
  private Transforms() {}

  /** {@link ControlFlow#cond(NDArray, Function1, Function1, Object)}. */
  public static <A, R> R cond(
      NDArray pred, Function1<A, R> onTrue, Function1<A, R> onFalse, A operand) {
    return ControlFlow.cond(pred, onTrue, onFalse, operand);
  }

  /** {@link ControlFlow#cond(NDArray, Supplier, Supplier)}. */
  public static <R> R cond(NDArray pred, Supplier<R> onTrue, Supplier<R> onFalse) {
    return ControlFlow.cond(pred, onTrue, onFalse);
  }

  /** {@link ControlFlow#switchCase(NDArray, List, Object)}. */
  public static <A, R> R switchCase(NDArray index, List<Function1<A, R>> branches, A operand) {
    return ControlFlow.switchCase(index, branches, operand);
  }

  /** {@link ControlFlow#whileLoop(Function1, Function1, Object)}. */
  public static <C> C whileLoop(Function1<C, NDArray> test, Function1<C, C> body, C init) {
    return ControlFlow.whileLoop(test, body, init);
  }

  /** {@link ControlFlow#whileLoop(Function1, Function1, Object, int)}. */
  public static <C> C whileLoop(
      Function1<C, NDArray> test, Function1<C, C> body, C init, int maxSteps) {
    return ControlFlow.whileLoop(test, body, init, maxSteps);
  }

  /** {@link ControlFlow#foriLoop(int, int, Function2, Object)}. */
  public static <C> C foriLoop(int lower, int upper, Function2<NDArray, C, C> body, C init) {
    return ControlFlow.foriLoop(lower, upper, body, init);
  }

  /** {@link ControlFlow#foriLoop(NDArray, NDArray, Function2, Object)}. */
  public static <C> C foriLoop(
      NDArray lower, NDArray upper, Function2<NDArray, C, C> body, C init) {
    return ControlFlow.foriLoop(lower, upper, body, init);
  }

  /** {@link ControlFlow#foriLoop(NDArray, NDArray, Function2, Object, int)}. */
  public static <C> C foriLoop(
      NDArray lower, NDArray upper, Function2<NDArray, C, C> body, C init, int maxSteps) {
    return ControlFlow.foriLoop(lower, upper, body, init, maxSteps);
  }

  /** {@link ControlFlow#scan(Function2, Object, Object)}. */
  public static <C, X, Y> Tuple2<C, Y> scan(Function2<C, X, Tuple2<C, Y>> body, C init, X xs) {
    return ControlFlow.scan(body, init, xs);
  }

  /** {@link ControlFlow#scan(Function2, Object, Object, ScanOptions)}. */
  public static <C, X, Y> Tuple2<C, Y> scan(
      Function2<C, X, Tuple2<C, Y>> body, C init, X xs, ScanOptions options) {
    return ControlFlow.scan(body, init, xs, options);
  }

  /** {@link ControlFlow#scan(Function1, Object, int)}. */
  public static <C, Y> Tuple2<C, Y> scan(Function1<C, Tuple2<C, Y>> body, C init, int length) {
    return ControlFlow.scan(body, init, length);
  }

  /** {@link ControlFlow#map(Function1, Object)}. */
  public static <X, Y> Y map(Function1<X, Y> f, X xs) {
    return ControlFlow.map(f, xs);
  }

  /** {@link ControlFlow#map(Function1, Object, int)}. */
  public static <X, Y> Y map(Function1<X, Y> f, X xs, int batchSize) {
    return ControlFlow.map(f, xs, batchSize);
  }

  /** {@link ControlFlow#associativeScan(Function2, Object)}. */
  public static <T> T associativeScan(Function2<T, T, T> fn, T elems) {
    return ControlFlow.associativeScan(fn, elems);
  }

  /** {@link ControlFlow#associativeScan(Function2, Object, int, boolean)}. */
  public static <T> T associativeScan(Function2<T, T, T> fn, T elems, int axis, boolean reverse) {
    return ControlFlow.associativeScan(fn, elems, axis, reverse);
  }
}
