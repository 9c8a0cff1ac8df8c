package org.jacobean.examples.transformer;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.lax.Lax;
import org.jacobean.nn.Activations;
import org.jacobean.nn.Dense;
import org.jacobean.nn.Dropout;
import org.jacobean.nn.Embedding;
import org.jacobean.nn.Initializers;
import org.jacobean.nn.LayerNorm;
import org.jacobean.nn.MultiHeadAttention;
import org.jacobean.random.Key;
import org.jacobean.random.Random;

/**
 * A decoder-only transformer over characters: token and position embeddings, blocks of causal
 * attention and a two-layer perceptron, each behind a layer norm and added to its input (pre-norm),
 * and a linear read-out.
 *
 * @param tokens one row per character, {@code [vocabulary, features]}
 * @param positions one row per position, {@code [context, features]}
 * @param blocks the layers
 * @param norm the last layer norm
 * @param readout to logits, {@code [features, vocabulary]}
 */
record Transformer(
    Embedding tokens, NDArray positions, List<Block> blocks, LayerNorm norm, Dense readout) {

  /** One layer. */
  record Block(
      LayerNorm norm1, MultiHeadAttention attention, LayerNorm norm2, Dense up, Dense down) {
    static Block init(Key key, int features, int heads) {
      List<Key> k = Random.split(key, 3);
      return new Block(
          LayerNorm.init(features),
          MultiHeadAttention.init(k.get(0), features, heads, true),
          LayerNorm.init(features),
          Dense.init(k.get(1), features, 4 * features),
          Dense.init(k.get(2), 4 * features, features));
    }

    NDArray apply(NDArray x, Dropout dropout, Key key) {
      List<Key> k = Random.split(key, 2);
      NDArray attended = x.add(dropout.apply(attention.apply(norm1.apply(x)), k.get(0)));
      NDArray hidden = Activations.gelu(up.apply(norm2.apply(attended)));
      return attended.add(dropout.apply(down.apply(hidden), k.get(1)));
    }
  }

  /** Random parameters. */
  static Transformer init(
      Key key, int vocabulary, int context, int features, int heads, int layers) {
    List<Key> k = Random.split(key, layers + 3);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      blocks.add(Block.init(k.get(i), features, heads));
    }
    return new Transformer(
        Embedding.init(k.get(layers), vocabulary, features, 0.02),
        Initializers.normal(0.02).init(k.get(layers + 1), context, features),
        List.copyOf(blocks),
        LayerNorm.init(features),
        Dense.init(k.get(layers + 2), features, vocabulary));
  }

  /** Longest input, in characters. */
  int context() {
    return positions.shape().dim(0);
  }

  /**
   * Logits of the next character after each position.
   *
   * @param text characters by number, int32 {@code [batch, time]} with {@code time <= context}
   * @param dropout rate 0 when not training
   * @param key of the dropout
   * @return float32 {@code [batch, time, vocabulary]}
   */
  NDArray logits(NDArray text, Dropout dropout, Key key) {
    int time = text.shape().dim(1);
    NDArray x = tokens.apply(text).add(Lax.sliceInDim(positions, 0, time, 1, 0));
    for (int i = 0; i < blocks.size(); i++) {
      x = blocks.get(i).apply(x, dropout, Random.foldIn(key, i));
    }
    return readout.apply(norm.apply(x));
  }
}
