package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NestedVmapTest {
  static Stream<PrimitiveCase> cases() {
    return Stream.concat(
        ControlCatalogue.all().stream(),
        PrimitiveCatalogue.all().stream()
            .filter(c -> !(c.op() instanceof org.jacobean.ir.op.Pointwise)));
  }

  /**
   * The outer map runs over every operand, the inner over the first alone, or over all but the
   * first.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void aMapOfAMapEqualsALoopOfLoops(PrimitiveCase c) {
    int n = c.operands().size();
    for (boolean first : new boolean[] {true, false}) {
      if (n == 0 || (n == 1 && !first)) {
        continue;
      }
      int[] inner = new int[n];
      int[] outer = new int[n];
      List<NDArray> args = new ArrayList<>();
      Random random = new Random(5);
      for (int i = 0; i < n; i++) {
        PrimitiveCase.Operand o = c.operands().get(i);
        inner[i] = (i == 0) == first ? 0 : Batching.NOT_MAPPED;
        AbstractValue type = o.type();
        AbstractValue whole =
            type.withShape(
                inner[i] == 0 ? type.shape().insert(0, 3).insert(0, 2) : type.shape().insert(0, 2));
        args.add(new PrimitiveCase.Operand(whole, o.low(), o.high()).sample(random));
      }
      UnaryOperator<List<NDArray>> f = a -> Tracing.bind(c.op(), a);
      List<NDArray> actual = Examples.vmap(Examples.vmap(f, 3, inner), 2, outer).apply(args);
      List<List<NDArray>> rows = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        List<List<NDArray>> cells = new ArrayList<>();
        for (int j = 0; j < 3; j++) {
          List<NDArray> example = new ArrayList<>();
          for (int k = 0; k < n; k++) {
            NDArray row = at(args.get(k), i);
            example.add(inner[k] == 0 ? at(row, j) : row);
          }
          cells.add(f.apply(example));
        }
        rows.add(stack(cells));
      }
      List<NDArray> expected = stack(rows);
      for (int o = 0; o < expected.size(); o++) {
        Examples.assertClose(expected.get(o), actual.get(o), c + ": result " + o);
      }
    }
  }

  private static NDArray at(NDArray x, int i) {
    return Lax.squeeze(Lax.sliceInDim(x, i, i + 1, 1, 0), Axes.of(0));
  }

  private static List<NDArray> stack(List<List<NDArray>> results) {
    List<NDArray> out = new ArrayList<>();
    for (int o = 0; o < results.get(0).size(); o++) {
      int result = o;
      out.add(Examples.stack(results.stream().map(r -> r.get(result)).toList(), 0));
    }
    return out;
  }

  @Test
  void theInnerFunctionMayUseTheOuterExample() {
    // outer[i, j] = x[i] * y[j]: the inner map captures a tracer of the outer trace.
    NDArray x = NDArray.of(new float[] {1, 2});
    NDArray y = NDArray.of(new float[] {3, 4, 5});
    UnaryOperator<List<NDArray>> outer =
        a -> Examples.vmap(b -> List.of(b.get(0).mul(a.get(0))), 3, 0).apply(List.of(y));
    NDArray out = Examples.vmap(outer, 2, 0).apply(List.of(x)).get(0);
    Examples.assertClose(NDArray.of(new float[] {3, 4, 5, 6, 8, 10}, 2, 3), out, "outer product");
  }
}
