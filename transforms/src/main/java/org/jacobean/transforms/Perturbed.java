package org.jacobean.transforms;

import io.vavr.Function1;
import java.util.List;

/**
 * A value that a reverse-mode rule with symbolic zeros is given, of which it can be asked what is
 * differentiated: residuals for the rest need not be kept.
 *
 * @param <T> type of the value
 */
public final class Perturbed<T> {
  private final T value;
  private final List<Boolean> perturbed;

  Perturbed(T value, List<Boolean> perturbed) {
    this.value = value;
    this.perturbed = perturbed;
  }

  /** The value. */
  public T value() {
    return value;
  }

  /** Whether any part of it is differentiated. */
  public boolean isPerturbed() {
    return perturbed.contains(true);
  }

  /**
   * Whether anything in a part of it is differentiated.
   *
   * @param part selects the part: a record's component, an element of a tuple
   * @throws org.jacobean.errors.TransformException JX0443 when it computes something
   */
  public boolean isPerturbed(Function1<T, ?> part) {
    return Leaves.of(value).select(part).of(perturbed).contains(true);
  }
}
