package org.jacobean.ir.op;

import org.jacobean.Axes;

/**
 * The layout of a convolution's operands: each list gives the axis of (batch, feature, spatial…) of
 * the input and output and of (output feature, input feature, spatial…) of the kernel.
 *
 * @param lhs axes of the input: batch, feature, spatial…
 * @param rhs axes of the kernel: output feature, input feature, spatial…
 * @param out axes of the result: batch, feature, spatial…
 */
public record ConvDims(Axes lhs, Axes rhs, Axes out) {}
