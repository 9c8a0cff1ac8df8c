package org.jacobean.transforms;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.NDArray;
import org.jacobean.ir.op.CollectiveOp;
import org.jacobean.ir.op.PPermute;
import org.jacobean.jit.Arguments;
import org.jacobean.lax.Collectives;
import org.jacobean.pytrees.Tree;

/**
 * Collectives: operations between the participants of a named axis, which are the examples of a
 * {@code vmap} whose axes have an {@linkplain VmapAxes#axisName axis name}, or the devices of a
 * mesh. They act on every array of a tree.
 *
 * <p>All throw {@link org.jacobean.errors.TransformException} JX0480 when an axis is not in scope.
 *
 * <p>Under {@code vmap} every example has its own copy of every value, so the derivative, taken
 * inside the mapped function, of {@code psum(x)} by {@code x} counts what the example adds to the
 * sums of all: it is the number of examples, as in JAX.
 */
abstract class CollectiveMethods extends CustomMethods {
  CollectiveMethods() {}

  /**
   * The sum over the participants, {@code Σ_k x_k}, for all of them. A Java number gives itself
   * times the number of participants.
   *
   * @param names one or several axes
   */
  @SuppressWarnings("unchecked") // a number of the class of x
  public static <T> T psum(T x, String... names) {
    return x instanceof Number n
        ? (T) times(n, Collectives.axisSize(names))
        : each(x, a -> Collectives.psum(a, names));
  }

  private static Number times(Number x, int n) {
    return switch (x) {
      case Integer i -> i * n;
      case Long l -> l * n;
      case Float f -> f * n;
      case Double d -> d * n;
      default ->
          throw Faults.of(
              "JX0484",
              "psum of a "
                  + x.getClass().getSimpleName()
                  + ": a number must be an int, long, float or double; convert it, or make it an"
                  + " array");
    };
  }

  /** The mean over the participants; integers become floats. */
  public static <T> T pmean(T x, String... names) {
    return x instanceof Number ? known(x, names) : each(x, a -> Collectives.pmean(a, names));
  }

  /** The greatest of the participants' elements. Those that have it share its derivative. */
  public static <T> T pmax(T x, String... names) {
    return x instanceof Number
        ? known(x, names)
        : each(x, a -> Collectives.allReduce(CollectiveOp.MAX, a, List.of(names)));
  }

  /** The least of the participants' elements. Those that have it share its derivative. */
  public static <T> T pmin(T x, String... names) {
    return x instanceof Number
        ? known(x, names)
        : each(x, a -> Collectives.allReduce(CollectiveOp.MIN, a, List.of(names)));
  }

  /** A number is the same for all. */
  private static <T> T known(T x, String... names) {
    Collectives.axisSize(names);
    return x;
  }

  /** The arrays of all participants, stacked along a new leading axis. */
  public static <T> T allGather(T x, String name) {
    return allGather(x, name, 0, false);
  }

  /**
   * The arrays of all participants.
   *
   * @param axis the axis of the result along which they lie; counted from the end when negative
   * @param tiled whether they lie one after the other along an axis they have, not along a new one
   * @throws org.jacobean.errors.TransformException JX0483 when there is no such axis
   */
  public static <T> T allGather(T x, String name, int axis, boolean tiled) {
    return allGather(x, List.of(name), axis, tiled);
  }

  /**
   * Over several axes, in row-major order; see {@link #allGather(Object, String, int, boolean)}.
   */
  public static <T> T allGather(T x, List<String> names, int axis, boolean tiled) {
    return each(x, a -> Collectives.allGather(a, names, axis, tiled, false));
  }

  /**
   * As {@link #allGather(Object, String, int, boolean)}, but typed as the same for all devices of a
   * mesh, so that it may leave a sharded function as one array.
   */
  public static <T> T allGatherInvariant(T x, String name, int axis, boolean tiled) {
    return each(x, a -> Collectives.allGather(a, List.of(name), axis, tiled, true));
  }

  /**
   * The sum over the participants, of which each keeps its own block along an axis.
   *
   * @param scatterDimension the axis; its length is the number of participants, or a multiple if
   *     tiled
   * @param tiled whether the axis stays, with the length of a block; if not it is dropped
   * @throws org.jacobean.errors.ShapeException JX0220 when the axis cannot be divided
   */
  public static <T> T psumScatter(T x, String name, int scatterDimension, boolean tiled) {
    return psumScatter(x, List.of(name), scatterDimension, tiled);
  }

  /** Over several axes; see {@link #psumScatter(Object, String, int, boolean)}. */
  public static <T> T psumScatter(T x, List<String> names, int scatterDimension, boolean tiled) {
    return each(x, a -> Collectives.psumScatter(a, names, scatterDimension, tiled));
  }

  /**
   * Sends arrays between participants.
   *
   * @param perm pairs of source and target; a participant that is no target gets zeros
   * @throws org.jacobean.errors.ShapeException JX0220 when a source or a target occurs twice, or is
   *     no participant
   */
  public static <T> T ppermute(T x, String name, int[]... perm) {
    List<PPermute.Pair> pairs =
        java.util.Arrays.stream(perm).map(p -> new PPermute.Pair(p[0], p[1])).toList();
    return each(x, a -> Collectives.ppermute(a, name, pairs));
  }

  /**
   * Participant {@code k} gets the array of participant {@code perm[k]}.
   *
   * @throws org.jacobean.errors.TransformException JX0482 when {@code perm} is no permutation
   */
  public static <T> T pshuffle(T x, String name, int... perm) {
    return each(x, a -> Collectives.pshuffle(a, name, perm));
  }

  /**
   * Exchanges blocks: participant {@code k} gets the {@code k}-th block along {@code splitAxis} of
   * everybody's array, and has them along {@code concatAxis}.
   *
   * @param tiled whether both axes stay; if not the split axis, whose length is the number of
   *     participants, is dropped, and a new one made
   * @throws org.jacobean.errors.ShapeException JX0220 when the axis cannot be divided
   */
  public static <T> T allToAll(T x, String name, int splitAxis, int concatAxis, boolean tiled) {
    return each(x, a -> Collectives.allToAll(a, name, splitAxis, concatAxis, tiled));
  }

  /** The array of participant {@code source}, for all. */
  public static <T> T pbroadcast(T x, String name, int source) {
    return each(x, a -> Collectives.pbroadcast(a, name, source));
  }

  /** The number of the participant: an int32 scalar; over several axes in row-major order. */
  public static NDArray axisIndex(String... names) {
    return Collectives.axisIndex(names);
  }

  /** The number of participants. */
  public static int axisSize(String... names) {
    return Collectives.axisSize(names);
  }

  /**
   * The same value, taken as each participant's own: on a mesh its derivative is per device then,
   * and not summed over them.
   */
  public static <T> T pvary(T x, String... names) {
    return each(x, a -> Collectives.pvary(a, names));
  }

  private static <T> T each(T tree, UnaryOperator<NDArray> f) {
    return Tree.map(leaf -> f.apply(Arguments.array(leaf)), tree);
  }
}
