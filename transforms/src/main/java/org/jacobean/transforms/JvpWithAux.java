package org.jacobean.transforms;

/**
 * A value, its derivative along a tangent, and something that is not differentiated.
 *
 * @param value the first result of the function
 * @param tangent its tangent
 * @param aux the function's second result
 * @param <R> type of the first result
 * @param <X> type of the second result
 */
public record JvpWithAux<R, X>(R value, R tangent, X aux) {}
