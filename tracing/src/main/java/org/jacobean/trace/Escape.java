package org.jacobean.trace;

import org.jacobean.errors.TracerException;
import org.jacobean.ir.op.Primitive;

/** The error for a tracer used outside the trace that made it. */
final class Escape {
  private Escape() {}

  static TracerException of(Tracer t, Primitive op) {
    String made = t.source().toString();
    return new TracerException(
        "JX0302",
        "tracer "
            + t.aval()
            + " of "
            + t.trace().describe()
            + (made.isEmpty() ? "" : ", made at " + made + ",")
            + (t.trace().isOpen()
                ? " is used in " + op.name() + " outside the thread or scope that traces it"
                : " is used in " + op.name() + " after its function has returned")
            + "; return it from the function instead of storing it");
  }
}
