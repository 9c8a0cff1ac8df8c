package org.jacobean.control;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple0;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.NDArray;

/**
 * Choices and loops over trees that transformations can see into.
 *
 * <p>Every function here records the functions it is given, once, and applies one operation. All
 * errors are {@link org.jacobean.errors.TransformException}s.
 */
public final class ControlFlow {
  private ControlFlow() {}

  // ---------------------------------------------------------------- choices

  /**
   * {@code pred ? onTrue(operand) : onFalse(operand)}; only the chosen branch runs (under {@code
   * vmap} with a predicate per example both run, and results are selected).
   *
   * <p>The derivative is that of the chosen branch.
   *
   * @param pred a scalar; a number is true unless it is 0. JX0450 for anything else
   * @param onTrue the branch for true
   * @param onFalse the branch for false; returns the same structure and types, else JX0451. A
   *     weakly typed result takes the other branch's type
   * @param operand a tree, given to both
   */
  public static <A, R> R cond(
      NDArray pred, Function1<A, R> onTrue, Function1<A, R> onFalse, A operand) {
    return Branches.choose(
        "cond",
        Branches.predicate(pred),
        List.of("the false branch", "the true branch"),
        List.of(onFalse, onTrue),
        operand);
  }

  /**
   * {@code pred ? onTrue() : onFalse()}; see {@link #cond(NDArray, Function1, Function1, Object)}.
   *
   * @param pred a scalar
   * @param onTrue the branch for true; arrays that it uses from around it become operands
   * @param onFalse the branch for false
   */
  public static <R> R cond(NDArray pred, Supplier<R> onTrue, Supplier<R> onFalse) {
    return cond(pred, (Tuple0 _) -> onTrue.get(), _ -> onFalse.get(), Tuple0.instance());
  }

