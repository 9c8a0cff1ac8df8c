package org.jacobean.check;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.ir.SourceLine;

/**
 * A place of a program that may fail.
 *
 * @param kind what may fail
 * @param message a format with one placeholder per value
 * @param line the user's line
 * @param loops the loops around it, outermost first
 * @param values types of the values in the message
 */
record CheckSite(
    CheckKind kind,
    String message,
    SourceLine line,
    List<String> loops,
    List<AbstractValue> values) {
  /** The same place inside loops. */
  CheckSite within(List<String> around) {
    return new CheckSite(kind, message, line, List.copyOf(around), values);
  }

  /** The number of arrays kept when it fails: the step of each loop, and the values. */
  int payload() {
    return loops.size() + values.size();
  }
}
