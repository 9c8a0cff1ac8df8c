package org.jacobean.transforms;

import org.jacobean.NDArray;

/**
 * A scalar value and its gradient.
 *
 * @param value the scalar
 * @param grad the gradient: a tree of the type of what was differentiated
 * @param <G> type of what was differentiated
 */
public record ValueAndGrad<G>(NDArray value, G grad) {}