  /**
   * {@code branches[index](operand)}, the index clamped to the branches.
   *
   * @param index an integer scalar, else JX0450
   * @param branches at least one, else JX0460; all return the same structure and types, else JX0451
   * @param operand a tree
   */
  public static <A, R> R switchCase(NDArray index, List<Function1<A, R>> branches, A operand) {
    int n = branches.size();
    if (n == 0) {
      throw Branches.error("JX0460", "switchCase needs at least one branch");
    }
    List<String> names = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      names.add("branch " + i);
    }
    return Branches.choose("switchCase", Branches.index(index, n), names, branches, operand);
  }

  // ---------------------------------------------------------------- loops

  /**
   * Repeats {@code carry = body(carry)} while {@code test(carry)}.
   *
   * <p>Has forward-mode derivatives; reverse mode needs a declared maximum ({@link
   * #whileLoop(Function1, Function1, Object, int)}) or a known number of steps ({@link #scan} or
   * {@link #foriLoop(int, int, Function2, Object)}).
   *
   * @param test returns a bool scalar, else JX0454
   * @param body returns the carry's structure (else JX0452) and types (else JX0453)
   * @param init the initial carry, a tree
   */
  public static <C> C whileLoop(Function1<C, NDArray> test, Function1<C, C> body, C init) {
    return WhileLoop.run("whileLoop", test, body, init, 0);
  }

  /**
   * {@link #whileLoop(Function1, Function1, Object)} of at most {@code maxSteps} steps, which has
   * derivatives in both modes.
   *
   * <p>The loop means {@code while (steps < maxSteps && test(carry)) carry = body(carry)}: after
   * {@code maxSteps} steps it ends, whatever the test says, and its result is the carry then. To
   * know whether that happened, apply the test to the result. Values and derivatives follow this
   * rule alike.
   *
   * <p>Without reverse mode the maximum costs a counter. Reverse mode computes steps again instead
   * of saving all: it keeps at most 32 carries per level of a tree of {@code ceil(log32(maxSteps))}
   * levels and the intermediate values of 32 steps, and runs each step about once more per level;
   * steps that are not reached cost at most 32 tests per level. JAX has no such loop.
   *
   * @param test returns a bool scalar, else JX0454
   * @param body returns the carry's structure (else JX0452) and types (else JX0453)
   * @param init the initial carry, a tree
   * @param maxSteps at least 1, else JX0471
   */
  public static <C> C whileLoop(
      Function1<C, NDArray> test, Function1<C, C> body, C init, int maxSteps) {
    return WhileLoop.run("whileLoop", test, body, init, atLeastOne("whileLoop", maxSteps));
  }

  private static int atLeastOne(String what, int maxSteps) {
    if (maxSteps < 1) {
      throw Branches.error(
          "JX0471",
          "the maximum number of steps of " + what + " must be at least 1, not " + maxSteps);
    }
    return maxSteps;
  }

  /**
   * Repeats {@code carry = body(i, carry)} for {@code lower <= i < upper}. The number of steps is
   * known, so the loop has derivatives in both modes.
   *
   * @param lower the first index
   * @param upper one past the last index; no step if it is not larger than {@code lower}
   * @param body is given the index as a weakly typed int32 scalar; errors as for {@link #whileLoop}
   * @param init the initial carry, a tree
   */
  public static <C> C foriLoop(int lower, int upper, Function2<NDArray, C, C> body, C init) {
    return ScanLoop.count(lower, upper, body, init);
  }

  /**
   * Repeats {@code carry = body(i, carry)} for {@code lower <= i < upper}, with bounds that may be
   * traced. Has no reverse-mode derivative unless a maximum is declared: {@link #foriLoop(NDArray,
   * NDArray, Function2, Object, int)}.
   *
   * @param lower the first index, an integer scalar, else JX0457
   * @param upper one past the last index, an integer scalar
   * @param body is given the index in the bounds' common type
   * @param init the initial carry, a tree
   */
  public static <C> C foriLoop(
      NDArray lower, NDArray upper, Function2<NDArray, C, C> body, C init) {
    return WhileLoop.count(lower, upper, body, init, 0);
  }

  /**
   * {@link #foriLoop(NDArray, NDArray, Function2, Object)} of at most {@code maxSteps} steps, which
   * has derivatives in both modes as {@link #whileLoop(Function1, Function1, Object, int)} does: it
   * ends at {@code lower + maxSteps} at the latest.
   *
   * @param lower the first index, an integer scalar, else JX0457
   * @param upper one past the last index, an integer scalar
   * @param body is given the index in the bounds' common type
   * @param init the initial carry, a tree
   * @param maxSteps at least 1, else JX0471
   */
  public static <C> C foriLoop(
      NDArray lower, NDArray upper, Function2<NDArray, C, C> body, C init, int maxSteps) {
    return WhileLoop.count(lower, upper, body, init, atLeastOne("foriLoop", maxSteps));
  }

  /**
   * Repeats {@code (carry, y_i) = body(carry, x_i)} over the leading axis of the arrays in {@code
   * xs}.
   *
   * @param body returns the new carry (structure JX0452, types JX0453) and a tree of results
   * @param init the initial carry, a tree
   * @param xs a tree of arrays whose leading axes have one length, else JX0455
   * @return the last carry, and the results stacked along a new leading axis
   */
  public static <C, X, Y> Tuple2<C, Y> scan(Function2<C, X, Tuple2<C, Y>> body, C init, X xs) {
    return ScanLoop.run(body, init, xs, ScanOptions.DEFAULT);
  }

  /**
   * {@link #scan(Function2, Object, Object)} in either direction, unrolled, or over no arrays.
   *
   * @param options direction, unrolling, and the number of steps, which must fit the arrays
   *     (JX0456)
   */
  public static <C, X, Y> Tuple2<C, Y> scan(
      Function2<C, X, Tuple2<C, Y>> body, C init, X xs, ScanOptions options) {
    return ScanLoop.run(body, init, xs, options);
  }

  /**
   * Repeats {@code (carry, y_i) = body(carry)}.
   *
   * @param body returns the new carry and a tree of results
   * @param init the initial carry, a tree
   * @param length the number of steps, 0 or more, else JX0456
   * @return the last carry, and the results stacked along a new leading axis
   */
  public static <C, Y> Tuple2<C, Y> scan(Function1<C, Tuple2<C, Y>> body, C init, int length) {
    return scan(
        (c, _) -> body.apply(c), init, Tuple0.instance(), ScanOptions.DEFAULT.withLength(length));
  }

  /**
   * {@code f} of each element along the leading axis, one after the other: {@code vmap} that trades
   * speed for memory.
   *
   * @param f a function of one element
   * @param xs a tree of arrays whose leading axes have one length, else JX0455
   * @return the results stacked along a new leading axis
   */
  public static <X, Y> Y map(Function1<X, Y> f, X xs) {
    return ScanLoop.map(f, xs);
  }

  /**
   * {@link #map(Function1, Object)} with {@code batchSize} elements at a time.
   *
   * @param batchSize at least 1, else JX0458; need not divide the number of elements
   */
  public static <X, Y> Y map(Function1<X, Y> f, X xs, int batchSize) {
    return ScanLoop.map(f, xs, batchSize);
  }

  /**
   * All prefixes {@code x_0, fn(x_0, x_1), fn(fn(x_0, x_1), x_2), …} along axis 0, in logarithmic
   * depth.
   *
   * @param fn associative; acts on many elements at once along the axis and keeps shapes and types,
   *     else JX0459
   * @param elems a tree of arrays whose leading axes have one length, else JX0459
   * @return the prefixes, in place of the elements
   */
  public static <T> T associativeScan(Function2<T, T, T> fn, T elems) {
    return AssociativeScan.run(fn, elems, 0, false);
  }

  /**
   * {@link #associativeScan(Function2, Object)} along another axis or from the end.
   *
   * @param axis the axis; negative counts from the end
   * @param reverse whether to run from the last element to the first
   */
  public static <T> T associativeScan(Function2<T, T, T> fn, T elems, int axis, boolean reverse) {
    return AssociativeScan.run(fn, elems, axis, reverse);
  }
}
