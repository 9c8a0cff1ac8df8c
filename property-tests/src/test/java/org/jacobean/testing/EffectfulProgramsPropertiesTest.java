package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function2;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jacobean.NDArray;

/** The effects of a program are those of running it line by line, under every transformation. */
class EffectfulProgramsPropertiesTest {
  private static final NDArray ID = NDArray.of(new int[] {7}).reshape();

  private static NDArray x(double v) {
    return NDArray.of(new float[] {(float) v}).reshape();
  }

  @Property(tries = 6)
  void everyTransformationHasTheEffectsOfTheEagerRun(@ForAll long seed) {
    EffectfulProgram p = new EffectfulProgram(seed);
    Function2<NDArray, NDArray, NDArray> f = (id, v) -> p.apply(id, v);
    List<String> eager = EffectsTest.lines(() -> disableJit(() -> p.apply(ID, x(0.3))));
    assertEquals(eager, EffectsTest.lines(() -> jit(f).apply(ID, x(0.3))), "jit");
    assertEquals(
        eager, EffectsTest.lines(() -> grad((NDArray v) -> p.apply(ID, v)).apply(x(0.3))), "grad");
    assertEquals(
        eager,
        EffectsTest.lines(() -> jit(grad((NDArray v) -> jit(f).apply(ID, v))).apply(x(0.3))),
        "jit of grad of jit");
  }

  @Property(tries = 5)
  void everyExampleHasTheEffectsOfItsOwnRun(@ForAll long seed) {
    EffectfulProgram p = new EffectfulProgram(seed);
    Function2<NDArray, NDArray, NDArray> f = (id, v) -> p.apply(id, v);
    NDArray ids = NDArray.of(new int[] {3, 8}, 2);
    NDArray xs = NDArray.of(new float[] {0.3f, -0.8f}, 2);
    List<String> all = EffectsTest.lines(() -> jit(vmap(f)).apply(ids, xs));
    for (int i = 0; i < 2; i++) {
      NDArray id = NDArray.of(new int[] {i == 0 ? 3 : 8}).reshape();
      NDArray x = x(i == 0 ? 0.3f : -0.8f);
      List<String> alone = EffectsTest.lines(() -> disableJit(() -> p.apply(id, x)));
      String own = i == 0 ? "3 " : "8 ";
      assertEquals(alone, all.stream().filter(l -> l.startsWith(own)).toList(), "example " + i);
    }
  }
}
