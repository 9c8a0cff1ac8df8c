package org.jacobean.check;

/** What {@link Checkify} looks for. */
public enum CheckKind {
  /** The user's own checks. */
  USER("JX0340"),
  /** Indices out of bounds, in gathers, scatters and dynamic slices, whatever their mode. */
  INDEX("JX0343"),
  /** Division by zero, of integers or floats. */
  DIVISION("JX0344"),
  /** Operations that give NaN. */
  NAN("JX0345");

  private final String code;

  CheckKind(String code) {
    this.code = code;
  }

  /** The code of the error. */
  String code() {
    return code;
  }
}
