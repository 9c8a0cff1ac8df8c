package org.jacobean.transforms;

import io.vavr.Function1;

/**
 * A value and the map that pulls cotangents back: {@code ct ↦ ctᵀ J}.
 *
 * @param value the result of the function
 * @param pullback from a cotangent (a tree of the result's type) to the cotangents of the
 *     arguments; may be applied many times
 * @param <R> type of the result
 * @param <G> type of the cotangents: the argument's type, or a tuple for several arguments
 */
public record Vjp<R, G>(R value, Function1<R, G> pullback) {}
