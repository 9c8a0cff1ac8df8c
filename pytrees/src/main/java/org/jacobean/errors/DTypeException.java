package org.jacobean.errors;

/**
 * An element type that an operation does not accept, or that cannot be converted.
 *
 * <p>Codes: {@code JX02nn}.
 */
public final class DTypeException extends JacobeanException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without an underlying cause.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   */
  public DTypeException(String code, String message) {
    super(code, message);
  }

  /**
   * An error that another one caused.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   * @param cause the underlying failure
   */
  public DTypeException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
