package org.jacobean.ir.op;

import java.util.List;
import java.util.Locale;
import org.jacobean.AbstractValue;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.ShapeException;

/** Checks of the numbered constraints of shape rules; the number is part of the message. */
final class Constraint {
  private Constraint() {}

  /** Throws JX0220 naming constraint {@code id} unless {@code holds}. */
  static void shape(boolean holds, String id, String message, Object... args) {
    if (!holds) {
      throw new ShapeException("JX0220", id + ": " + String.format(Locale.ROOT, message, args));
    }
  }

  /** Throws JX0221 naming constraint {@code id} unless {@code holds}. */
  static void dtype(boolean holds, String id, String message, Object... args) {
    if (!holds) {
      throw new DTypeException("JX0221", id + ": " + String.format(Locale.ROOT, message, args));
    }
  }

  /** Throws JX0222 unless the operation has {@code n} operands. */
  static void arity(Primitive op, List<AbstractValue> in, int n) {
    if (in.size() != n) {
      throw new ShapeException(
          "JX0222", op.name() + " takes " + n + " operands but got " + in.size() + ": " + in);
    }
  }

  /** Whether every operand is weakly typed. */
  static boolean allWeak(List<AbstractValue> in) {
    for (AbstractValue a : in) {
      if (!a.weakType()) {
        return false;
      }
    }
    return true;
  }
}
