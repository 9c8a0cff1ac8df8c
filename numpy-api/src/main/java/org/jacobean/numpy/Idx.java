package org.jacobean.numpy;

import org.jacobean.NDArray;

/**
 * One entry of an index, as between the brackets of NumPy's {@code x[...]}.
 *
 * <p>
 *
 * {@snippet :
 * get(x, at(0), slice(1, 3), ALL);      // x[0, 1:3, :]
 * at(x, ELLIPSIS, array(rows)).add(v);  // x.at[..., rows].add(v)
 * }
 */
public sealed interface Idx {
  /** {@code :}. */
  Idx ALL = new Range(null, null, 1);

  /** {@code ...}: as many {@link #ALL} as are missing. */
  Idx ELLIPSIS = new Ellipsis();

  /** {@code None}: a new axis of length 1. */
  Idx NEWAXIS = new NewAxis();

  /**
   * One position, negative from the end.
   *
   * @param index the position
   */
  record At(int index) implements Idx {}

  /**
   * {@code start:stop:step}.
   *
   * @param start first position; null for the end the step comes from
   * @param stop position not reached; null for the end the step goes to
   * @param step distance, not 0
   */
  record Range(
      @org.jspecify.annotations.Nullable Integer start,
      @org.jspecify.annotations.Nullable Integer stop,
      int step)
      implements Idx {}

  /** {@code ...}. */
  record Ellipsis() implements Idx {}

  /** {@code None}. */
  record NewAxis() implements Idx {}

  /**
   * Integer positions of any shape, or a concrete bool mask over as many axes as it has.
   *
   * @param array integers or bools
   */
  record Positions(NDArray array) implements Idx {}

  /** {@code index}. */
  static Idx at(int index) {
    return new At(index);
  }

  /** {@code start:stop}. */
  static Idx slice(int start, int stop) {
    return new Range(start, stop, 1);
  }

  /** {@code start:stop:step}. */
  static Idx slice(int start, int stop, int step) {
    return new Range(start, stop, step);
  }

  /** {@code start:}. */
  static Idx from(int start) {
    return new Range(start, null, 1);
  }

  /** {@code :stop}. */
  static Idx upTo(int stop) {
    return new Range(null, stop, 1);
  }

  /** {@code ::step}; -1 reverses. */
  static Idx every(int step) {
    return new Range(null, null, step);
  }

  /** Integer positions, or a bool mask. */
  static Idx array(NDArray positions) {
    return new Positions(positions);
  }

  /** Integer positions. */
  static Idx array(int... positions) {
    return new Positions(NDArray.of(positions));
  }
}
