/** NumPy's files: {@code .npy} and {@code .npz}. */
@org.jspecify.annotations.NullMarked
package org.jacobean.io;
