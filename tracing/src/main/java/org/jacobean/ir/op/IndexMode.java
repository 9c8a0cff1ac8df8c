package org.jacobean.ir.op;

/** What a gather or scatter does with a window that is not within the operand. */
public enum IndexMode {
  /** The start is moved so that the window fits. */
  CLIP,
  /**
   * Gather: the window's elements are the fill value (NaN; for integers the largest or smallest).
   * Scatter: the update is dropped.
   */
  FILL_OR_DROP,
  /**
   * The caller promises that it does not happen. Implementations stay memory-safe: they treat it as
   * CLIP.
   */
  PROMISE_IN_BOUNDS
}
