package org.jacobean.llvm.kernel;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.jacobean.llvm.runtime.NativeCompiler;

/**
 * oneDNN for single precision and OpenBLAS for both, each present or absent with a reason. They run
 * on the calling thread only; this project's worker pool divides the work.
 *
 * @param oneDnn Intel's library, fastest for larger single-precision products
 * @param openBlas the BLAS and LAPACK
 * @param problems why a library is absent
 */
record TunedLibraries(
    Optional<TunedLibrary> oneDnn, Optional<TunedLibrary> openBlas, List<String> problems) {
  private static final Logger LOG = System.getLogger(TunedLibraries.class.getName());

  static final TunedLibraries NONE =
      new TunedLibraries(
          Optional.empty(), Optional.empty(), List.of("switched off by -Djacobean.blas=off"));

  static TunedLibraries open(NativeCompiler compiler) {
    List<String> problems = new ArrayList<>();
    Optional<TunedLibrary> oneDnn =
        attempt(problems, "oneDNN", TunedLibraries::openOneDnn, "dnnl_sgemm");
    Optional<TunedLibrary> openBlas =
        attempt(problems, "OpenBLAS", () -> openOpenBlas(compiler), "cblas_dgemm");
    return new TunedLibraries(oneDnn, openBlas, List.copyOf(problems));
  }

  private interface Opener {
    TunedLibrary open() throws Throwable;
  }

  private static Optional<TunedLibrary> attempt(
      List<String> problems, String name, Opener opener, String required) {
    try {
      long start = System.nanoTime();
      TunedLibrary library = opener.open();
      if (library.address(required).isEmpty()) {
        throw new IOException("it has no function " + required);
      }
      double ms = (System.nanoTime() - start) / 1e6;
      LOG.log(Level.DEBUG, () -> "%s loaded in %.0f ms".formatted(name, ms));
      return Optional.of(library);
    } catch (Throwable t) {
      // Whatever goes wrong in loading, the program runs on with this project's own kernels.
      problems.add(name + ": " + t);
      return Optional.empty();
    }
  }

  private static TunedLibrary openOneDnn() throws IOException {
    String platform = Loader.getPlatform();
    String library =
        platform.startsWith("windows")
            ? "dnnl.dll"
            : platform.startsWith("macosx") ? "libdnnl.3.dylib" : "libdnnl.so.3";
    return TunedLibrary.open(
        "oneDNN",
        "org/bytedeco/dnnl/" + platform + "/",
        List.of("libgomp.so.1", "libiomp5.dylib", "libiomp5md.dll"),
        library);
  }

  private static TunedLibrary openOpenBlas(NativeCompiler compiler) throws Throwable {
    String platform = Loader.getPlatform();
    // OpenBLAS takes every AMD processor for one without AVX-512, at half the speed.
    if (compiler.cpuName().startsWith("znver")
        && List.of("avx512f", "avx512bw", "avx512dq", "avx512vl").stream()
            .allMatch(compiler::hasFeature)) {
      setEnvironment("OPENBLAS_CORETYPE", "SkylakeX");
    }
    // Keeps it from starting threads of its own while it loads.
    setEnvironment("OPENBLAS_NUM_THREADS", "1");
    String library =
        platform.startsWith("windows")
            ? "libopenblas.dll"
            : platform.startsWith("macosx") ? "libopenblas.0.dylib" : "libopenblas.so.0";
    TunedLibrary opened =
        TunedLibrary.open(
            "OpenBLAS",
            "org/bytedeco/openblas/" + platform + "/",
            List.of(
                "libquadmath.so.0",
                "libgfortran.so.5",
                "libgcc_s.1.1.dylib",
                "libquadmath.0.dylib",
                "libgfortran.5.dylib",
                "libgcc_s_seh-1.dll",
                "libquadmath-0.dll",
                "libgfortran-5.dll"),
            library);
    var setThreads = opened.symbols().find("openblas_set_num_threads");
    if (setThreads.isPresent()) {
      Linker.nativeLinker()
          .downcallHandle(setThreads.get(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invoke(1);
    }
    return opened;
  }

  /** Sets a variable for native code unless the user has set it; Java's copy does not change. */
  private static void setEnvironment(String name, String value) throws Throwable {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
    if (System.getenv(name) != null || setenv.isEmpty()) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      int ignored =
          (int)
              linker
                  .downcallHandle(
                      setenv.get(),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT,
                          ValueLayout.ADDRESS,
                          ValueLayout.ADDRESS,
                          ValueLayout.JAVA_INT))
                  .invoke(arena.allocateFrom(name), arena.allocateFrom(value), 0);
    }
  }
}
