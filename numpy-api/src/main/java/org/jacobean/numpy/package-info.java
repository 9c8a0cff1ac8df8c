/**
 * NumPy's functions over {@link org.jacobean.NDArray}: {@link org.jacobean.numpy.Numpy} has them
 * all, to be imported statically; {@link org.jacobean.numpy.Indexing} holds indexing and indexed
 * updates. Operands broadcast and promote as in JAX; results that depend on values (masks, {@code
 * nonzero} without a size) need concrete arrays.
 */
@org.jspecify.annotations.NullMarked
package org.jacobean.numpy;
