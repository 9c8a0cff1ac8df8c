package org.jacobean.transforms;

import io.vavr.Tuple;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.TreeDef;

/**
 * The arguments that are differentiated.
 *
 * @param arguments their positions
 * @param asTuple whether derivatives come as a tuple; else there is one argument and its derivative
 *     comes alone
 */
record WithRespectTo(List<Integer> arguments, boolean asTuple) {
  static WithRespectTo argument(int i) {
    return new WithRespectTo(List.of(i), false);
  }

  /** All arguments of a function: alone if there is one, as a tuple otherwise. */
  static WithRespectTo all(int arity) {
    return new WithRespectTo(IntStream.range(0, arity).boxed().toList(), arity > 1);
  }

  /** All arguments as a tuple, whatever their number. */
  static WithRespectTo tuple(int arity) {
    return new WithRespectTo(IntStream.range(0, arity).boxed().toList(), true);
  }

  /** Which leaves of the arguments belong to these. */
  boolean[] mask(TreeDef argumentTree) {
    List<KeyPath> paths = argumentTree.paths();
    boolean[] mask = new boolean[paths.size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = arguments.contains(positionOf(paths.get(i)));
    }
    return mask;
  }

  private static int positionOf(KeyPath path) {
    return path.keys().getFirst() instanceof KeyPath.Index(int index) ? index : -1;
  }

  /** Picks the derivatives from an array that has one tree per argument of the function. */
  Object pick(Object[] perArgument) {
    return asTuple
        ? tuple(arguments.stream().map(i -> perArgument[i]).toArray())
        : perArgument[arguments.getFirst()];
  }

  /** A Vavr tuple of up to eight values. */
  static Object tuple(Object[] v) {
    return switch (v.length) {
      case 1 -> Tuple.of(v[0]);
      case 2 -> Tuple.of(v[0], v[1]);
      case 3 -> Tuple.of(v[0], v[1], v[2]);
      case 4 -> Tuple.of(v[0], v[1], v[2], v[3]);
      case 5 -> Tuple.of(v[0], v[1], v[2], v[3], v[4]);
      case 6 -> Tuple.of(v[0], v[1], v[2], v[3], v[4], v[5]);
      case 7 -> Tuple.of(v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
      case 8 -> Tuple.of(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
      default ->
          throw new IllegalArgumentException(
              "functions have one to eight arguments, not " + v.length);
    };
  }
}
