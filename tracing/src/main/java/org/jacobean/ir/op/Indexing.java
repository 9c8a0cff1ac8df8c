package org.jacobean.ir.op;

/** Operations that read or write at indices known only at run time. */
public sealed interface Indexing extends Primitive
    permits DynamicSlice, DynamicUpdateSlice, Gather, Scatter {}
