package org.jacobean.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.Primitive;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VmapEqualsLoopTest {
  static Stream<PrimitiveCase> cases() {
    return Stream.concat(PrimitiveCatalogue.all().stream(), ControlCatalogue.all().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void batchingEqualsALoopOverTheExamplesForEveryChoiceOfMappedAxes(PrimitiveCase c) {
    ClosedJaxpr jaxpr = Tracing.toJaxpr("a test", a -> Tracing.bind(c.op(), a), c.types());
    Random random = new Random(7);
    for (int[] axes : Examples.mappings(c.types().stream().map(AbstractValue::rank).toList())) {
      for (int size : new int[] {3, 1, 0}) {
        List<Batched> in = Examples.sample(c, size, axes, random);
        String what = c + " mapped at " + Arrays.toString(axes) + ", " + size + " examples";
        List<Batched> out = Batching.eval(jaxpr, size, in);
        assertTypes(c, size, out, what);
        if (Arrays.stream(axes).allMatch(a -> a == Batching.NOT_MAPPED)) {
          out.forEach(o -> assertEquals(Batching.NOT_MAPPED, o.axis(), what));
        }
        for (int i = 0; i < size; i++) {
          int example = i;
          List<NDArray> expected =
              Tracing.bind(c.op(), in.stream().map(x -> Examples.pick(x, example)).toList());
          for (int o = 0; o < expected.size(); o++) {
            Examples.assertClose(
                expected.get(o),
                Examples.pick(out.get(o), i),
                what + ": result " + o + " of example " + i);
          }
        }
      }
    }
  }

  private static void assertTypes(PrimitiveCase c, int size, List<Batched> out, String what) {
    List<AbstractValue> types = c.op().infer(c.types());
    assertEquals(types.size(), out.size(), what);
    for (int i = 0; i < out.size(); i++) {
      assertTrue(
          types.get(i).sameType(out.get(i).example()), what + ": " + out.get(i).array().aval());
      if (out.get(i).mapped()) {
        assertEquals(size, out.get(i).array().shape().dim(out.get(i).axis()), what);
      }
    }
  }

  @Test
  void everyPrimitiveHasACase() {
    Set<Class<?>> missing = new HashSet<>();
    collect(Primitive.class, missing);
    cases().forEach(c -> missing.remove(c.op().getClass()));
    // Only its transpose can run: BatchedRulesTest has it.
    missing.remove(CustomLinear.class);
    // CollectivesUnderVmapTest has them, over a named axis.
    missing.removeIf(Collective.class::isAssignableFrom);
    assertEquals(Set.of(), missing);
  }

  private static void collect(Class<?> type, Set<Class<?>> leaves) {
    if (type == Composite.class) {
      return;
    }
    if (!type.isSealed()) {
      leaves.add(type);
      return;
    }
    for (Class<?> sub : type.getPermittedSubclasses()) {
      collect(sub, leaves);
    }
  }

  @Test
  void theCompositeCaseIsThere() {
    List<Primitive> ops = new ArrayList<>(cases().map(PrimitiveCase::op).toList());
    assertTrue(ops.stream().anyMatch(Composite.class::isInstance));
  }
}
