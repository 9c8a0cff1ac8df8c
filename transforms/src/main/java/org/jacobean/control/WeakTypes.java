package org.jacobean.control;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Varying;
import org.jacobean.errors.DTypeException;
import org.jacobean.lax.Promotion;
import org.jspecify.annotations.Nullable;

/** How weakly typed values give way to strongly typed ones where two types have to agree. */
final class WeakTypes {
  private WeakTypes() {}

  /**
   * The type that all given ones can take by changing only weakly typed ones; null if there is
   * none. Shapes have to be equal.
   */
  static @Nullable AbstractValue join(List<AbstractValue> types) {
    AbstractValue first = types.get(0);
    for (AbstractValue t : types) {
      if (!t.shape().equals(first.shape())) {
        return null;
      }
    }
    AbstractValue common;
    try {
      common = Promotion.resultType(types);
    } catch (DTypeException e) {
      return null;
    }
    boolean weak = true;
    Varying varying = Varying.NONE;
    for (AbstractValue t : types) {
      if (!t.weakType() && t.dtype() != common.dtype()) {
        return null;
      }
      weak &= t.weakType();
      varying = varying.union(t.varying());
    }
    return new AbstractValue(common.dtype(), first.shape(), weak, varying);
  }
}
