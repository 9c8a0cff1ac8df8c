package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.transforms.Transforms;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reading elements and dropping arrays leave no memory behind. */
class MemoryTest {
  /**
   * More than the garbage that the allocator lets pile up between collections where these are slow,
   * which is 1 GiB; less than half of all arrays dropped.
   */
  private static final long SLACK = 3L << 29;

  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.isReadable(status), "no /proc on this system");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new AssertionError("no VmRSS");
  }

  @Test
  void readingElementsKeepsNoMemory() throws IOException {
    readElements(100_000);
  }

  @Test
  void droppedArraysGiveTheirMemoryBack() throws IOException {
    dropArrays(100_000, 9000);
  }

  @Test
  @Tag("slow")
  void readingAMillionElementsKeepsNoMemory() throws IOException {
    readElements(1_000_000);
  }

  @Test
  @Tag("slow")
  void aMillionDroppedArraysGiveTheirMemoryBack() throws IOException {
    dropArrays(1_000_000, 1024);
  }

  private static void readElements(int n) throws IOException {
    NDArray x = Transforms.jit((NDArray a) -> a.add(1.0).sum()).apply(NDArray.of(new double[] {2}));
    double sum = 0;
    for (int i = 0; i < n / 10; i++) {
      sum += x.item();
    }
    long before = resident();
    for (int i = n / 10; i < n; i++) {
      sum += x.item();
    }
    assertEquals(3.0 * n, sum);
    long grown = resident() - before;
    assertTrue(grown < (160L << 20), () -> (grown >> 20) + " MB more");
  }

  private static void dropArrays(int n, int size) throws IOException {
    Function1<NDArray, NDArray> f = Transforms.jit((NDArray a) -> a.add(1.0));
    NDArray x = NDArray.full(DType.FLOAT32, Shape.of(size), 0);
    for (int i = 0; i < n / 10; i++) {
      x = f.apply(x);
    }
    long before = resident();
    for (int i = n / 10; i < n; i++) {
      x = f.apply(x);
    }
    long grown = resident() - before;
    assertEquals(n, x.toDoubleArray()[1023]);
    assertTrue(grown < SLACK, () -> (grown >> 20) + " MB more after " + n + " arrays");
  }
}
