package org.jacobean.transforms;

import io.vavr.Function1;

/**
 * A value, the map that pulls cotangents back, and whatever else the function returned.
 *
 * @param value the first result of the function
 * @param pullback from a cotangent of the first result to the cotangents of the arguments; may be
 *     applied many times
 * @param aux the function's second result, not differentiated
 * @param <R> type of the first result
 * @param <G> type of the cotangents: the argument's type, or a tuple for several arguments
 * @param <X> type of the second result
 */
public record VjpWithAux<R, G, X>(R value, Function1<R, G> pullback, X aux) {}
