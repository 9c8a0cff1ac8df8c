package org.jacobean.collective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.backend.CollectiveEngine;
import org.jacobean.errors.BackendException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.CollectiveOp;
import org.jacobean.ir.op.NamedAxis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Devices that fail, part ways or do not come back end a run with the cause; nothing hangs. */
class MeshRunTest {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  private static final int N = 4;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AllReduce SUM = reduce(CollectiveOp.SUM);

  private static AllReduce reduce(CollectiveOp op) {
    return new AllReduce(op, List.of(new NamedAxis("i", N)));
  }

  @AfterEach
  void restore() {
    System.clearProperty("jacobean.collective.deadline");
  }

  private static NDArray collective(Collective op, NDArray x) {
    return CollectiveEngine.current(op).apply(op, List.of(x));
  }

  /** Runs a program that is given the number of its device. */
  private static List<List<NDArray>> run(IntFunction<NDArray> program) {
    UnaryOperator<List<NDArray>> body = in -> List.of(program.apply((int) in.get(0).itemLong()));
    return new MeshRun("f", Mesh.of("i", N), p -> List.of(NDArray.of(new int[] {p})), body)
        .execute();
  }

  private static NDArray ones(int n) {
    float[] v = new float[n];
    java.util.Arrays.fill(v, 1);
    return NDArray.of(v);
  }

  @Test
  void devicesMeet() {
    for (int size : new int[] {1, 100_000}) {
      List<List<NDArray>> out = run(_ -> collective(SUM, collective(SUM, ones(size))));
      assertEquals(N, out.size());
      float[] expected = new float[size];
      java.util.Arrays.fill(expected, N * N);
      out.forEach(o -> assertArrayEquals(expected, o.get(0).toFloatArray()));
    }
  }

  @Test
  void aFailureOfOneDeviceIsThatOfTheCall() {
    ShapeException cause = new ShapeException("JX0220", "of device 2");
    Throwable thrown =
        assertTimeoutPreemptively(
            SOON,
            () ->
                assertThrows(
                    JacobeanException.class,
                    () ->
                        run(
                            k -> {
                              if (k == 2) {
                                throw cause;
                              }
                              return collective(SUM, ones(3));
                            })));
    assertSame(cause, thrown);
    devicesMeet();
  }

  @Test
  void aForeignFailureIsWrapped() {
    BackendException e =
        assertThrows(
            BackendException.class,
            () ->
                run(
                    k -> {
                      if (k == 1) {
                        throw new ArithmeticException("by zero");
                      }
                      return collective(SUM, ones(50_000));
                    }));
    assertEquals(
        "JX0552: device cpu:1 failed in f: java.lang.ArithmeticException: by zero", e.getMessage());
    assertEquals(
        ArithmeticException.class, java.util.Objects.requireNonNull(e.getCause()).getClass());
  }

  @Test
  void anotherOperationIsNamed() {
    BackendException e =
        assertTimeoutPreemptively(
            SOON,
            () ->
                assertThrows(
                    BackendException.class,
                    () -> run(k -> collective(k == 3 ? reduce(CollectiveOp.MAX) : SUM, ones(3)))));
    assertEquals("JX0554", e.code());
    assertTrue(e.getMessage().contains("psum over ['i']"), e.getMessage());
    assertTrue(e.getMessage().contains("pmax over ['i']"), e.getMessage());
  }

  @Test
  void aDeviceThatLeavesOutACollectiveIsNamed() {
    BackendException e =
        assertTimeoutPreemptively(
            SOON,
            () ->
                assertThrows(
                    BackendException.class,
                    () -> run(k -> k == 0 ? ones(1) : collective(SUM, ones(1)))));
    assertEquals("JX0554", e.code());
    assertTrue(e.getMessage().contains("device cpu:0 has finished without it"), e.getMessage());
  }

  @Test
  void aDeviceThatDoesNotComeIsNamedAtTheDeadline() throws Exception {
    System.setProperty("jacobean.collective.deadline", "1");
    CountDownLatch never = new CountDownLatch(1);
    try {
      BackendException e =
          assertTimeoutPreemptively(
              SOON,
              () ->
                  assertThrows(
                      BackendException.class,
                      () ->
                          run(
                              k -> {
                                if (k == 1) {
                                  awaitUninterruptibly(never);
                                }
                                return collective(SUM, ones(1));
                              })));
      assertEquals("JX0553", e.code());
      assertTrue(e.getMessage().contains("psum over ['i']"), e.getMessage());
      assertTrue(e.getMessage().contains("[cpu:1]"), e.getMessage());
      // The device has another thread now.
      devicesMeet();
    } finally {
      never.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void outsideOfARunThereIsNoEngine() {
    BackendException e = assertThrows(BackendException.class, () -> collective(SUM, ones(1)));
    assertEquals("JX0481", e.code());
  }
}
