package org.jacobean.errors;

/**
 * A failure to compile, load, allocate or run on a device.
 *
 * <p>Codes: {@code JX05nn}.
 */
public final class BackendException extends JacobeanException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without an underlying cause.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   */
  public BackendException(String code, String message) {
    super(code, message);
  }

  /**
   * An error that another one caused.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   * @param cause the underlying failure
   */
  public BackendException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
