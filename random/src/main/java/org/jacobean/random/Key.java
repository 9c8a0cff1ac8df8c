package org.jacobean.random;

import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.errors.DTypeException;

/**
 * The state of the random number generator: a Threefry-2x32 key. A key is used once; new ones come from {@link
 * Random#split} and {@link Random#foldIn}. A record, hence a pytree: keys pass through transformations, and a key whose {@code
 * data} has leading axes is an array of keys for {@code vmap} and {@code scan}.
 *
 * @param data uint32, of shape {@code [2]}, or {@code [..., 2]} for an array of keys
 */
public record Key(NDArray data) {
  /** Checks the type. @throws DTypeException JX0601 unless the data is uint32 with a last axis of length 2 */
  public Key {
    if (data.dtype() != DType.UINT32 || data.rank() < 1 || data.shape().dim(-1) != 2) {
      throw new DTypeException("JX0601", "key data must be uint32[...,2], got " + data.aval() + "; make keys with Random.key(seed)");
    }
  }
}
