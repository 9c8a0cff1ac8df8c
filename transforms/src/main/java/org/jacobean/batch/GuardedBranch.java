package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.DynamicSlice;
import org.jacobean.ir.op.DynamicUpdateSlice;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.Sorting;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * A branch that all examples run though only some take it. The cotangents of the others are zero
 * where they enter, but zero times an infinite derivative is NaN. So values reach the branch
 * through a selection between themselves and themselves without a derivative: the same value, and a
 * cotangent that is zero for examples that do not take the branch.
 *
 * <p>A value that all examples share stays shared, as weights should. It is protected where it
 * meets values of the examples: by a selection among the result's examples; in a product, whose
 * derivative is the other factor, that factor is also replaced by zero. Only tracers can carry
 * derivatives, so eager evaluation pays for none of this.
 */
final class GuardedBranch {
  private final MappedAxis axis;
  private final Supplier<NDArray> takenSource;
  private @Nullable NDArray taken;

  /**
   * A branch run by some examples.
   *
   * @param axis the axis of the examples
   * @param taken computes which examples take the branch
   */
  GuardedBranch(MappedAxis axis, Supplier<NDArray> taken) {
    this.axis = axis;
    this.takenSource = taken;
  }

  /** Runs the branch. */
  List<Batched> run(Jaxpr branch, List<Batched> args) {
    List<Batched> guarded = new ArrayList<>(args.size());
    for (Batched x : args) {
      guarded.add(!isDifferentiable(x) ? x : x.mapped() ? own(x) : shared(x));
    }
    return eval(branch, guarded);
  }

  private List<Batched> eval(Jaxpr jaxpr, List<Batched> args) {
    return Batching.eval(new ClosedJaxpr(jaxpr, List.of()), args, this::apply);
  }

  private List<Batched> apply(Primitive op, List<Batched> in) {
    boolean mapped = false;
    boolean sharedMeets = false;
    for (Batched x : in) {
      mapped |= x.mapped();
      sharedMeets |= !x.mapped() && isDifferentiable(x);
    }
    return mapped && sharedMeets ? meet(op, in) : plain(op, in);
  }

  /**
   * Applies an operation; the examples that do not take the branch cannot keep its loops from
   * ending.
   */
  private List<Batched> plain(Primitive op, List<Batched> in) {
    return Batching.apply(op, axis, in, InnerJaxpr.needsActive(op) ? taken() : null);
  }

  /** Applies an operation where shared values meet values of the examples. */
  private List<Batched> meet(Primitive op, List<Batched> in) {
    return switch (op) {
      case Contraction _, Convolution _ -> guardResults(op, in.stream().map(this::zeroed).toList());
      case Movement _ -> guardResults(op, in);
      case Indexing i ->
          switch (i) {
            case DynamicSlice _, DynamicUpdateSlice _, Gather _ -> guardResults(op, in);
            case Scatter _ -> guardOperands(op, in);
          };
      case JitCall j -> eval(j.jaxpr(), in);
      case Call _,
          Callback _,
          Collective _,
          Composite _,
          Control _,
          Creation _,
          Cumulative _,
          Pointwise _,
          Reduction _,
          Sorting _ ->
          guardOperands(op, in);
    };
  }

  private List<Batched> guardResults(Primitive op, List<Batched> in) {
    List<Batched> out = new ArrayList<>();
    for (Batched y : plain(op, in)) {
      out.add(isDifferentiable(y) ? own(y) : y);
    }
    return out;
  }

  private List<Batched> guardOperands(Primitive op, List<Batched> in) {
    List<Batched> guarded = new ArrayList<>(in.size());
    for (Batched x : in) {
      guarded.add(!x.mapped() && isDifferentiable(x) ? own(x) : x);
    }
    return plain(op, guarded);
  }

  private static boolean isDifferentiable(Batched x) {
    return x.array() instanceof Tracer && x.array().dtype().isInexact();
  }

  private NDArray taken() {
    NDArray t = taken;
    if (t == null) {
      t = takenSource.get();
      taken = t;
    }
    return t;
  }

  /** The value, with a derivative only for the examples that take the branch. */
  private Batched own(Batched x) {
    Batched constant = new Batched(Lax.stopGradient(x.array()), x.axis());
    return select(constant, x);
  }

  /** The value, with a derivative only if an example takes the branch. */
  private Batched shared(Batched x) {
    NDArray any = Lax.reduce(ReduceOp.OR, taken(), Axes.of(0));
    return Batched.same(Lax.select(any, x.array(), Lax.stopGradient(x.array())));
  }

  /** The value of the examples that take the branch, zero for the others. */
  private Batched zeroed(Batched x) {
    return x.mapped() ? select(Batched.same(Lax.constantLike(x.array(), 0)), x) : x;
  }

  private Batched select(Batched otherwise, Batched x) {
    return PointwiseBatch.batch(
            new SelectN(), axis.size(), List.of(new Batched(taken(), 0), otherwise, x))
        .get(0);
  }
}
