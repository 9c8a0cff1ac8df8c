package org.jacobean.llvm.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.jacobean.llvm.kernel.GemmCalls.Product;
import org.jacobean.llvm.runtime.WorkerPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlasTest {
  private static final WorkerPool POOL = WorkerPool.create(3);
  private static final Blas TUNED = Blas.create(POOL, true);
  private static final Blas OWN = Blas.create(POOL, false);

  @AfterAll
  static void stopPool() {
    POOL.close();
  }

  /** Row-major matrices of floats or doubles in native memory, filled with small random values. */
  private record Matrix(MemorySegment data, boolean isDouble) {
    static Matrix random(Arena arena, boolean isDouble, long length, Random random) {
      Matrix m = new Matrix(arena.allocate(Math.max(8, length * (isDouble ? 8 : 4)), 64), isDouble);
      for (long i = 0; i < length; i++) {
        m.set(i, random.nextInt(-8, 9) / 4.0);
      }
      return m;
    }

    double get(long i) {
      return isDouble
          ? data.getAtIndex(ValueLayout.JAVA_DOUBLE, i)
          : data.getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }

    void set(long i, double v) {
      if (isDouble) {
        data.setAtIndex(ValueLayout.JAVA_DOUBLE, i, v);
      } else {
        data.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) v);
      }
    }
  }

  private record Shape(int m, int n, int k, int padA, int padB, int padC) {}

  private static void check(
      Blas blas, String name, Shape s, boolean ta, boolean tb, double alpha, double beta) {
    boolean isDouble = name.startsWith("jx_d");
    long lda = Math.max(1, (ta ? s.m : s.k) + s.padA);
    long ldb = Math.max(1, (tb ? s.k : s.n) + s.padB);
    long ldc = Math.max(1, s.n + s.padC);
    Random random = new Random(s.hashCode());
    try (Arena arena = Arena.ofConfined()) {
      Matrix a = Matrix.random(arena, isDouble, (ta ? s.k : s.m) * lda, random);
      Matrix b = Matrix.random(arena, isDouble, (tb ? s.n : s.k) * ldb, random);
      Matrix c = Matrix.random(arena, isDouble, s.m * ldc, random);
      if (beta == 0) {
        for (long i = 0; i < s.m * ldc; i++) {
          c.set(i, Double.NaN);
        }
      }
      double[] expected = new double[Math.toIntExact(s.m * ldc)];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = c.get(i);
      }
      for (int i = 0; i < s.m; i++) {
        for (int j = 0; j < s.n; j++) {
          double sum = 0;
          for (int p = 0; p < s.k; p++) {
            sum += a.get(ta ? p * lda + i : i * lda + p) * b.get(tb ? j * ldb + p : p * ldb + j);
          }
          int at = Math.toIntExact(i * ldc + j);
          expected[at] = alpha * sum + (beta == 0 ? 0 : beta * expected[at]);
        }
      }
      GemmCalls.call(
          blas,
          name,
          new Product(
              ta,
              tb,
              s.m,
              s.n,
              s.k,
              alpha,
              a.data.address(),
              lda,
              b.data.address(),
              ldb,
              beta,
              c.data.address(),
              ldc));
      for (int i = 0; i < expected.length; i++) {
        // small multiples of 1/64: exact in both types
        int at = i;
        assertEquals(
            expected[i],
            c.get(i),
            () ->
                "%s %s ta=%b tb=%b alpha=%s beta=%s at %d"
                    .formatted(name, s, ta, tb, alpha, beta, at));
      }
    }
  }

  private static void checkAll(Blas blas, String name, Shape shape) {
    for (boolean ta : new boolean[] {false, true}) {
      for (boolean tb : new boolean[] {false, true}) {
        check(blas, name, shape, ta, tb, 1, 0);
        check(blas, name, shape, ta, tb, 0.5, 1);
        check(blas, name, shape, ta, tb, -2, 0.25);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jx_sgemm", "jx_dgemm", "jx_sgemm_parallel", "jx_dgemm_parallel"})
  void productsOfAllShapesEqualTheDefinition(String name) {
    for (Blas blas : new Blas[] {TUNED, OWN}) {
      for (int size : new int[] {1, 2, 3, 4, 5, 7, 16, 17, 33, 65}) {
        checkAll(blas, name, new Shape(size, size, size, 0, 0, 0));
        checkAll(blas, name, new Shape(size, 1, 9, 1, 2, 3));
        checkAll(blas, name, new Shape(1, size, 9, 0, 0, 0));
        checkAll(blas, name, new Shape(3, 5, size * 3, 2, 1, 0));
        checkAll(blas, name, new Shape(size, 70 - size, 130, 3, 0, 5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jx_sgemm_parallel", "jx_dgemm_parallel"})
  void blocksCoverTheWholeProduct(String name) {
    for (Blas blas : new Blas[] {TUNED, OWN}) {
      checkAll(blas, name, new Shape(301, 37, 61, 1, 2, 3));
      checkAll(blas, name, new Shape(29, 533, 50, 1, 2, 3));
      checkAll(blas, name, new Shape(129, 129, 65, 0, 0, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jx_sgemm", "jx_dgemm", "jx_sgemm_parallel", "jx_dgemm_parallel"})
  void emptyDimensionsAreAllowed(String name) {
    for (Blas blas : new Blas[] {TUNED, OWN}) {
      for (Shape s :
          new Shape[] {
            new Shape(0, 3, 4, 0, 0, 0), new Shape(3, 0, 4, 0, 0, 1), new Shape(3, 4, 0, 0, 0, 1)
          }) {
        checkAll(blas, name, s);
      }
      check(blas, name, new Shape(4, 5, 6, 0, 0, 0), false, false, 0, 0);
      check(blas, name, new Shape(4, 5, 6, 0, 0, 0), false, false, 0, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "d"})
  void batchesEqualSingleProducts(String letter) {
    boolean isDouble = letter.equals("d");
    Random random = new Random(5);
    for (Blas blas : new Blas[] {TUNED, OWN}) {
      for (int[] d :
          new int[][] {
            {0, 3, 3, 3},
            {1, 5, 6, 7},
            {5, 3, 4, 6},
            {70, 32, 33, 34},
            {3, 70, 80, 90},
            {40, 1, 64, 64}
          }) {
        long count = d[0];
        long m = d[1];
        long n = d[2];
        long k = d[3];
        for (boolean sharedB : new boolean[] {false, true}) {
          try (Arena arena = Arena.ofConfined()) {
            Matrix a = Matrix.random(arena, isDouble, count * m * k, random);
            Matrix b = Matrix.random(arena, isDouble, count * k * n, random);
            Matrix c = Matrix.random(arena, isDouble, count * m * n, random);
            Matrix e = Matrix.random(arena, isDouble, count * m * n, random);
            long bytes = isDouble ? 8 : 4;
            long sb = sharedB ? 0 : k * n;
            for (long i = 0; i < count; i++) {
              GemmCalls.call(
                  OWN,
                  "jx_" + letter + "gemm",
                  new Product(
                      false,
                      false,
                      m,
                      n,
                      k,
                      1,
                      a.data.address() + i * m * k * bytes,
                      k,
                      b.data.address() + i * sb * bytes,
                      n,
                      0,
                      e.data.address() + i * m * n * bytes,
                      n));
            }
            GemmCalls.batched(
                blas,
                "jx_" + letter + "gemm_batched",
                new Product(
                    false,
                    false,
                    m,
                    n,
                    k,
                    1,
                    a.data.address(),
                    k,
                    b.data.address(),
                    n,
                    0,
                    c.data.address(),
                    n),
                count,
                m * k,
                sb,
                m * n);
            for (long i = 0; i < count * m * n; i++) {
              assertEquals(e.get(i), c.get(i));
            }
          }
        }
      }
    }
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() {
    long n = 300;
    Random random = new Random(1);
    try (Arena arena = Arena.ofConfined();
        WorkerPool one = WorkerPool.create(1)) {
      MemorySegment a = arena.allocate(n * n * 4, 64);
      MemorySegment b = arena.allocate(n * n * 4, 64);
      for (long i = 0; i < n * n; i++) {
        a.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat());
        b.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat());
      }
      Blas serial = Blas.create(one, true);
      MemorySegment expected = arena.allocate(n * n * 4, 64);
      GemmCalls.call(serial, "jx_sgemm_parallel", square(n, a, b, expected));
      for (int round = 0; round < 20; round++) {
        MemorySegment c = arena.allocate(n * n * 4, 64);
        GemmCalls.call(TUNED, "jx_sgemm_parallel", square(n, a, b, c));
        assertEquals(-1, c.mismatch(expected));
      }
    }
  }

  private static Product square(long n, MemorySegment a, MemorySegment b, MemorySegment c) {
    return new Product(false, false, n, n, n, 1, a.address(), n, b.address(), n, 0, c.address(), n);
  }

  @Test
  void missingLibrariesAreCountedAndExplained() {
    assertTrue(Blas.fallbackCount() > 0);
    assertFalse(OWN.isTuned());
    assertFalse(OWN.problems().isEmpty());
    assertTrue(OWN.libraryFunction("cblas_dgemm").isEmpty());
    assertTrue(OWN.toString().contains("no oneDNN"));
  }

  @Test
  void libraryFunctionsAreFoundByName() {
    assertEquals(TUNED.isTuned(), TUNED.libraryFunction("cblas_dgemm").isPresent());
    assertEquals(TUNED.isTuned(), TUNED.libraryFunction("dpotrf_").isPresent());
    assertTrue(TUNED.libraryFunction("no_such_function").isEmpty());
  }
}
