package org.jacobean.ir.op;

/** Windowed bilinear sums. */
public sealed interface Convolution extends Primitive permits ConvGeneralDilated {}
