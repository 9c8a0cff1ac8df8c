package org.jacobean.pytrees;

/**
 * Reads and makes the records of one class. Its implementations are generated, one per record
 * class, because a method handle is only inlined when the code that calls it holds it as a
 * constant.
 */
abstract class RecordAccess {

  /** The value of one component. */
  abstract Object get(Object value, int component);

  /** Writes all components in order, from a position on. */
  abstract void read(Object value, Object[] out, int at);

  /** Calls the canonical constructor with consecutive values. */
  abstract Object make(Object[] values, int at);
}
