package org.jacobean.lax;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.AllGather;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.AllToAll;
import org.jacobean.ir.op.AxisIndex;
import org.jacobean.ir.op.CollectiveOp;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.PBroadcast;
import org.jacobean.ir.op.PPermute;
import org.jacobean.ir.op.PVary;
import org.jacobean.ir.op.ReduceScatter;
import org.jacobean.trace.AxisEnv;
import org.jacobean.trace.SourceLines;
import org.jacobean.trace.Tracer;
import org.jacobean.trace.Tracing;
import org.jacobean.trace.VaryingTypes;

/**
 * Collectives of one array by the names of axes, which are looked up in the {@linkplain AxisEnv
 * axes in scope}.
 *
 * <p>All throw {@link org.jacobean.errors.TransformException} JX0480 when an axis is not in scope.
 */
public final class Collectives {
  private Collectives() {}

  /**
   * The sum, maximum or minimum over the participants. Booleans are counted as int32. The sum of a
   * constant is the constant times the number of participants, without communication.
   */
  public static NDArray allReduce(CollectiveOp op, NDArray x, List<String> names) {
    return allReduce(op.jaxName(), op, x, names);
  }

  private static NDArray allReduce(String verb, CollectiveOp op, NDArray x, List<String> names) {
    List<AxisEnv.Bound> axes = bound(verb, names);
    boolean count = op == CollectiveOp.SUM && x.dtype().isBool();
    NDArray v = count ? Lax.convertElementType(x, DType.INT32) : x;
    if (names.isEmpty()) {
      return v;
    }
    if (!(v instanceof Tracer)) {
      return op == CollectiveOp.SUM ? Lax.mul(v, size(axes)) : v;
    }
    VaryingTypes.requireVarying(verb, v, axes);
    return varyingAgain(
        Tracing.bind1(new AllReduce(op, axes.stream().map(AxisEnv.Bound::axis).toList()), v), axes);
  }

  /** The sum over the participants. */
  public static NDArray psum(NDArray x, String... names) {
    return allReduce(CollectiveOp.SUM, x, List.of(names));
  }

  /** The mean over the participants; of integers in floating point. */
  public static NDArray pmean(NDArray x, String... names) {
    List<AxisEnv.Bound> axes = bound("pmean", List.of(names));
    NDArray v =
        x instanceof Tracer || !x.dtype().isInexact()
            ? allReduce("pmean", CollectiveOp.SUM, x, List.of(names))
            : x;
    return v == x && !(x instanceof Tracer) ? x : v.div(size(axes));
  }

  /**
   * The operands of all participants, stacked along a new axis, or one after the other along an
   * existing one if tiled. Over several axes participants are in row-major order.
   *
   * @param axis the axis of the result; counted from the end when negative
   * @param invariant whether to declare the result the same for all participants
   */
  public static NDArray allGather(
      NDArray x, List<String> names, int axis, boolean tiled, boolean invariant) {
    List<AxisEnv.Bound> axes = bound("allGather", names);
    int dim = dim("allGather", axis, tiled ? x.rank() : x.rank() + 1, x);
    NDArray y = x;
    for (AxisEnv.Bound b : axes.reversed()) {
      y = Tracing.bind1(new AllGather(b.axis(), dim, tiled, invariant), y);
    }
    if (!tiled && axes.size() > 1) {
      Shape stacked = x.shape().insert(dim, size(axes));
      y = Lax.reshape(y, stacked);
    }
    return invariant ? varyingAgain(y, axes) : y;
  }

  /**
   * The sum over the participants, of which each keeps its own block along {@code dimension};
   * without {@code tiled} that has the length 1 and the axis is dropped.
   */
  public static NDArray psumScatter(NDArray x, List<String> names, int dimension, boolean tiled) {
    List<AxisEnv.Bound> axes = bound("psumScatter", names);
    int dim = dim("psumScatter", dimension, x.rank(), x);
    if (axes.size() == 1) {
      return Tracing.bind1(new ReduceScatter(axes.getFirst().axis(), dim, tiled), x);
    }
    NDArray y = x;
    for (AxisEnv.Bound b : axes) {
      y = Tracing.bind1(new ReduceScatter(b.axis(), dim, true), y);
    }
    return tiled ? y : Lax.squeeze(y, Axes.of(dim));
  }

