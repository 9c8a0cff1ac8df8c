package org.jacobean.llvm;

import static org.jacobean.transforms.Transforms.grad;
import static org.jacobean.transforms.Transforms.jit;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.jit.Donation;
import org.jacobean.jit.Donation.Outcome;
import org.jacobean.jit.Jitted1;
import org.jacobean.jit.Jitted2;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DonationTest {
  private static NDArray numbers(int n) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = (i * 37 % 101) / 50f - 1;
    }
    return NDArray.of(v);
  }

  private static NDArray flip(NDArray x) {
    return Lax.rev(x, Axes.of(0));
  }

  private static long address(NDArray a) {
    return ((DeviceArray) a).buffer().address();
  }

  private static boolean deleted(NDArray a) {
    return ((DeviceArray) a).isDeleted();
  }

  private static NDArray step(NDArray p, NDArray g) {
    return p.sub(g.mul(0.1)).mul(p);
  }

  /** Multiples of the lanes are computed in place, others in fresh memory; all are right. */
  @ParameterizedTest
  @ValueSource(ints = {129, 144, 200, 1024, 4097, 8192, 100_000, 262_144, 300_001})
  void resultIsRightInTheMemoryOfTheArgument(int n) {
    Jitted2<NDArray, NDArray, NDArray> f =
        jit((Function2<NDArray, NDArray, NDArray>) DonationTest::step).donating(0);
    float[] expected = step(numbers(n), numbers(n)).toFloatArray();
    NDArray p = numbers(n);
    NDArray g = numbers(n);
    List<Donation> plan = f.trace(p, g).compile().donations();
    long before = address(p);
    NDArray result = f.apply(p, g);
    assertArrayEquals(expected, result.toFloatArray(), 1e-5f);
    assertTrue(deleted(p));
    assertFalse(deleted(g));
    assertEquals(plan.getFirst().outcome() == Outcome.REUSED, address(result) == before);
    if (n % 64 == 0) {
      assertEquals(Outcome.REUSED, plan.getFirst().outcome());
    }
  }

  @Test
  void argumentThatIsReadAfterItsResultIsWrittenKeepsItsMemory() {
    Jitted1<NDArray, Tuple2<NDArray, NDArray>> f =
        jit((Function1<NDArray, Tuple2<NDArray, NDArray>>)
                x -> new Tuple2<>(x.add(1.0), x.reshape(64, 64).transpose().reshape(4096)))
            .donating(0);
    NDArray x = numbers(4096);
    float[] first = x.add(1.0).toFloatArray();
    float[] second = x.reshape(64, 64).transpose().reshape(4096).toFloatArray();
    Tuple2<NDArray, NDArray> r = f.apply(x);
    assertArrayEquals(first, r._1().toFloatArray());
    assertArrayEquals(second, r._2().toFloatArray());
  }

  @Test
  void reversedReadIsNotInPlace() {
    Jitted1<NDArray, NDArray> f =
        jit((Function1<NDArray, NDArray>) x -> flip(x).add(x)).donating(0);
    NDArray x = numbers(1024);
    float[] expected = flip(x).add(x).toFloatArray();
    assertArrayEquals(expected, f.apply(x).toFloatArray());
  }

  @Test
  void updateOfADonatedArrayCopiesNothing() {
    Jitted2<NDArray, NDArray, NDArray> f =
        jit((Function2<NDArray, NDArray, NDArray>)
                (x, v) -> Lax.dynamicUpdateSlice(x, v.reshape(1), List.of(NDArray.scalar(3))))
            .donating(0);
    NDArray x = numbers(5000);
    float[] expected = x.toFloatArray();
    expected[3] = 7;
    long before = address(x);
    NDArray y = f.apply(x, NDArray.of(new float[] {7}));
    assertArrayEquals(expected, y.toFloatArray());
    assertEquals(before, address(y));
  }

  @Test
  void arrayThatIsPassedTwiceIsNotOverwrittenWhileItIsRead() {
    Jitted2<NDArray, NDArray, NDArray> f =
        jit((Function2<NDArray, NDArray, NDArray>) (p, q) -> p.add(flip(q))).donating(0);
    NDArray x = numbers(1024);
    float[] expected = x.add(flip(x)).toFloatArray();
    assertArrayEquals(expected, f.apply(x, x).toFloatArray());
    assertTrue(deleted(x));
  }

  @Test
  void arrayThatTheFunctionCapturesIsNotOverwrittenWhileItIsRead() {
    NDArray x = numbers(1024);
    float[] expected = x.add(flip(x)).toFloatArray();
    Jitted1<NDArray, NDArray> f =
        jit((Function1<NDArray, NDArray>) p -> p.add(flip(x))).donating(0);
    assertArrayEquals(expected, f.apply(x).toFloatArray());
    assertThrows(JacobeanException.class, () -> f.apply(numbers(1024)));
  }

  @Test
  void laterUseNamesTheFunctionAndTheLine() {
    Jitted2<NDArray, NDArray, NDArray> f =
        jit((Function2<NDArray, NDArray, NDArray>) DonationTest::step).donating(0);
    NDArray p = numbers(1024);
    NDArray view = p.reshape(32, 32);
    f.apply(p, numbers(1024));
    for (NDArray gone : List.of(p, view)) {
      JacobeanException e = assertThrows(JacobeanException.class, () -> gone.sum());
      assertEquals("JX0561", e.code());
      assertTrue(e.getMessage().contains("was donated to step at DonationTest.java"));
    }
  }

  @Test
  void tinyArraysAreGivenUpToo() {
    Jitted1<NDArray, NDArray> f = jit((Function1<NDArray, NDArray>) x -> x.mul(2.0)).donating(0);
    NDArray x = numbers(4);
    assertEquals(Outcome.TINY, f.trace(x).compile().donations().getFirst().outcome());
    assertArrayEquals(x.mul(2.0).toFloatArray(), f.apply(x).toFloatArray());
    assertTrue(deleted(x));
  }

  @Test
  void resultOfAnotherTypeCannotTakeTheMemory() {
    Jitted1<NDArray, NDArray> f = jit((Function1<NDArray, NDArray>) x -> x.sum()).donating(0);
    assertEquals(
        "argument 0 f32[1024]: unused",
        f.trace(numbers(1024)).compile().donations().getFirst().toString());
  }

  @Test
  void trainingLoopStaysInTheSameMemory() {
    Function1<NDArray, NDArray> loss = p -> p.square().sum();
    Jitted1<NDArray, NDArray> f =
        jit((Function1<NDArray, NDArray>) p -> p.sub(grad(loss).apply(p).mul(0.25))).donating(0);
    NDArray p = numbers(65_536);
    float first = p.toFloatArray()[1];
    long where = address(p);
    for (int i = 0; i < 5; i++) {
      p = f.apply(p);
      assertEquals(where, address(p));
    }
    assertEquals(first / 32, p.toFloatArray()[1], 1e-6);
  }

  @Test
  void deletedArrayIsAnError() {
    DeviceArray x = (DeviceArray) numbers(10);
    x.delete();
    x.delete();
    assertTrue(x.isDeleted());
    JacobeanException e = assertThrows(JacobeanException.class, x::toFloatArray);
    assertEquals("JX0561", e.code());
  }

  @Test
  void unknownArgumentIsRefused() {
    Jitted1<NDArray, NDArray> f = jit((Function1<NDArray, NDArray>) x -> x.mul(2.0));
    JacobeanException e = assertThrows(JacobeanException.class, () -> f.donating(1));
    assertEquals("JX0560", e.code());
  }

  /** Inside another function a donating one is a call like any other. */
  @Test
  void nothingIsGivenUpInsideAnotherFunction() {
    Jitted1<NDArray, NDArray> f = jit((Function1<NDArray, NDArray>) x -> x.mul(2.0)).donating(0);
    NDArray x = numbers(1024);
    NDArray y = jit((Function1<NDArray, NDArray>) v -> f.apply(v).add(v)).apply(x);
    assertArrayEquals(x.mul(3.0).toFloatArray(), y.toFloatArray(), 1e-6f);
    assertFalse(deleted(x));
  }
}
