package org.jacobean.transforms;

import org.jacobean.errors.TransformException;
import org.jacobean.trace.SourceLines;

/** Errors of this package, with the user's line. */
final class Faults {
  private Faults() {}

  static TransformException of(String code, String message) {
    TransformException e = new TransformException(code, message);
    e.at(SourceLines.caller().toString());
    return e;
  }
}
