package org.jacobean.transforms;

import java.util.List;

/**
 * A value that moves: its derivatives with respect to the parameter of its path, or the
 * coefficients of its Taylor series, as asked with {@link SeriesScale}.
 *
 * @param value the result of the function
 * @param series the derivatives of order 1, 2, …: trees of the result's type, whose integer and
 *     bool leaves have dtype {@code float0}
 * @param <R> type of the result
 */
public record Jet<R>(R value, List<R> series) {}
