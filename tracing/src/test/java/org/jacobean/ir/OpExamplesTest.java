package org.jacobean.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Primitive;
import org.junit.jupiter.api.Test;

class OpExamplesTest {
  @Test
  void everyPermittedPrimitiveHasAnExample() {
    Set<String> have =
        OpExamples.all().stream()
            .map(e -> e.op().getClass().getSimpleName())
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    walk(Primitive.class, have, missing);
    assertEquals(Set.of(), missing);
  }

  private static void walk(Class<?> c, Set<String> have, Set<String> missing) {
    if (c.isSealed()) {
      for (Class<?> p : c.getPermittedSubclasses()) {
        walk(p, have, missing);
      }
    } else if (c != Composite.class && !have.contains(c.getSimpleName())) {
      missing.add(c.getSimpleName());
    }
  }

  @Test
  void everyNameInTheTableHasAnExampleOfItsKind() {
    Set<String> names = new TreeSet<>();
    for (OpExamples.Example e : OpExamples.all()) {
      OpNames.Kind kind =
          OpNames.kind(e.op().name()).orElseThrow(() -> new AssertionError("no name for " + e));
      assertEquals(e.op().getClass(), kind.type());
      names.add(e.op().name());
    }
    assertEquals(OpNames.all().keySet(), names);
  }

  @Test
  void everyProgramAmongTheParametersIsListed() {
    for (OpExamples.Example e : OpExamples.all()) {
      List<Object> found = new ArrayList<>();
      for (OpSchema.Field f : OpSchema.of(e.op().getClass()).declared()) {
        Object value = f.get(e.op());
        (value instanceof List<?> list ? list : List.of(value))
            .stream().filter(Jaxpr.class::isInstance).forEach(found::add);
      }
      assertEquals(found, e.op().jaxprs(), e.toString());
    }
  }

  @Test
  void everyExampleIsAccepted() {
    for (OpExamples.Example e : OpExamples.all()) {
      assertTrue(!e.op().infer(e.in()).isEmpty() || e.op().hasEffects(), e.toString());
    }
  }
}
