package org.jacobean.transforms;

import org.jacobean.NDArray;

/**
 * A scalar value, its gradient, and whatever else the function returned.
 *
 * @param value the scalar
 * @param aux the function's second result, not differentiated
 * @param grad the gradient: a tree of the type of what was differentiated
 * @param <G> type of what was differentiated
 * @param <X> type of the second result
 */
public record ValueAndGradWithAux<G, X>(NDArray value, X aux, G grad) {}
