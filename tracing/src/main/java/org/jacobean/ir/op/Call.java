package org.jacobean.ir.op;

/** Calls of an inner jaxpr as a unit: compiled together, or with derivative rules of their own. */
public sealed interface Call extends Primitive
    permits Checkpoint, CustomCall, CustomLinear, JitCall, ShardMap {}
