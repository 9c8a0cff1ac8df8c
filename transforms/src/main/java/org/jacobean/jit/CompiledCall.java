package org.jacobean.jit;

import java.util.Arrays;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Executable;
import org.jacobean.eval.FloatChecks;
import org.jacobean.pytrees.TreeDef;
import org.jspecify.annotations.Nullable;

/**
 * A compiled function bound to one signature: the fast path of a jitted call. Immutable, so that it
 * may be published to other threads without synchronization.
 */
final class CompiledCall {
  private final String name;
  private final TreeDef in;
  private final AbstractValue[] avals;
  private final TreeDef out;
  private final boolean outIsLeaf;
  private final NDArray[] consts;
  private final Executable executable;
  private final TraceEntry.Recorded recorded;
  private final Compiler.Program program;

  private CompiledCall(
      String name,
      CallSignature signature,
      TraceEntry.Recorded recorded,
      Compiler.Program program) {
    this.name = name;
    this.in = signature.tree();
    this.avals = signature.avals().toArray(AbstractValue[]::new);
    this.out = recorded.staged().out();
    this.outIsLeaf = out.equals(TreeDef.leaf());
    this.consts = recorded.staged().jaxpr().consts().toArray(NDArray[]::new);
    this.executable = program.executable();
    this.recorded = recorded;
    this.program = program;
  }

  static CompiledCall compile(String name, CallSignature signature, TraceEntry.Recorded recorded) {
    return new CompiledCall(name, signature, recorded, Compiler.compile(recorded.flat(), name));
  }

  @SuppressWarnings("ReferenceEquality") // one trace, not an equal one
  boolean isOf(TraceEntry.Recorded r) {
    return recorded == r;
  }

  Compiler.Program program() {
    return program;
  }

  TraceEntry.Recorded recorded() {
    return recorded;
  }

  /** The result, or null if the arguments are not concrete arrays of the compiled signature. */
  @Nullable Object tryCall(Object[] args) {
    int n = avals.length;
    Object[] leaves = new Object[n];
    if (!in.flattenIfMatches(args, leaves)) {
      return null;
    }
    for (int i = 0; i < n; i++) {
      if (!(leaves[i] instanceof DeviceArray a) || !same(a.aval(), avals[i])) {
        return null;
      }
    }
    return call(leaves);
  }

  @SuppressWarnings("ReferenceEquality") // the same object is the common case, and the fastest
  private static boolean same(AbstractValue a, AbstractValue b) {
    if (a == b) {
      return true;
    }
    Shape s = a.shape();
    Shape t = b.shape();
    return a.dtype() == b.dtype() && a.weakType() == b.weakType() && (s == t || s.equals(t));
  }

  /** Runs on leaves of the compiled types. */
  Object call(Object[] leaves) {
    Object[] operands = leaves;
    if (consts.length > 0) {
      operands = new Object[consts.length + leaves.length];
      System.arraycopy(consts, 0, operands, 0, consts.length);
      System.arraycopy(leaves, 0, operands, consts.length, leaves.length);
    }
    List<NDArray> in = asArrays(operands);
    List<NDArray> results = executable.call(in);
    if (FloatChecks.isOn()) {
      FloatChecks.checkCompiled(name, recorded.flat(), in, results);
    }
    return outIsLeaf ? results.get(0) : out.unflatten(results);
  }

  @SuppressWarnings("unchecked") // every element has been seen to be an array
  private static List<NDArray> asArrays(Object[] operands) {
    return (List<NDArray>) (List<?>) Arrays.asList(operands);
  }
}
