package org.jacobean.ir.op;

/** Operations that fold whole axes away. */
public sealed interface Reduction extends Primitive permits ArgReduce, Reduce {}
