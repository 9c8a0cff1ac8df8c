package org.jacobean.ad;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.ir.op.Sorting;
import org.jacobean.ir.op.While;
import org.jacobean.trace.StagingTrace;
import org.jacobean.trace.Trace;
import org.jacobean.trace.Tracing;

/**
 * Records the operations that depend on its own tracers (the unknowns, usually tangents) and lets
 * the enclosing trace run all others at once. What the recorded program reads from outside, the
 * residuals, are its captured constants. Control flow and calls that mix known and unknown operands
 * are split in two by {@link PartialEval}.
 */
final class LinearTrace extends StagingTrace {
  private final Trace outer;
  private final boolean isTransposed;

  LinearTrace(Trace parent, String what) {
    this(parent, what, true);
  }

  /**
   * A new recording.
   *
   * @param isTransposed whether it is made to be transposed; else it may also be evaluated
   */
  LinearTrace(Trace parent, String what, boolean isTransposed) {
    super(parent, what);
    outer = parent;
    this.isTransposed = isTransposed;
  }

  /** Whether what is recorded is made to be transposed; else it may also be evaluated. */
  boolean isTransposed() {
    return isTransposed;
  }

  @Override
  protected List<NDArray> process(Primitive op, List<NDArray> args) {
    if (args.stream().noneMatch(this::isUnknown)) {
      return Tracing.within(
          outer,
          () ->
              op instanceof CustomLinear c
                  ? CustomTranspose.twice(c, args)
                  : Tracing.bind(op, args));
    }
    return switch (op) {
      case Checkpoint c -> CheckpointSplit.run(this, c, args);
      case JitCall j -> PartialEval.jit(this, j, args);
      case ShardMap s -> ShardMapRules.split(this, s, args);
      case Cond c -> CondSplit.run(this, c, args);
      case Scan s -> ScanSplit.run(this, s, args);
      case While w when w.maxSteps() > 0 -> BoundedLoop.run(w, args);
      case While w -> WhileSplit.run(this, w, args);
      case CustomCall c when isLinearIn(c, args) -> record(c, args);
      case CustomCall c -> inline(c.jaxpr(), args);
      case Composite c -> c.expand(args);
      case Call _,
          Callback _,
          Collective _,
          Contraction _,
          Convolution _,
          Creation _,
          Cumulative _,
          Indexing _,
          Movement _,
          Pointwise _,
          Reduction _,
          Sorting _ ->
          record(op, args);
    };
  }

  /** Whether a function's transpose is known for all unknown operands, so that it stays a call. */
  private boolean isLinearIn(CustomCall op, List<NDArray> args) {
    if (op.rules().transpose().isEmpty()) {
      return false;
    }
    int constants = op.rules().transpose().get().numConstants();
    return args.subList(0, constants).stream().noneMatch(this::isUnknown);
  }

  private static List<NDArray> inline(Jaxpr jaxpr, List<NDArray> args) {
    return Tracing.eval(new ClosedJaxpr(jaxpr, List.of()), args);
  }

  /** Whether {@code x} depends on this trace's arguments. */
  boolean isUnknown(NDArray x) {
    return owns(x);
  }

  /** Which of {@code xs} depend on this trace's arguments. */
  boolean[] unknown(List<NDArray> xs) {
    boolean[] mask = new boolean[xs.size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = owns(xs.get(i));
    }
    return mask;
  }

  /** Runs an operation on known values in the enclosing trace. */
  List<NDArray> bindKnown(Primitive op, List<NDArray> args) {
    return Tracing.within(outer, () -> Tracing.bind(op, args));
  }

  /** Runs a jaxpr on known values in the enclosing trace. */
  List<NDArray> evalKnown(Jaxpr jaxpr, List<NDArray> args) {
    return Tracing.within(outer, () -> Tracing.eval(new ClosedJaxpr(jaxpr, List.of()), args));
  }

  /** Records an operation whole. */
  List<NDArray> stage(Primitive op, List<NDArray> args) {
    return record(op, args);
  }
}
