package org.jacobean.transforms;

/**
 * A value and its derivative along a tangent.
 *
 * @param value the result of the function
 * @param tangent the result's tangent: a tree of the result's type, whose integer and bool leaves
 *     have dtype {@code float0}
 * @param <R> type of the result
 */
public record Jvp<R>(R value, R tangent) {}
