package org.jacobean.llvm.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.llvm.global.LLVM;
import org.jacobean.errors.BackendException;

/**
 * The one place where LLVM's native library is loaded. Loading happens once, at first use, and any
 * linkage error is turned into a reason that can be asked for.
 *
 * <p>{@code -Djacobean.llvm=off} makes the library unavailable on purpose.
 */
public final class NativeLibraries {
  private static final Logger LOG = System.getLogger(NativeLibraries.class.getName());

  private NativeLibraries() {}

  /** Loaded by the class initialiser so that concurrent first uses load once. */
  private static final class State {
    static final Optional<String> REASON = load();

    private static Optional<String> load() {
      if ("off".equalsIgnoreCase(System.getProperty("jacobean.llvm", ""))) {
        return Optional.of("switched off by -Djacobean.llvm=off");
      }
      try {
        // JavaCPP's own limit counts all memory of the process against 4 x Xmx, arrays included,
        // and would fail compilations although there is plenty.
        if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null
            && System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
          System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        }
        long start = System.nanoTime();
        Loader.load(LLVM.class);
        LlvmTarget.initialize();
        double ms = (System.nanoTime() - start) / 1e6;
        LOG.log(
            Level.DEBUG,
            () ->
                "LLVM %s ready in %.0f ms for %s (%s)"
                    .formatted(
                        LlvmTarget.version(), ms, LlvmTarget.triple(), LlvmTarget.cpuName()));
        return Optional.empty();
      } catch (LinkageError | RuntimeException e) {
        String reason = describe(e);
        LOG.log(Level.WARNING, "LLVM is not available: " + reason);
        return Optional.of(reason);
      }
    }
  }

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  /**
   * Starts loading LLVM on a thread of its own, since that takes longer than tracing a small
   * program, and returns at once.
   *
   * @return why native code cannot be compiled, as far as that is known by now: empty when the
   *     library is there, though loading it may still fail
   */
  public static Optional<String> startLoading() {
    if ("off".equalsIgnoreCase(System.getProperty("jacobean.llvm", "")) || !isOnClassPath()) {
      return unavailableReason();
    }
    if (STARTED.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("jacobean-start").start(NativeCompiler::warmUp);
    }
    return Optional.empty();
  }

  private static boolean isOnClassPath() {
    String file =
        "org/bytedeco/llvm/" + Loader.getPlatform() + "/" + System.mapLibraryName("jniLLVM");
    ClassLoader own = NativeLibraries.class.getClassLoader();
    return (own != null && own.getResource(file) != null)
        || ClassLoader.getSystemResource(file) != null;
  }

  /** Whether native code can be compiled in this process. Never throws. */
  public static boolean isAvailable() {
    return unavailableReason().isEmpty();
  }

  /** Why native code cannot be compiled; empty when it can. Never throws. */
  public static Optional<String> unavailableReason() {
    return State.REASON;
  }

  /**
   * Fails with a clear error unless native code can be compiled.
   *
   * @throws BackendException JX0501 with the reason
   */
  public static void require() {
    unavailableReason()
        .ifPresent(
            reason -> {
              throw new BackendException(
                  "JX0501",
                  "native code generation is not available: "
                      + reason
                      + "; add the org.bytedeco:llvm artifact with the classifier of this platform"
                      + " to the class path");
            });
  }

  private static String describe(Throwable error) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = error; t != null; t = t.getCause()) {
      text.append(text.isEmpty() ? "" : "; caused by ").append(t.getClass().getSimpleName());
      if (t.getMessage() != null) {
        text.append(": ").append(t.getMessage());
      }
    }
    return text.toString();
  }
}
