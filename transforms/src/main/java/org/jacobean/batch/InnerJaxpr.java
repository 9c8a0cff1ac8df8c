package org.jacobean.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.trace.Tracing;

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
   */
  static InnerJaxpr of(Jaxpr jaxpr, int size, int[] inAxes, Outs outs, boolean[] force) {
    List<AbstractValue> avals = new ArrayList<>(inAxes.length);
    for (int i = 0; i < inAxes.length; i++) {
      AbstractValue a = jaxpr.inVars().get(i).aval();
      avals.add(inAxes[i] == Batching.NOT_MAPPED ? a : a.withShape(a.shape().insert(inAxes[i], size)));
    }
    int[] outAxes = new int[jaxpr.outs().size()];
    ClosedJaxpr batched =
        Tracing.toJaxpr("a batched function", args -> run(jaxpr, size, inAxes, outs, force, args, outAxes), avals);
    if (!batched.consts().isEmpty()) {
      // Rules make scalars only, and scalars are literals; a jaxpr inside a primitive cannot hold arrays.
      throw new IllegalStateException("batching rules must not capture arrays: " + batched);
    }
    return new InnerJaxpr(batched.jaxpr(), outAxes);
  }

  private static List<NDArray> run(
      Jaxpr jaxpr, int size, int[] inAxes, Outs outs, boolean[] force, List<NDArray> args, int[] outAxes) {
    List<Batched> in = new ArrayList<>(args.size());
    for (int i = 0; i < inAxes.length; i++) {
      in.add(new Batched(args.get(i), inAxes[i]));
    }
    List<Batched> results = Batching.eval(new ClosedJaxpr(jaxpr, List.of()), size, in);
    List<NDArray> arrays = new ArrayList<>(results.size());
    for (int i = 0; i < outAxes.length; i++) {
      Batched r = results.get(i);
      if (force[i] || (r.mapped() && outs == Outs.LEADING)) {
        arrays.add(Alignment.at(r, 0, size));
        outAxes[i] = 0;
      } else {
        arrays.add(r.array());
        outAxes[i] = r.axis();
      }
    }
    return arrays;
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
