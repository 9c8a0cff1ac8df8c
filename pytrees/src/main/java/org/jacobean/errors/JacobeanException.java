package org.jacobean.errors;

import java.util.Objects;

/**
 * The root of every error that Jacobean raises on purpose.
 *
 * <p>An error carries a stable code of the form {@code JXnnnn}, under which the error catalogue
 * explains it, and a message that names the offending value, its shape or structure, and what would
 * fix it. The message starts with the code: {@code "JX0101: null at .hidden.w …"}.
 *
 * <p>Catch this class to catch all of them; catch a subclass to treat one family.
 */
public class JacobeanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private String place = "";

  /**
   * An error without an underlying cause.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   */
  public JacobeanException(String code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  /**
   * An error that another one caused.
   *
   * @param code the stable code, {@code JX} and four digits
   * @param message what is wrong and what would fix it, without the code
   * @param cause the underlying failure
   */
  public JacobeanException(String code, String message, Throwable cause) {
    super(code + ": " + message, cause);
    this.code = code;
  }

  /**
   * The stable code under which the error catalogue explains this error.
   *
   * @return {@code JX} and four digits
   */
  public final String code() {
    return code;
  }

  /**
   * Notes the user's line that led to the error; the first place noted stays.
   *
   * @param where for example {@code Main.java:12 (Main.loss)}; empty when unknown
   * @return this error, to be thrown again
   */
  public final JacobeanException at(String where) {
    if (place.isEmpty()) {
      place = where;
    }
    return this;
  }

  /** The code, what is wrong and what would fix it, and the user's line when it is known. */
  @Override
  public String getMessage() {
    String message = Objects.requireNonNullElse(super.getMessage(), code);
    return place.isEmpty() ? message : message + "\n    at " + place;
  }
}
