package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;
import org.jacobean.trace.Tracing;

/**
 * A while loop with a declared maximum, in a form that reverse mode can pass through: scans of
 * fixed length whose steps do nothing once the test has failed.
 *
 * <p>With one level, {@code scan of (test ? body : nothing)}, every step's intermediate values
 * would be saved. So the loop is a tree: a level's step is {@code test ? checkpoint(the scan one
 * level below) : nothing}. Only the carries at the starts of one scan per level are saved at any
 * time, at most {@value #FANOUT} per level, and the intermediate values of one scan at the bottom.
 * The price is one more run of the body per level; blocks after the last step cost one test each.
 *
 * <p>Griewank and Walther, "Algorithm 799: revolve", ACM TOMS 26 (2000), treats the choice of
 * checkpoints when the number of steps is known.
 */
final class BoundedLoop {
  /** The largest number of steps of one scan. */
  private static final int FANOUT = 32;

  private final While loop;
  private final List<AbstractValue> types;

  private BoundedLoop(While loop, List<AbstractValue> types) {
    this.loop = loop;
    this.types = types;
  }

  /** Runs the loop in the current trace. */
  static List<NDArray> run(While loop, List<NDArray> args) {
    List<AbstractValue> types = new ArrayList<>(args.stream().map(NDArray::aval).toList());
    int consts = loop.condNumConsts() + loop.bodyNumConsts();
    for (int i = consts; i < types.size(); i++) {
      types.set(i, loop.bodyJaxpr().inAvals().get(loop.bodyNumConsts() + i - consts));
    }
    return new BoundedLoop(loop, types).run(args);
  }

  private List<NDArray> run(List<NDArray> args) {
    int levels = levels(loop.maxSteps());
    int length = length(loop.maxSteps(), levels);
    Jaxpr step = guarded(this::body);
    for (int level = 1; level < levels; level++) {
      Scan below = scan(step, length);
      Checkpoint block =
          new Checkpoint(
              record(in -> Tracing.bind(below, in)),
              CheckpointPolicy.nothingSaveable(),
              false,
              false);
      step = guarded(in -> Tracing.bind(block, in));
    }
    return Tracing.bind(scan(step, length), args);
  }

  /** The number of levels, so that no scan has more than {@value #FANOUT} steps. */
  static int levels(int maxSteps) {
    int levels = 1;
    for (long reach = FANOUT; reach < maxSteps; reach *= FANOUT) {
      levels++;
    }
    return levels;
  }

  /** The smallest length of scans with which {@code levels} levels reach {@code maxSteps}. */
  static int length(int maxSteps, int levels) {
    int length = 1;
    while (Math.pow(length, levels) < maxSteps) {
      length++;
    }
    return length;
  }

  private int numConsts() {
    return loop.condNumConsts() + loop.bodyNumConsts();
  }

  private Scan scan(Jaxpr step, int length) {
    return new Scan(step, length, false, numConsts(), types.size() - numConsts(), 1);
  }

  private List<NDArray> body(List<NDArray> in) {
    return Tracing.eval(loop.bodyJaxpr(), List.of(), in.subList(loop.condNumConsts(), in.size()));
  }

  /** {@code test ? step : nothing}, from constants and carry to carry. */
  private Jaxpr guarded(UnaryOperator<List<NDArray>> step) {
    List<Var> same = types.stream().map(Var::new).toList();
    Jaxpr nothing =
        new Jaxpr(List.of(), same, List.of(), List.copyOf(same.subList(numConsts(), same.size())));
    Cond choice = new Cond(List.of(nothing, record(step)));
    return record(
        in -> {
          List<NDArray> tested = new ArrayList<>(in.subList(0, loop.condNumConsts()));
          tested.addAll(in.subList(numConsts(), in.size()));
          List<NDArray> operands =
              new ArrayList<>(Tracing.eval(loop.condJaxpr(), List.of(), tested));
          operands.addAll(in);
          return Tracing.bind(choice, operands);
        });
  }

  private Jaxpr record(UnaryOperator<List<NDArray>> f) {
    ClosedJaxpr recorded = Tracing.toJaxpr("a loop with a maximum", f, types);
    if (!recorded.consts().isEmpty()) {
      throw new IllegalStateException("a loop's step must not capture arrays: " + recorded);
    }
    return recorded.jaxpr();
  }
}
