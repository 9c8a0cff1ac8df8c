package org.jacobean.jit;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.trace.Tracer;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A function that runs as one compiled program. Called with concrete arrays it is traced and
 * compiled once per {@linkplain CallSignature signature}, then run; called while another function
 * is traced it becomes one call in that program.
 *
 * <p>Arrays that the function captures are constants of the trace: a new array captured by an equal
 * expression needs a new trace, though not a new compilation. A Java array that is captured and
 * changed afterwards keeps the elements it had when it was traced.
 */
final class JitFunction implements TreeFunction {
  private final TreeFunction function;
  private final FunctionTraces traces;

  // Read and written without synchronization: a CompiledCall is immutable, and any one will do.
  private @Nullable CompiledCall last;

  JitFunction(TreeFunction function) {
    this.function = function instanceof JitFunction j ? j.function : function;
    this.traces = FunctionTraces.of(this.function);
  }

  /** The same function, which gives up some arguments besides those it gave up before. */
  JitFunction donating(int arity, int... arguments) {
    return new JitFunction(Donating.of(function, arity, arguments));
  }

  @Override
  public Object call(Object... args) {
    CompiledCall c = last;
    if (c != null && Tracing.isEager() && !JitScope.isDisabled()) {
      Object result = c.tryCall(args);
      if (result != null) {
        return result;
      }
    }
    return callSlowly(args);
  }

  private Object callSlowly(Object[] args) {
    Staging.Args flat = Staging.Args.of(args);
    if (JitScope.isDisabled()) {
      return function.call(flat.tree().<Object[]>unflatten(flat.leaves()));
    }
    TraceEntry entry = traces.entry(CallSignature.of(flat));
    boolean eager = Tracing.isEager();
    if (eager) {
      rejectTracers(flat.leaves());
    }
    TraceEntry.Recorded recorded = traces.recorded(entry);
    if (!eager) {
      return entry.bind(recorded, flat.leaves());
    }
    CompiledCall compiled = entry.compiled(recorded);
    last = compiled;
    return compiled.call(flat.leaves().toArray());
  }

  private static void rejectTracers(List<NDArray> leaves) {
    for (NDArray a : leaves) {
      if (a instanceof Tracer) {
        // Eager evaluation of anything on a tracer is the escape error.
        Tracing.bind(new org.jacobean.ir.op.Copy(), List.of(a));
      }
    }
  }

  /** The function traced for the types of the given arguments. */
  <R> Traced<R> trace(Object... args) {
    Staging.Args flat = Staging.Args.of(args);
    TraceEntry entry = traces.entry(CallSignature.of(flat));
    return new Traced<>(function.name(), entry, traces.recorded(entry));
  }

  int traceCount() {
    return traces.traces();
  }

  List<RetraceCause> retraceCauses() {
    return traces.lastCauses();
  }

  String explainRecompile() {
    return traces.explain();
  }

  void assertMaxTraces(int max) {
    if (traces.traces() > max) {
      throw Faults.of(
          "JX0404",
          function.name()
              + " was to be traced at most "
              + max
              + (max == 1 ? " time, but " : " times, but ")
              + traces.explain());
    }
  }

  @Override
  public String name() {
    return function.name();
  }

  @Override
  public TreeFunction inner() {
    return function;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof JitFunction j && function.equals(j.function);
  }

  @Override
  public int hashCode() {
    return 31 * function.hashCode() + 1;
  }

  @Override
  public String toString() {
    return "jit(" + function + ")";
  }
}
