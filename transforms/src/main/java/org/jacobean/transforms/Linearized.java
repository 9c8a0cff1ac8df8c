package org.jacobean.transforms;

import io.vavr.Function1;

/**
 * A value and the derivative there, as a linear function that may be applied many times without
 * recomputing the value.
 *
 * @param value the result of the function
 * @param tangentMap from a tangent of the arguments to the tangent of the result: {@code v ↦ J v}
 * @param <R> type of the result
 * @param <T> type of the tangents: the argument's type, or a tuple for several arguments
 */
public record Linearized<R, T>(R value, Function1<T, R> tangentMap) {}
