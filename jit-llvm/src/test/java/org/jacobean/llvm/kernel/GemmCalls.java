package org.jacobean.llvm.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.DType;

/** Calls the functions of {@link Blas} from tests. */
final class GemmCalls {
  private static final MethodHandle FLOAT = handle(ValueLayout.JAVA_FLOAT, false);
  private static final MethodHandle DOUBLE = handle(ValueLayout.JAVA_DOUBLE, false);
  private static final MethodHandle FLOAT_BATCHED = handle(ValueLayout.JAVA_FLOAT, true);
  private static final MethodHandle DOUBLE_BATCHED = handle(ValueLayout.JAVA_DOUBLE, true);

  private GemmCalls() {}

  private static MethodHandle handle(ValueLayout type, boolean batched) {
    List<MemoryLayout> all =
        new ArrayList<>(
            List.of(
                ValueLayout.JAVA_BYTE,
                ValueLayout.JAVA_BYTE,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                type,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                type,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG));
    if (batched) {
      for (int i = 0; i < 4; i++) {
        all.add(ValueLayout.JAVA_LONG);
      }
    }
    return Linker.nativeLinker()
        .downcallHandle(FunctionDescriptor.ofVoid(all.toArray(MemoryLayout[]::new)));
  }

  /** One product: what is transposed, sizes, scales, addresses and leading dimensions. */
  record Product(
      boolean transA,
      boolean transB,
      long m,
      long n,
      long k,
      double alpha,
      long a,
      long lda,
      long b,
      long ldb,
      double beta,
      long c,
      long ldc) {}

  private static MemorySegment function(Blas blas, String name) {
    DType dtype = name.startsWith("jx_s") ? DType.FLOAT32 : DType.FLOAT64;
    return MemorySegment.ofAddress(blas.externals(dtype).get(name));
  }

  static void call(Blas blas, String name, Product p) {
    MemorySegment function = function(blas, name);
    byte ta = (byte) (p.transA ? 1 : 0);
    byte tb = (byte) (p.transB ? 1 : 0);
    try {
      if (name.startsWith("jx_s")) {
        FLOAT.invokeExact(
            function,
            ta,
            tb,
            p.m,
            p.n,
            p.k,
            (float) p.alpha,
            p.a,
            p.lda,
            p.b,
            p.ldb,
            (float) p.beta,
            p.c,
            p.ldc);
      } else {
        DOUBLE.invokeExact(
            function, ta, tb, p.m, p.n, p.k, p.alpha, p.a, p.lda, p.b, p.ldb, p.beta, p.c, p.ldc);
      }
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  static void batched(Blas blas, String name, Product p, long count, long sa, long sb, long sc) {
    MemorySegment function = function(blas, name);
    byte ta = (byte) (p.transA ? 1 : 0);
    byte tb = (byte) (p.transB ? 1 : 0);
    try {
      if (name.startsWith("jx_s")) {
        FLOAT_BATCHED.invokeExact(
            function,
            ta,
            tb,
            p.m,
            p.n,
            p.k,
            (float) p.alpha,
            p.a,
            p.lda,
            p.b,
            p.ldb,
            (float) p.beta,
            p.c,
            p.ldc,
            count,
            sa,
            sb,
            sc);
      } else {
        DOUBLE_BATCHED.invokeExact(
            function, ta, tb, p.m, p.n, p.k, p.alpha, p.a, p.lda, p.b, p.ldb, p.beta, p.c, p.ldc,
            count, sa, sb, sc);
      }
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }
}
