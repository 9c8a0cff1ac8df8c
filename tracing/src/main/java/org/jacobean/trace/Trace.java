package org.jacobean.trace;

import java.util.List;
import java.util.function.Supplier;
import org.jacobean.NDArray;
import org.jacobean.ir.SourceLine;
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

  /** The outermost trace of functions around this one, or this one. */
  private final Trace root;

  /** In the root: the line of the equation at work. Only the thread that traces uses it. */
  private @Nullable SourceLine replayed;

  /** A trace inside {@code parent}; null only for eager evaluation, the outermost. */
  protected Trace(@Nullable Trace parent) {
    this.parent = parent;
    // The parent of all, eager evaluation, is shared by all threads.
    this.root = parent == null || parent.parent == null ? this : parent.root;
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

  /** Runs an interpreter's work on one equation; what it records, in any trace, has its line. */
  final <T> T replaying(SourceLine line, Supplier<T> work) {
    SourceLine before = root.replayed;
    root.replayed = line;
    try {
      return work.get();
    } finally {
      root.replayed = before;
    }
  }

  /** The line of the equation that an interpreter is at work on. */
  final @Nullable SourceLine replayed() {
    return root.replayed;
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
