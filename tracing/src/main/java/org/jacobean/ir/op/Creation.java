package org.jacobean.ir.op;

/** Operations without operands. */
public sealed interface Creation extends Primitive permits Iota {}
