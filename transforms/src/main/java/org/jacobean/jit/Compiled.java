package org.jacobean.jit;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.backend.CompileReport;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.Jaxpr;

/**
 * The last stage of compilation: a program for arguments of fixed types, to be called ahead of time
 * or without any look at the cache. Prints as its report.
 *
 * @param <R> type of the function's result
 */
public final class Compiled<R> {
  private final String name;
  private final CallSignature signature;
  private final CompiledCall call;

  Compiled(String name, CallSignature signature, CompiledCall call) {
    this.name = name;
    this.signature = signature;
    this.call = call;
  }

  /**
   * Runs it on concrete arrays.
   *
   * @throws TransformException JX0405 when the arguments are not of the types it was compiled for
   */
  @SuppressWarnings("unchecked") // the function that was compiled returns R
  public R call(Object... args) {
    Object result = call.tryCall(args);
    if (result == null) {
      Staging.Args flat = Staging.Args.of(args);
      var differences = signature.differences(CallSignature.of(flat));
      if (!differences.isEmpty()) {
        throw Faults.of(
            "JX0405",
            name
                + " was compiled for other arguments: "
                + FunctionTraces.join(differences)
                + "; call the jitted function instead, which compiles for each type");
      }
      result = call.call(flat.leaves().toArray());
    }
    return (R) result;
  }

  /** Operations and memory traffic of one call; see {@link CostAnalysis}. */
  public CostAnalysis costAnalysis() {
    return CostAnalysis.of(call.program().optimized());
  }

  /** What one call needs in memory. */
  public MemoryAnalysis memoryAnalysis() {
    Jaxpr program = call.recorded().flat();
    List<AbstractValue> in = program.inAvals();
    int consts = in.size() - signature.avals().size();
    CompileReport r = call.program().executable().report();
    long reused = r.reused().keySet().stream().mapToLong(i -> in.get(i).bytes()).sum();
    return new MemoryAnalysis(
        MemoryAnalysis.bytes(in.subList(consts, in.size())),
        MemoryAnalysis.bytes(in.subList(0, consts)),
        MemoryAnalysis.bytes(program.outAvals()),
        reused,
        r.scratchBytes(),
        r.codeBytes());
  }

  /** What becomes of each donated array, in the order of the arguments; empty without donation. */
  public List<Donation> donations() {
    return call.donations(signature);
  }

  /** Wall time per stage, the program per stage, and what it needs. */
  public CompileReport report() {
    return Compiler.report(call.recorded().millis(), call.program(), call.recorded().flat());
  }

  /** Name, stages and times. */
  @Override
  public String toString() {
    CompileReport r = report();
    StringBuilder text =
        new StringBuilder(
            name + " compiled by " + r.backend() + (r.fromCache() ? " (from the disk cache)" : ""));
    r.millis()
        .forEach(
            (stage, ms) ->
                text.append(String.format(java.util.Locale.ROOT, "%n  %-10s %8.3f ms", stage, ms)));
    return text.toString();
  }
}
