package org.jacobean.transforms;

/**
 * What a forward-mode rule with symbolic zeros returns.
 *
 * @param value the result of the function
 * @param tangent the result's tangent
 * @param <R> type of the result
 */
public record Dual<R>(R value, Tangent<R> tangent) {}
