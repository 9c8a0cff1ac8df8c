/** Measurements, side by side with JAX. */
@org.jspecify.annotations.NullMarked
package org.jacobean.examples.benchmarks;
