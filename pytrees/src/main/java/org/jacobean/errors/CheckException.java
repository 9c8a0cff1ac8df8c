package org.jacobean.errors;

/**
 * A check of values that did not hold while a program ran: a user's check, a NaN or an infinity
 * that was looked for, an index out of bounds.
 *
 * <p>Codes: {@code JX034n}.
 */
public final class CheckException extends JacobeanException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without an underlying cause.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   */
  public CheckException(String code, String message) {
    super(code, message);
  }

  /**
   * An error that another one caused.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   * @param cause the underlying failure
   */
  public CheckException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
