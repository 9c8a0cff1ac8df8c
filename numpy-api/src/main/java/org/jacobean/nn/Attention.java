package org.jacobean.nn;

import static org.jacobean.numpy.Selection.where;

import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.DotDims;
import org.jacobean.lax.Lax;

/** Scaled dot-product attention. Source: arXiv 1706.03762. */
public final class Attention {
  private Attention() {}

  /**
   * {@link #dotProductAttention(NDArray, NDArray, NDArray, boolean, double)} with scale {@code
   * 1/sqrt(features)}.
   */
  public static NDArray dotProductAttention(
      NDArray query, NDArray key, NDArray value, boolean causal) {
    requireFour(query, key, value);
    return dotProductAttention(query, key, value, causal, 1 / Math.sqrt(query.shape().dim(3)));
  }

  /**
   * {@code softmax(scale q k^T) v} per batch entry and head: query {@code [batch, time, heads,
   * features]}, key and value {@code [batch, source, heads, features]}, result like the query. When
   * causal, time t sees sources up to t.
   *
   * @throws ShapeException JX0628 when the shapes do not fit
   */
  public static NDArray dotProductAttention(
      NDArray query, NDArray key, NDArray value, boolean causal, double scale) {
    requireFour(query, key, value);
    Axes lead = Axes.of(0, 2);
    NDArray scores =
        Lax.dotGeneral(query.mul(scale), key, new DotDims(lead, lead, Axes.of(3), Axes.of(3)));
    if (causal) {
      scores =
          where(
              causalMask(query.shape().dim(1), key.shape().dim(1)),
              scores,
              Double.NEGATIVE_INFINITY);
    }
    NDArray weights = Normalization.softmax(scores, -1);
    NDArray out =
        Lax.dotGeneral(weights, value, new DotDims(Axes.of(0, 1), lead, Axes.of(3), Axes.of(1)));
    return Lax.transpose(out, Axes.of(0, 2, 1, 3));
  }

  /** True at {@code [t, s]} when {@code s <= t}. */
  public static NDArray causalMask(int time, int source) {
    Shape shape = Shape.of(time, source);
    return Lax.iota(DType.INT32, shape, 0).ge(Lax.iota(DType.INT32, shape, 1));
  }

  private static void requireFour(NDArray query, NDArray key, NDArray value) {
    boolean ranks = query.rank() == 4 && key.rank() == 4 && value.rank() == 4;
    boolean fit =
        ranks
            && query.shape().with(1, 1).equals(key.shape().with(1, 1))
            && key.shape().pick(Axes.of(0, 1, 2)).equals(value.shape().pick(Axes.of(0, 1, 2)));
    if (!fit) {
      throw new ShapeException(
          "JX0628",
          "attention takes query [batch, time, heads, features] and key, value [batch, source,"
              + " heads, features], got "
              + query.aval()
              + ", "
              + key.aval()
              + ", "
              + value.aval());
    }
  }
}
