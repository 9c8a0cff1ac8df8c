package org.jacobean.ad;

import java.util.Collections;
import java.util.List;
import org.jacobean.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Values and their tangents.
 *
 * @param primals the values
 * @param tangents one per value, of its shape and dtype; null is zero
 */
public record Duals(List<NDArray> primals, List<@Nullable NDArray> tangents) {
  /** One value with its tangent. */
  static Duals of(NDArray primal, @Nullable NDArray tangent) {
    return new Duals(List.of(primal), Collections.singletonList(tangent));
  }

  /** Values whose tangents are all zero. */
  static Duals constant(List<NDArray> primals) {
    return new Duals(primals, Collections.nCopies(primals.size(), null));
  }
}
