package org.jacobean.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.While;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A jaxpr inside a control-flow or call primitive, batched.
 *
 * @param jaxpr the program for all examples, without constvars
 * @param outAxes the mapped axis of each result
 */
record InnerJaxpr(Jaxpr jaxpr, int[] outAxes) {
  /** Where mapped results have their mapped axis. */
  enum Outs {
    /** In front. */
    LEADING,
    /** Wherever the program leaves it, unless it is forced to be mapped: then in front. */
    ANYWHERE
  }

  /**
   * Batches a jaxpr without constvars.
   *
   * @param inAxes the mapped axis of each operand
   * @param force which results have to be mapped
   * @param masked whether a leading operand tells which examples' results matter
   */
  static InnerJaxpr of(
      Jaxpr jaxpr, MappedAxis axis, int[] inAxes, Outs outs, boolean[] force, boolean masked) {
    List<AbstractValue> avals = new ArrayList<>(inAxes.length + 1);
    if (masked) {
      avals.add(AbstractValue.of(DType.BOOL, axis.size()));
    }
    for (int i = 0; i < inAxes.length; i++) {
      AbstractValue a = jaxpr.inVars().get(i).aval();
      avals.add(
          inAxes[i] == Batching.NOT_MAPPED
              ? a
              : a.withShape(a.shape().insert(inAxes[i], axis.size())));
    }
    int[] outAxes = new int[jaxpr.outs().size()];
    Jaxpr batched =
        record(args -> run(jaxpr, axis, inAxes, outs, force, masked, args, outAxes), avals);
    return new InnerJaxpr(batched, outAxes);
  }

  /** Records a program of a batching rule, for use inside a primitive. */
  static Jaxpr record(UnaryOperator<List<NDArray>> f, List<AbstractValue> in) {
    ClosedJaxpr recorded = Tracing.toJaxpr("a batched function", f, in);
    if (!recorded.consts().isEmpty()) {
      // Rules make scalars only, and scalars are literals; a jaxpr inside a primitive cannot hold
      // arrays.
      throw new IllegalStateException("batching rules must not capture arrays: " + recorded);
    }
    return recorded.jaxpr();
  }

  private static List<NDArray> run(
      Jaxpr jaxpr,
      MappedAxis axis,
      int[] inAxes,
      Outs outs,
      boolean[] force,
      boolean masked,
      List<NDArray> args,
      int[] outAxes) {
    List<Batched> in = new ArrayList<>(inAxes.length);
    for (int i = 0; i < inAxes.length; i++) {
      in.add(new Batched(args.get(masked ? i + 1 : i), inAxes[i]));
    }
    List<Batched> results = eval(jaxpr, axis, in, masked ? args.get(0) : null);
    List<NDArray> arrays = new ArrayList<>(results.size());
    for (int i = 0; i < outAxes.length; i++) {
      Batched r = results.get(i);
      if (force[i] || (r.mapped() && outs == Outs.LEADING)) {
        arrays.add(Alignment.at(r, 0, axis.size()));
        outAxes[i] = 0;
      } else {
        arrays.add(r.array());
        outAxes[i] = r.axis();
      }
    }
    return arrays;
  }

  /** Runs a jaxpr without constvars; {@code active} as in {@link Batching#apply}. */
  static List<Batched> eval(
      Jaxpr jaxpr, MappedAxis axis, List<Batched> args, @Nullable NDArray active) {
    return Batching.eval(
        new ClosedJaxpr(jaxpr, List.of()), args, (op, in) -> Batching.apply(op, axis, in, active));
  }

  /**
   * Whether it matters which examples take part in an operation: it repeats something until a test
   * fails, so that an example could keep it from ending, or it has effects.
   */
  static boolean needsActive(Primitive op) {
    return op.hasEffects() || hasLoop(op);
  }

  /** Whether a jaxpr has such an operation. */
  static boolean needsActive(Jaxpr jaxpr) {
    return !jaxpr.effects().isEmpty() || hasLoop(jaxpr);
  }

  private static boolean hasLoop(Primitive op) {
    boolean ruled = op instanceof CustomCall;
    return op instanceof While || (!ruled && op.jaxprs().stream().anyMatch(InnerJaxpr::hasLoop));
  }

  private static boolean hasLoop(Jaxpr jaxpr) {
    for (Eqn e : jaxpr.eqns()) {
      if (hasLoop(e.op())) {
        return true;
      }
    }
    return false;
  }

  /** Which results are mapped. */
  boolean[] mapped() {
    boolean[] m = new boolean[outAxes.length];
    for (int i = 0; i < m.length; i++) {
      m[i] = outAxes[i] != Batching.NOT_MAPPED;
    }
    return m;
  }

  /** The mapped axis of each operand: the leading one of those that are mapped. */
  static int[] leading(boolean[] mapped) {
    int[] axes = new int[mapped.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = mapped[i] ? 0 : Batching.NOT_MAPPED;
    }
    return axes;
  }

  /** The mapped axis of each operand. */
  static int[] axes(List<Batched> in) {
    int[] axes = new int[in.size()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = in.get(i).axis();
    }
    return axes;
  }

  /** Which operands are mapped. */
  static boolean[] mapped(List<Batched> in) {
    boolean[] m = new boolean[in.size()];
    for (int i = 0; i < m.length; i++) {
      m[i] = in.get(i).mapped();
    }
    return m;
  }

  /** {@code n} times {@code value}. */
  static boolean[] fill(int n, boolean value) {
    boolean[] b = new boolean[n];
    Arrays.fill(b, value);
    return b;
  }
}
