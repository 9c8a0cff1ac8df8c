package org.jacobean.ir.op;

/** How a pure callback is applied to many examples. */
public enum VmapMethod {
  /** Not at all: batching is an error. */
  NONE,
  /** Once per example, in a loop. */
  SEQUENTIAL,
  /** Once: operands that all examples share get a leading axis of length 1. */
  EXPAND_DIMS,
  /** Once: operands that all examples share are repeated along a leading axis. */
  BROADCAST_ALL,
  /** Once: operands that all examples share are passed as they are. */
  LEGACY_VECTORIZED
}
