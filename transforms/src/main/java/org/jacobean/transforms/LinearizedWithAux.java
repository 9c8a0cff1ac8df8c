package org.jacobean.transforms;

import io.vavr.Function1;

/**
 * A value and the derivative there as a linear function, and something that is not differentiated.
 *
 * @param value the first result of the function
 * @param tangentMap from a tangent of the arguments to the tangent of the first result
 * @param aux the function's second result
 * @param <R> type of the first result
 * @param <T> type of the tangents: the argument's type, or a tuple for several arguments
 * @param <X> type of the second result
 */
public record LinearizedWithAux<R, T, X>(R value, Function1<T, R> tangentMap, X aux) {}
