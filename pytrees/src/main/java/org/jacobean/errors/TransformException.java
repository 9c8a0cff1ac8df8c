package org.jacobean.errors;

/**
 * A function that a transformation such as {@code grad} or {@code vmap} cannot be applied to.
 *
 * <p>Codes: {@code JX04nn}.
 */
public final class TransformException extends JacobeanException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without an underlying cause.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   */
  public TransformException(String code, String message) {
    super(code, message);
  }

  /**
   * An error that another one caused.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   * @param cause the underlying failure
   */
  public TransformException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
