package org.jacobean.ir.op;

/** Structured control flow: operations whose parameters are jaxprs that run zero or more times. */
public sealed interface Control extends Primitive permits Cond, Scan, While {}
