package org.jacobean.errors;

/**
 * A value cannot be used as a tree, or two trees that should have the same structure differ.
 *
 * <p>Codes: {@code JX01nn}.
 */
public final class TreeException extends JacobeanException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without an underlying cause.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   */
  public TreeException(String code, String message) {
    super(code, message);
  }

  /**
   * An error that another one caused.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   * @param cause the underlying failure
   */
  public TreeException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
