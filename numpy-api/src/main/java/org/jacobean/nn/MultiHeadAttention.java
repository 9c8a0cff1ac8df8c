package org.jacobean.nn;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.errors.ShapeException;
import org.jacobean.random.Key;
import org.jacobean.random.Random;

/**
 * Self-attention with several heads. Source: arXiv 1706.03762.
 *
 * @param qkv projections to queries, keys and values {@code [features, 3 * features]}
 * @param out projection of the heads' results
 * @param heads number of heads; a static value
 * @param causal whether a position sees only itself and earlier ones; a static value
 */
public record MultiHeadAttention(Dense qkv, Dense out, int heads, boolean causal) implements Layer {
  /** Checks the sizes. @throws ShapeException JX0629 unless the heads divide the features */
  public MultiHeadAttention {
    int features = out.w().shape().dim(0);
    if (heads < 1 || features % heads != 0) {
      throw new ShapeException("JX0629", heads + " heads do not divide " + features + " features");
    }
  }

  /** LeCun normal weights and zero biases, float32. */
  public static MultiHeadAttention init(Key key, int features, int heads, boolean causal) {
    List<Key> keys = Random.split(key, 2);
    return new MultiHeadAttention(
        Dense.init(keys.get(0), features, 3 * features),
        Dense.init(keys.get(1), features, features),
        heads,
        causal);
  }

  /**
   * {@code [batch, time, features]} to the same shape. @throws ShapeException JX0629 for another
   * rank
   */
  @Override
  public NDArray apply(NDArray x) {
    if (x.rank() != 3) {
      throw new ShapeException(
          "JX0629", "attention takes [batch, time, features], got " + x.aval());
    }
    int batch = x.shape().dim(0);
    int time = x.shape().dim(1);
    int features = x.shape().dim(2);
    NDArray all = qkv.apply(x).reshape(batch, time, 3, heads, features / heads);
    NDArray mixed = Attention.dotProductAttention(part(all, 0), part(all, 1), part(all, 2), causal);
    return out.apply(mixed.reshape(batch, time, features));
  }

  private static NDArray part(NDArray all, int i) {
    return org.jacobean.lax.Lax.sliceInDim(all, i, i + 1, 1, 2).squeeze(2);
  }
}
