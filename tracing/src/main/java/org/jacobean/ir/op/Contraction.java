package org.jacobean.ir.op;

/** Bilinear sums over shared axes. */
public sealed interface Contraction extends Primitive permits DotGeneral {}
