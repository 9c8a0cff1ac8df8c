package org.jacobean.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.JitCall;
import org.jacobean.trace.Tracer;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * One trace of a function, for one signature, and the program compiled from it. Both are made once,
 * on demand.
 */
final class TraceEntry {
  private final TreeFunction function;
  private final CallSignature signature;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Recorded recorded;
  private volatile @Nullable CompiledCall compiled;

  TraceEntry(TreeFunction function, CallSignature signature) {
    this.function = function;
    this.signature = signature;
  }

  /**
   * A trace.
   *
   * @param staged the program as traced
   * @param flat the same with constants as leading arguments
   * @param foreign constants that are tracers of enclosing traces
   * @param millis time taken
   */
  record Recorded(Staging.Staged staged, Jaxpr flat, List<Tracer> foreign, double millis) {
    /** Whether it can be used now: tracers that it captured must belong to traces around us. */
    boolean isValid() {
      for (Tracer t : foreign) {
        if (!t.trace().isOpen() || !Tracing.current().isWithin(t.trace())) {
          return false;
        }
      }
      return true;
    }
  }

  CallSignature signature() {
    return signature;
  }

  /** The trace, made if there is none that is valid here. */
  Recorded recorded(Runnable onTrace) {
    Recorded r = recorded;
    if (r != null && r.isValid()) {
      return r;
    }
    if (lock.isHeldByCurrentThread()) {
      throw Faults.of(
          "JX0403",
          "jitted function "
              + function.name()
              + " calls itself with arguments of the same types while it is traced, which would"
              + " never end; use whileLoop, foriLoop or scan, or recurse over static values");
    }
    lock.lock();
    try {
      r = recorded;
      if (r == null || !r.isValid()) {
        onTrace.run();
        r = trace();
        recorded = r;
      }
      return r;
    } finally {
      lock.unlock();
    }
  }

  private Recorded trace() {
    long start = System.nanoTime();
    Staging.Staged staged =
        Staging.stage("jit of " + function.name(), function, signature.tree(), signature.avals());
    List<Tracer> foreign = new ArrayList<>();
    for (NDArray c : staged.jaxpr().consts()) {
      if (c instanceof Tracer t) {
        foreign.add(t);
      }
    }
    double millis = (System.nanoTime() - start) / 1e6;
    return new Recorded(
        staged, staged.jaxpr().jaxpr().constsToArgs(), List.copyOf(foreign), millis);
  }

  /** The compiled program; only for traces without foreign tracers. */
  CompiledCall compiled(Recorded from) {
    CompiledCall known = compiled;
    if (known != null && known.isOf(from)) {
      return known;
    }
    lock.lock();
    try {
      known = compiled;
      if (known == null || !known.isOf(from)) {
        known = CompiledCall.compile(function, signature, from);
        compiled = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Applies the trace as one call in the current trace. */
  Object bind(Recorded r, List<NDArray> leaves) {
    List<NDArray> operands = new ArrayList<>(r.staged().jaxpr().consts());
    operands.addAll(leaves);
    return r.staged().result(Tracing.bind(new JitCall(function.name(), r.flat()), operands));
  }

  /** Types of the leaves. */
  List<AbstractValue> avals() {
    return signature.avals();
  }
}
