package org.jacobean.random;

import org.jacobean.NDArray;

/**
 * The state of the random number generator: a Threefry-2x32 key. A key is used once; new ones come
 * from {@link Random#split} and {@link Random#foldIn}. A record, hence a pytree: keys pass through
 * transformations, and a key whose {@code data} has leading axes is an array of keys for {@code
 * vmap} and {@code scan}.
 *
 * @param data uint32, of shape {@code [2]}, or {@code [..., 2]} for an array of keys
 */
public record Key(NDArray data) {}
