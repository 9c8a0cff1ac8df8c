package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.concurrent.atomic.AtomicInteger;
import org.jacobean.NDArray;
import org.junit.jupiter.api.Test;

/** How often a loop's body is traced does not grow with the depth of nesting. */
class NestingCostTest {
  private static final AtomicInteger RULES = new AtomicInteger();

  private static final Function1<NDArray, NDArray> COUNTED =
      customJvp(
          (NDArray x) -> x.sin(),
          (x, dx) -> {
            RULES.incrementAndGet();
            return new Jvp<>(x.sin(), x.cos().mul(dx));
          });

  /** Each level has a carry whose tangent is zero at first. */
  private static NDArray nested(int depth, NDArray x) {
    if (depth == 0) {
      return COUNTED.apply(x);
    }
    NDArray xs = NDArray.of(new double[] {0.5, 0.25});
    return scan(
            (Tuple2<NDArray, NDArray> c, NDArray y) -> {
              NDArray v = nested(depth - 1, c._1());
              return Tuple.of(Tuple.of(v.add(y), c._2().add(v)), v);
            },
            Tuple.of(x, NDArray.of(new double[] {0}).sum()),
            xs)
        ._1()
        ._2();
  }

  private static NDArray chosen(int depth, NDArray x) {
    return depth == 0
        ? COUNTED.apply(x)
        : cond(x.gt(0), (NDArray y) -> chosen(depth - 1, y).mul(y), (NDArray y) -> y.mul(0), x);
  }

  private static int rules(Runnable work) {
    int before = RULES.get();
    work.run();
    int n = RULES.get() - before;
    assertTrue(n > 0);
    return n;
  }

  @Test
  void nestedScans() {
    NDArray x = NDArray.scalar(0.3);
    Function1<NDArray, NDArray> shallow = z -> nested(1, z);
    Function1<NDArray, NDArray> deep = z -> nested(5, z);
    assertEquals(rules(() -> makeJaxpr(grad(shallow), x)), rules(() -> makeJaxpr(grad(deep), x)));
    NDArray xs = NDArray.of(new double[] {0.3, 0.4});
    assertEquals(
        rules(() -> makeJaxpr(vmap(grad(shallow)), xs)),
        rules(() -> makeJaxpr(vmap(grad(deep)), xs)));
  }

  @Test
  void nestedChoices() {
    NDArray x = NDArray.scalar(0.3);
    Function1<NDArray, NDArray> shallow = z -> chosen(1, z);
    Function1<NDArray, NDArray> deep = z -> chosen(5, z);
    assertEquals(rules(() -> makeJaxpr(grad(shallow), x)), rules(() -> makeJaxpr(grad(deep), x)));
  }
}
