/**
 * The reference evaluator: every primitive in the simplest correct way, on the Java heap,
 * independent of the compiled engines that are tested against it.
 *
 * <p>Real floats are computed as {@code double} and rounded once to their dtype, integers as {@code
 * long} and wrapped, complex numbers as pairs of doubles.
 */
package org.jacobean.eval;
