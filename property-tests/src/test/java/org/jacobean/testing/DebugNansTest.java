package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Tuple;
import org.jacobean.NDArray;
import org.jacobean.errors.CheckException;
import org.jacobean.transforms.Debug;
import org.junit.jupiter.api.Test;

/** {@code Debug.nans} names the operation, the line, the pass and the step that made a NaN. */
class DebugNansTest {
  private static NDArray f32(double... v) {
    return NDArray.of(org.jacobean.DType.FLOAT32, v, org.jacobean.Shape.of(v.length));
  }

  private static NDArray scalar(double v) {
    return f32(v).reshape();
  }

  private static String message(Runnable body) {
    return assertThrows(
            CheckException.class,
            () ->
                Debug.nans(
                    () -> {
                      body.run();
                      return 0;
                    }))
        .getMessage();
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message + "\nlacks " + part);
    }
  }

  private static NDArray logs(NDArray x) {
    NDArray y = x.sub(2);
    NDArray z = y.log();
    return z.mul(3).sum();
  }

  private static final String[] LOGS = {
    "JX0341: log of [f32[3]] gave NaN in 1 of 3 elements of f32[3]",
    "in the forward pass",
    "(DebugNansTest.logs)"
  };

  @Test
  void eagerOperationsAreNamed() {
    String m = message(() -> logs(f32(1, 3, 4)));
    assertSays(m, LOGS);
    assertFalse(m.contains("jitted"), m);
  }

  @Test
  void operationsInsideCompiledProgramsAreNamed() {
    Function1<NDArray, NDArray> f = DebugNansTest::logs;
    String m = message(() -> jit(f).apply(f32(1, 3, 4)));
    assertSays(m, LOGS);
    assertSays(m, "in jitted function logs");
    assertSays(
        message(() -> jit(vmap(f)).apply(f32(1, 3, 4, 5, 6, 7).reshape(2, 3))),
        "log of [f32[2,3]] gave NaN in 1 of 6",
        "(DebugNansTest.logs)");
    assertSays(message(() -> vmap(f).apply(f32(1, 3, 4).reshape(1, 3))), "(DebugNansTest.logs)");
  }

  private static NDArray root(NDArray x) {
    NDArray square = x.mul(x);
    return square.sqrt();
  }

  @Test
  void theBackwardPassIsTold() {
    Function1<NDArray, NDArray> f = DebugNansTest::root;
    for (Runnable r :
        new Runnable[] {
          () -> grad(f).apply(scalar(0)),
          () -> jit(grad(f)).apply(scalar(0)),
          () -> grad(jit(f)).apply(scalar(0)),
          () -> jit(grad(jit(f))).apply(scalar(0))
        }) {
      assertSays(
          message(r),
          "JX0341: mul of [f32[], f32[]]",
          "in the backward pass",
          "(DebugNansTest.root)");
    }
    assertSays(
        message(() -> jit((NDArray x) -> jvp(f, x, x).tangent()).apply(scalar(0))),
        "in the derivative, on the way forward");
  }

  private static NDArray shrinking(NDArray x) {
    return scan(
            (NDArray c, NDArray i) -> {
              NDArray next = c.sub(1);
              NDArray root = next.sqrt();
              return Tuple.of(next, root);
            },
            x,
            NDArray.of(new int[5], 5))
        ._2();
  }

  @Test
  void theStepOfALoopIsTold() {
    Function1<NDArray, NDArray> f = DebugNansTest::shrinking;
    String[] parts = {"sqrt of [f32[]]", "step 3 of scan", "(DebugNansTest.shrinking)"};
    assertSays(message(() -> f.apply(scalar(3))), parts);
    assertSays(message(() -> jit(f).apply(scalar(3))), parts);
    Function1<NDArray, NDArray> loop =
        x -> whileLoop(c -> c.gt(-1.5), c -> c.sub(1).add(c.sub(1).log().mul(0)), x);
    assertSays(message(() -> jit(loop).apply(scalar(2.5))), "log of [f32[]]", "step 2 of while");
  }

  @Test
  void whatIsAlreadyThereIsTold() {
    NDArray nan = scalar(Double.NaN);
    String m = message(() -> nan.mul(2));
    assertSays(m, "mul", "operand 0 having some already");
  }

  @Test
  void infinitiesAreLookedForSeparately() {
    Function1<NDArray, NDArray> f = x -> NDArray.of(new float[] {1}).div(x);
    assertEquals(Double.POSITIVE_INFINITY, Debug.nans(() -> jit(f).apply(f32(0))).reshape().item());
    CheckException e =
        assertThrows(CheckException.class, () -> Debug.infs(() -> jit(f).apply(f32(0))));
    assertSays(e.getMessage(), "JX0342: div of [f32[1], f32[1]] gave infinity in 1 of 1 element");
  }

  @Test
  void itCanBeSwitchedOffInside() {
    NDArray y = Debug.nans(() -> Debug.nans(false, () -> scalar(-1).sqrt()));
    assertTrue(Double.isNaN(y.item()));
    assertTrue(Double.isNaN(scalar(-1).sqrt().item()), "off by default");
  }

  @Test
  void printsAreNotRepeatedAndIoIsNotRunAgain() {
    Function1<NDArray, NDArray> f =
        x -> {
          Debug.print("once");
          return x.sqrt();
        };
    assertEquals(
        java.util.List.of("once"),
        EffectsTest.lines(() -> message(() -> jit(f).apply(scalar(-1)))));
    int[] calls = new int[1];
    Function1<NDArray, NDArray> io =
        x ->
            ioCallback(
                    x,
                    false,
                    (NDArray v) -> {
                      calls[0]++;
                      return v;
                    },
                    x)
                .sqrt();
    assertSays(message(() -> jit(io).apply(scalar(-1))), "not run again");
    assertEquals(1, calls[0]);
  }
}
