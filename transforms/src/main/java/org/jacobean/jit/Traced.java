package org.jacobean.jit;

import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.pytrees.TreeDef;

/**
 * The first stage of compilation: a function recorded as a jaxpr for arguments of certain types.
 * Prints as the jaxpr.
 *
 * @param <R> type of the function's result
 */
public final class Traced<R> {
  private final String name;
  private final TraceEntry entry;
  private final TraceEntry.Recorded recorded;

  Traced(String name, TraceEntry entry, TraceEntry.Recorded recorded) {
    this.name = name;
    this.entry = entry;
    this.recorded = recorded;
  }

  /** The program as traced. */
  public ClosedJaxpr jaxpr() {
    return recorded.staged().jaxpr();
  }

  /** Structure of the arguments, as of an array of them. */
  public TreeDef argumentTree() {
    return entry.signature().tree();
  }

  /** Structure of the result. */
  public TreeDef resultTree() {
    return recorded.staged().out();
  }

  /** Time taken by tracing, in milliseconds. */
  public double millis() {
    return recorded.millis();
  }

  /** The second stage: optimized, with captured arrays as leading arguments. */
  public Lowered<R> lower() {
    long start = System.nanoTime();
    Jaxpr optimized = Compiler.optimize(recorded.flat());
    return new Lowered<>(this, optimized, (System.nanoTime() - start) / 1e6);
  }

  /**
   * The last stage: the program that runs. @throws org.jacobean.errors.BackendException JX05nn when
   * it cannot
   */
  public Compiled<R> compile() {
    return new Compiled<>(name, entry.signature(), entry.compiled(recorded));
  }

  /** The jaxpr. */
  @Override
  public String toString() {
    return jaxpr().toString();
  }
}
