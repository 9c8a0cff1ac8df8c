package org.jacobean.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/** Batched runs and loops over examples, to be compared. */
final class Examples {
  private Examples() {}

  /** The examples as one array with a new axis. */
  static NDArray stack(List<NDArray> examples, int axis) {
    List<NDArray> rows = examples.stream().map(x -> Lax.expandDims(x, Axes.of(axis))).toList();
    return Lax.concatenate(rows, axis);
  }

  /** Example {@code i} of a value. */
  static NDArray pick(Batched x, int i) {
    return x.mapped()
        ? Lax.squeeze(Lax.sliceInDim(x.array(), i, i + 1, 1, x.axis()), Axes.of(x.axis()))
        : x.array();
  }

  /** A function of all examples with results in front, by tracing and batching. */
  static UnaryOperator<List<NDArray>> vmap(UnaryOperator<List<NDArray>> f, int size, int... axes) {
    return args -> {
      List<Batched> in = new ArrayList<>();
      for (int i = 0; i < axes.length; i++) {
        in.add(new Batched(args.get(i), axes[i]));
      }
      ClosedJaxpr jaxpr = Tracing.toJaxpr("a test", f, in.stream().map(Batched::example).toList());
      return Batching.eval(jaxpr, size, in).stream().map(b -> Alignment.at(b, 0, size)).toList();
    };
  }

  /** All ways to choose a mapped axis, or none, for operands of the given ranks. */
  static List<int[]> mappings(List<Integer> ranks) {
    List<int[]> all = new ArrayList<>();
    all.add(new int[0]);
    for (int rank : ranks) {
      List<int[]> longer = new ArrayList<>();
      for (int[] m : all) {
        for (int axis = Batching.NOT_MAPPED; axis <= rank; axis++) {
          int[] n = java.util.Arrays.copyOf(m, m.length + 1);
          n[m.length] = axis;
          longer.add(n);
        }
      }
      all = longer;
    }
    return all;
  }

  /** Random operands for {@code size} examples with the given mapped axes. */
  static List<Batched> sample(PrimitiveCase c, int size, int[] axes, Random random) {
    List<Batched> in = new ArrayList<>();
    for (int i = 0; i < axes.length; i++) {
      PrimitiveCase.Operand o = c.operands().get(i);
      if (axes[i] == Batching.NOT_MAPPED) {
        in.add(Batched.same(o.sample(random)));
        continue;
      }
      var type = o.type().withShape(o.type().shape().insert(axes[i], size));
      in.add(
          new Batched(new PrimitiveCase.Operand(type, o.low(), o.high()).sample(random), axes[i]));
    }
    return in;
  }

  static void assertClose(NDArray expected, NDArray actual, String what) {
    assertEquals(expected.aval().dtype(), actual.aval().dtype(), what);
    assertEquals(expected.shape(), actual.shape(), what);
    assertTrue(
        actual.allClose(expected, 1e-5, 1e-6),
        () -> what + "\nexpected " + expected + "\nactual " + actual);
  }
}
