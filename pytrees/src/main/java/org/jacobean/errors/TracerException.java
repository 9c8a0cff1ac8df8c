package org.jacobean.errors;

/**
 * A traced value used where only a concrete one will do, or outside the function it belongs to.
 *
 * <p>Codes: {@code JX03nn}.
 */
public final class TracerException extends JacobeanException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without an underlying cause.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   */
  public TracerException(String code, String message) {
    super(code, message);
  }

  /**
   * An error that another one caused.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   * @param cause the underlying failure
   */
  public TracerException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