  /** Sends operands between participants; who gets nothing has zeros. */
  public static NDArray ppermute(NDArray x, String name, List<PPermute.Pair> perm) {
    return Tracing.bind1(new PPermute(one("ppermute", name), perm), x);
  }

  /**
   * Participant {@code k} gets the operand of participant {@code perm[k]}.
   *
   * @throws org.jacobean.errors.TransformException JX0482 when {@code perm} is no permutation
   */
  public static NDArray pshuffle(NDArray x, String name, int... perm) {
    NamedAxis axis = one("pshuffle", name);
    Axes order = Axes.of(perm);
    if (perm.length != axis.size() || !order.distinct() || !order.within(axis.size())) {
      throw fault(
          "JX0482",
          "pshuffle over axis '"
              + name
              + "' of size "
              + axis.size()
              + ": "
              + order
              + " is not a permutation of 0 to "
              + (axis.size() - 1)
              + "; use ppermute to send to some participants only");
    }
    List<PPermute.Pair> pairs = new ArrayList<>();
    for (int k = 0; k < perm.length; k++) {
      pairs.add(new PPermute.Pair(perm[k], k));
    }
    return ppermute(x, name, pairs);
  }

  /**
   * Splits along one axis, sends the {@code k}-th block to participant {@code k}, and puts together
   * what comes in along another axis.
   */
  public static NDArray allToAll(
      NDArray x, String name, int splitAxis, int concatAxis, boolean tiled) {
    NamedAxis axis = one("allToAll", name);
    int split = dim("allToAll", splitAxis, x.rank(), x);
    int concat = dim("allToAll", concatAxis, x.rank(), x);
    return Tracing.bind1(new AllToAll(axis, split, concat, tiled), x);
  }

  /** The operand of participant {@code source}, for all. */
  public static NDArray pbroadcast(NDArray x, String name, int source) {
    return Tracing.bind1(new PBroadcast(one("pbroadcast", name), source), x);
  }

  /** The number of the participant, int32; over several axes in row-major order. */
  public static NDArray axisIndex(String... names) {
    NDArray index = NDArray.fullLong(DType.INT32, Shape.SCALAR, 0);
    boolean first = true;
    for (AxisEnv.Bound b : bound("axisIndex", List.of(names))) {
      NDArray k = Tracing.bind1(new AxisIndex(b.axis()));
      index = first ? k : Lax.add(Lax.mul(index, b.axis().size()), k);
      first = false;
    }
    return index;
  }

  /** The number of participants. */
  public static int axisSize(String... names) {
    return size(bound("axisSize", List.of(names)));
  }

  /**
   * The same value, taken as each participant's own. Over the axis of a {@code vmap} every value is
   * that already.
   */
  public static NDArray pvary(NDArray x, String... names) {
    return varying(x, bound("pvary", List.of(names)), true);
  }

  /** Where values have no types all are varying, so this result of a reduction must be, too. */
  private static NDArray varyingAgain(NDArray x, List<AxisEnv.Bound> axes) {
    return varying(x, axes, false);
  }

  private static NDArray varying(NDArray x, List<AxisEnv.Bound> axes, boolean typed) {
    List<NamedAxis> over =
        axes.stream().filter(b -> b.typed() == typed).map(AxisEnv.Bound::axis).toList();
    return over.isEmpty() ? x : Tracing.bind1(new PVary(over), x);
  }

  private static NamedAxis one(String verb, String name) {
    return AxisEnv.current().get(name, verb).axis();
  }

  private static List<AxisEnv.Bound> bound(String verb, List<String> names) {
    AxisEnv env = AxisEnv.current();
    return names.stream().map(n -> env.get(n, verb)).toList();
  }

  private static int size(List<AxisEnv.Bound> axes) {
    int n = 1;
    for (AxisEnv.Bound b : axes) {
      n *= b.axis().size();
    }
    return n;
  }

  private static int dim(String verb, int axis, int rank, NDArray x) {
    int d = axis < 0 ? axis + rank : axis;
    if (d < 0 || d >= rank) {
      throw fault(
          "JX0483",
          verb
              + " of "
              + x.aval()
              + ": axis "
              + axis
              + " is out of range; "
              + (rank == 0 ? "it has none" : "choose one of " + -rank + " to " + (rank - 1)));
    }
    return d;
  }

  private static JacobeanException fault(String code, String message) {
    return new TransformException(code, message).at(SourceLines.caller().toString());
  }
}
