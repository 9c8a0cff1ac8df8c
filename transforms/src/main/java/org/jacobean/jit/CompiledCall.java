package org.jacobean.jit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Executable;
import org.jacobean.eval.FloatChecks;
import org.jacobean.ir.SourceLine;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * A compiled function bound to one signature: the fast path of a jitted call. Immutable, so that it
 * may be published to other threads without synchronization.
 */
final class CompiledCall {
  private static final System.Logger LOG = System.getLogger("org.jacobean.jit");

  private final TreeDef in;
  private final AbstractValue[] avals;
  private final TreeDef out;
  private final boolean outIsLeaf;
  private final NDArray[] consts;
  private final Executable executable;
  private final TraceEntry.Recorded recorded;
  private final Compiler.Program program;
  private final String name;
  private final int[] donated;

  private CompiledCall(
      String name,
      CallSignature signature,
      TraceEntry.Recorded recorded,
      Compiler.Program program,
      List<Integer> donated) {
    this.name = name;
    this.donated = donated.stream().mapToInt(Integer::intValue).toArray();
    this.in = signature.tree();
    this.avals = signature.avals().toArray(AbstractValue[]::new);
    this.out = recorded.staged().out();
    this.outIsLeaf = out.equals(TreeDef.leaf());
    this.consts = recorded.staged().jaxpr().consts().toArray(NDArray[]::new);
    this.executable = program.executable();
    this.recorded = recorded;
    this.program = program;
  }

  static CompiledCall compile(
      TreeFunction f, CallSignature signature, TraceEntry.Recorded recorded) {
    List<Integer> donated = Donating.leaves(f, signature.tree());
    int consts = recorded.staged().jaxpr().consts().size();
    Set<Integer> positions = new TreeSet<>();
    donated.forEach(leaf -> positions.add(consts + leaf));
    Compiler.Program program = Compiler.compile(recorded.flat(), f.name(), Set.copyOf(positions));
    CompiledCall compiled = new CompiledCall(f.name(), signature, recorded, program, donated);
    compiled.warnOfUnused(signature);
    return compiled;
  }

  /** What becomes of each donated leaf. */
  List<Donation> donations(CallSignature signature) {
    Map<Integer, Integer> reused = donated.length == 0 ? Map.of() : executable.report().reused();
    List<Donation> all = new ArrayList<>();
    for (int leaf : donated) {
      AbstractValue type = avals[leaf];
      Donation.Outcome outcome =
          type.bytes() <= DeviceArray.HEAP_BYTES
              ? Donation.Outcome.TINY
              : reused.containsKey(consts.length + leaf)
                  ? Donation.Outcome.REUSED
                  : Donation.Outcome.UNUSED;
      all.add(
          new Donation(Staging.argumentName(signature.tree().paths().get(leaf)), type, outcome));
    }
    return all;
  }

  private void warnOfUnused(CallSignature signature) {
    List<Donation> unused =
        donations(signature).stream().filter(d -> d.outcome() == Donation.Outcome.UNUSED).toList();
    if (!unused.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: the memory of donated arrays cannot be used, since no result of their type is free"
              + " to take it: {1}",
          name,
          unused);
    }
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
    List<NDArray> given = asArrays(operands);
    boolean checked = FloatChecks.isOn();
    // To say where a NaN comes from the program is run again, on arguments that are still there.
    Executable run =
        checked && donated.length > 0
            ? Compiler.compile(recorded.flat(), name, Set.of()).executable()
            : executable;
    List<NDArray> results = run.call(given);
    if (checked) {
      FloatChecks.checkCompiled(name, recorded.flat(), given, results);
    }
    if (donated.length > 0) {
      giveUp(leaves, results);
    }
    return outIsLeaf ? results.get(0) : out.unflatten(results);
  }

  /** Deletes the donated arrays, but not one that came back as a result. */
  private void giveUp(Object[] leaves, List<NDArray> results) {
    SourceLine where = SourceLines.caller();
    Set<Buffer> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (NDArray r : results) {
      kept.add(((DeviceArray) r).buffer());
    }
    for (int leaf : donated) {
      Buffer b = ((DeviceArray) leaves[leaf]).buffer();
      if (!kept.contains(b)) {
        b.delete("was donated to " + name, where);
      }
    }
  }

  @SuppressWarnings("unchecked") // every element has been seen to be an array
  private static List<NDArray> asArrays(Object[] operands) {
    return (List<NDArray>) (List<?>) Arrays.asList(operands);
  }
}
