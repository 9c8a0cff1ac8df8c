package org.jacobean.jit;

/** A typed function that the library made: it can be taken apart again. */
public interface TypedFunction {
  /** What it computes, without the types. */
  TreeFunction untyped();
}
