package org.jacobean.ir.op;

/** Operations that move elements without computing on them, by an index map fixed at trace time. */
public sealed interface Movement extends Primitive
    permits BroadcastInDim, Concatenate, Pad, Reshape, Rev, Slice, Squeeze, Transpose {}
