package org.jacobean.llvm.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jacobean.DType;
import org.jacobean.errors.BackendException;
import org.jacobean.llvm.runtime.CompileOptions;
import org.jacobean.llvm.runtime.Lazy;
import org.jacobean.llvm.runtime.NativeCompiler;
import org.jacobean.llvm.runtime.NativeModule;
import org.jacobean.llvm.runtime.WorkerPool;

/**
 * Matrix products for compiled programs, by address. For {@code x} one of {@code s} (float) and
 * {@code d} (double), with element type {@code T}, row-major storage and {@code C = alpha * op(A) *
 * op(B) + beta * C}:
 *
 * <pre>
 * void jx_xgemm          (i8 transA, i8 transB, i64 m, i64 n, i64 k, T alpha, ptr A, i64 lda,
 *                         ptr B, i64 ldb, T beta, ptr C, i64 ldc)
 * void jx_xgemm_parallel (the same)
 * void jx_xgemm_batched  (the same, i64 batch, i64 strideA, i64 strideB, i64 strideC)
 * </pre>
 *
 * <p>{@code op(A)} is {@code m} by {@code k}, {@code op(B)} is {@code k} by {@code n}; {@code
 * trans} is 0 or 1; strides count elements, and those of {@code A} and {@code B} may be 0. Sizes of
 * 0 are allowed; {@code C} is not read when {@code beta} is 0 and must not overlap the operands.
 * The parallel and batched forms use the worker pool when the product is large enough; they must
 * not be reached from a critical call. Nothing is checked: the compiler that emits the call knows
 * the shapes.
 *
 * <p>{@code -Djacobean.blas=off} keeps the tuned libraries out.
 */
public final class Blas {
  private static final Logger LOG = System.getLogger(Blas.class.getName());
  private static final AtomicLong FALLBACKS = new AtomicLong();

  private final TunedLibraries libraries;

  /** Kept reachable because the modules call its upcall stub. */
  private final WorkerPool pool;

  private final Lazy<NativeModule> single;
  private final Lazy<NativeModule> dbl;

  private Blas(TunedLibraries libraries, NativeCompiler compiler, WorkerPool pool) {
    this.libraries = libraries;
    this.pool = pool;
    this.single = Lazy.of(() -> module('s', compiler));
    this.dbl = Lazy.of(() -> module('d', compiler));
  }

  private NativeModule module(char letter, NativeCompiler compiler) {
    String text = GemmIr.module(letter, libraries, compiler.hasFeature("avx512f"));
    return compiler.load(text, CompileOptions.O2, needed());
  }

  private static final Lazy<Blas> SHARED =
      Lazy.of(() -> create(WorkerPool.shared(), librariesWanted()));

  private static boolean librariesWanted() {
    return !"off".equalsIgnoreCase(System.getProperty("jacobean.blas", ""));
  }

  /**
   * The kernels of this process, on the shared worker pool.
   *
   * @throws BackendException JX0501 if LLVM cannot be loaded
   */
  public static Blas instance() {
    return SHARED.get();
  }

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  /**
   * Starts loading the libraries on a thread of its own and returns at once: a program that needs
   * them is lowered and compiled meanwhile.
   *
   * @param dtype of the products, float32 or float64
   */
  public static void startLoading(DType dtype) {
    if (STARTED.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .daemon()
          .name("jacobean-start-blas")
          .start(
              () -> {
                try {
                  instance().externals(dtype);
                } catch (BackendException e) {
                  // Whoever links a product next gets the error.
                  LOG.log(Level.DEBUG, "the matrix libraries cannot be started", e);
                }
              });
    }
  }

  /** Kernels on a pool of their own, with or without the tuned libraries. */
  static Blas create(WorkerPool pool, boolean tuned) {
    NativeCompiler compiler = NativeCompiler.instance();
    TunedLibraries libraries = tuned ? TunedLibraries.open(compiler) : TunedLibraries.NONE;
    if (!libraries.problems().isEmpty()) {
      // Once per process: later pools meet the same problem.
      if (FALLBACKS.getAndIncrement() == 0) {
        LOG.log(
            Level.WARNING,
            "matrix products use this library's own, slower kernels: "
                + String.join("; ", libraries.problems()));
      }
    }
    return new Blas(libraries, compiler, pool);
  }

  /** How many times kernels were set up with a tuned library missing. */
  public static long fallbackCount() {
    return FALLBACKS.get();
  }

  private Map<String, Long> needed() {
    Map<String, Long> needed = new LinkedHashMap<>();
    needed.put("jx_parallel_for", pool.parallelForAddress());
    for (String name :
        List.of(
            "dnnl_sgemm",
            "omp_get_max_threads",
            "omp_set_num_threads",
            "cblas_sgemm",
            "cblas_sgemv",
            "cblas_dgemv",
            "cblas_dgemm")) {
      libraryFunction(name).ifPresent(address -> needed.put(name, address));
    }
    return needed;
  }

  /**
   * Names and addresses of the functions of one element type, to be given to {@link
   * NativeCompiler#link}; compiled when they are first asked for. They are valid as long as this
   * object is reachable; the shared one always is.
   *
   * @param dtype float32 or float64
   */
  public Map<String, Long> externals(DType dtype) {
    NativeModule module = (dtype == DType.FLOAT32 ? single : dbl).get();
    Map<String, Long> found = new LinkedHashMap<>();
    module.functions().forEach(name -> found.put(name, module.address(name)));
    return found;
  }

  /** Address of a function of OpenBLAS (BLAS, CBLAS, LAPACK) or oneDNN by its C name. */
  public OptionalLong libraryFunction(String name) {
    OptionalLong address =
        libraries.openBlas().map(l -> l.address(name)).orElse(OptionalLong.empty());
    return address.isPresent()
        ? address
        : libraries.oneDnn().map(l -> l.address(name)).orElse(OptionalLong.empty());
  }

  /** Whether products of floats and of doubles both run in a tuned library. */
  public boolean isTuned() {
    return libraries.openBlas().isPresent();
  }

  /** Why a tuned library is missing; empty if none is. */
  public List<String> problems() {
    return libraries.problems();
  }

  /** Names of the libraries in use. */
  @Override
  public String toString() {
    return "Blas["
        + libraries.oneDnn().map(TunedLibrary::name).orElse("no oneDNN")
        + ", "
        + libraries.openBlas().map(TunedLibrary::name).orElse("no OpenBLAS")
        + ", "
        + pool.threads()
        + " threads]";
  }
}
