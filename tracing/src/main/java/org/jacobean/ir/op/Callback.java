package org.jacobean.ir.op;

/** Calls of Java code from running programs. */
public sealed interface Callback extends Primitive
    permits Check, DebugCallback, DebugPrint, IoCallback, PureCallback {}
