package org.jacobean.transforms;

import org.jacobean.AbstractValue;

/**
 * An array that reverse mode saves.
 *
 * @param type its shape and dtype
 * @param why where it comes from: an argument, a constant, a name, or the operation and the user's
 *     line that computed it
 */
public record SavedResidual(AbstractValue type, String why) {
  @Override
  public String toString() {
    return type + " " + why;
  }
}
