package org.jacobean.nn;

import org.jacobean.NDArray;
import org.jacobean.numpy.Indexing;
import org.jacobean.random.Key;

/**
 * A vector per symbol.
 *
 * @param table the vectors {@code [symbols, features]}
 */
public record Embedding(NDArray table) {
  /** Normal of standard deviation {@code stddev}, float32. */
  public static Embedding init(Key key, int symbols, int features, double stddev) {
    return new Embedding(Initializers.normal(stddev).init(key, symbols, features));
  }

  /** Normal of variance 1/features, float32. */
  public static Embedding init(Key key, int symbols, int features) {
    return init(key, symbols, features, 1 / Math.sqrt(features));
  }

  /**
   * The vectors of symbols: integers {@code [...]} to {@code [..., features]}. @throws
   * org.jacobean.errors.IndexException JX0614
   */
  public NDArray apply(NDArray symbols) {
    return Indexing.take(table, symbols, 0);
  }

  /**
   * The score of each symbol: {@code [..., features]} to {@code [..., symbols]}, with the table's
   * transpose.
   */
  public NDArray attend(NDArray x) {
    return x.matmul(table.T());
  }
}
