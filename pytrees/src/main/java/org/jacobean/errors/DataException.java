package org.jacobean.errors;

/**
 * Data that cannot be read: missing, truncated, corrupt, or of another format or version.
 *
 * <p>Codes: {@code JX01nn and JX07nn}.
 */
public final class DataException extends JacobeanException {
  private static final long serialVersionUID = 1L;

  /**
   * An error without an underlying cause.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   */
  public DataException(String code, String message) {
    super(code, message);
  }

  /**
   * An error that another one caused.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   * @param cause the underlying failure
   */
  public DataException(String code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
