package org.jacobean.trace;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Primitive;
import org.jspecify.annotations.Nullable;

/**
 * An interpreter of operations: what happens when user code applies one. The current trace is held
 * in a {@link ScopedValue}; see {@link Tracing}. Traces form a chain by {@link #parent}: values of
 * an enclosing trace may be used in an inner one, not the other way round.
 */
public abstract class Trace {
  private final @Nullable Trace parent;
  private volatile boolean open = true;

  /** A trace inside {@code parent}; null only for eager evaluation, the outermost. */
  protected Trace(@Nullable Trace parent) {
    this.parent = parent;
  }

  /** Applies an operation. */
  protected abstract List<NDArray> process(Primitive op, List<NDArray> args);

  /** A word for error messages: what kind of tracing this is. */
  public abstract String describe();

  /** The enclosing trace; null for eager evaluation. */
  public final @Nullable Trace parent() {
    return parent;
  }

  /** Whether its function is still being traced. */
  public final boolean isOpen() {
    return open;
  }

  /** Ends the trace: from now on its tracers cannot be used. */
  protected final void close() {
    open = false;
  }

  /** Whether {@code other} is this trace or encloses it. */
  public final boolean isWithin(Trace other) {
    for (Trace t = this; t != null; t = t.parent) {
      if (t == other) {
        return true;
      }
    }
    return false;
  }
}
