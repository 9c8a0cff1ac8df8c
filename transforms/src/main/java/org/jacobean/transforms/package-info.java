/**
 * The transformations of functions, for {@code import static org.jacobean.transforms.Transforms.*}.
 * Every transformation takes a function and gives one of the same kind, so that they nest in any
 * order.
 */
package org.jacobean.transforms;
