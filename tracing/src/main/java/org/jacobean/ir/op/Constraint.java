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

  /** Throws JX0220 naming {@code id} unless the axes are distinct and at least one. */
  static void axes(List<NamedAxis> axes, String id) {
    shape(
        !axes.isEmpty() && axes.stream().map(NamedAxis::name).distinct().count() == axes.size(),
        id,
        "%s are not distinct axes, at least one",
        axes);
  }

  /** Throws JX0220 naming {@code id} unless an axis can be split among the participants. */
  static void split(NamedAxis axis, AbstractValue x, int dim, boolean tiled, String id) {
    int length = x.shape().dim(dim);
    shape(
        tiled ? axis.size() == 0 || length % axis.size() == 0 : length == axis.size(),
        id,
        tiled
            ? "axis '%s' of size %d does not divide axis %d of %s, of length %d"
            : "axis '%s' has size %d, but axis %d of %s has length %d (split into equal blocks with"
                + " tiled)",
        axis.name(),
        axis.size(),
        dim,
        x,
        length);
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
