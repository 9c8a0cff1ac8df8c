package org.jacobean.ir.op;

/** Operations that order elements. */
public sealed interface Sorting extends Primitive permits Sort {}
