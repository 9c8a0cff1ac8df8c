package org.jacobean.pytrees;

/**
 * A value that a tree holds but does not look into: an array.
 *
 * <p>The array type of the layer above implements this interface; a tree takes every instance of it
 * as one leaf. Java's primitive arrays ({@code double[]}, {@code float[][]}, …) are leaves too,
 * though they cannot implement anything.
 */
public interface Leaf {

  /**
   * Whether two leaves agree element by element: {@code |a - b| <= atol + rtol * |b|}.
   *
   * <p>Leaves that differ in shape are not close. Equal infinities are close and NaN is close to
   * NaN only, as a comparison of test results wants it.
   *
   * @param other the leaf to compare with; taken as the expected value
   * @param rtol the relative tolerance, at least 0
   * @param atol the absolute tolerance, at least 0
   * @return whether all elements are close
   */
  boolean allClose(Leaf other, double rtol, double atol);

  /**
   * The element type and shape in the notation of a jaxpr, as in {@code f32[3,4]}.
   *
   * @return a short text for error messages
   */
  String describe();
}
