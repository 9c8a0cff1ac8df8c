package org.jacobean.examples.miniature;

import java.util.List;

/** The functions that users call. */
public final class Ops {
  private Ops() {}

  /** {@code -x}. */
  public static Value neg(Value x) {
    return Trace.bind(new Op.Neg(), List.of(x));
  }

  /** {@code sin x}. */
  public static Value sin(Value x) {
    return Trace.bind(new Op.Sin(), List.of(x));
  }

  /** {@code cos x}. */
  public static Value cos(Value x) {
    return Trace.bind(new Op.Cos(), List.of(x));
  }

  /** {@code e^x}. */
  public static Value exp(Value x) {
    return Trace.bind(new Op.Exp(), List.of(x));
  }

  /** {@code x + y}. */
  public static Value add(Value x, Value y) {
    return Trace.bind(new Op.Add(), List.of(x, y));
  }

  /** {@code x - y}. */
  public static Value sub(Value x, Value y) {
    return add(x, neg(y));
  }

  /** {@code x y}. */
  public static Value mul(Value x, Value y) {
    return Trace.bind(new Op.Mul(), List.of(x, y));
  }

  /** The sum over an axis. */
  public static Value sum(Value x, int axis) {
    return Trace.bind(new Op.Sum(axis), List.of(x));
  }

  /** The array repeated along a new axis. */
  public static Value repeat(Value x, int axis, int length) {
    return Trace.bind(new Op.Repeat(axis, length), List.of(x));
  }
}
