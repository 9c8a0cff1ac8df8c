package org.jacobean.eval;

import org.jacobean.errors.BackendException;

/** The error for operations that their shape rule should have kept away from a numeric family. */
final class Domains {
  private Domains() {}

  static BackendException excluded(String op, String family) {
    return new BackendException(
        "JX0533", op + " is not defined on " + family + "; convert with astype");
  }
}
