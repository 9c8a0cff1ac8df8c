package org.jacobean.jit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jacobean.backend.Backend;
import org.jacobean.backend.Backends;
import org.jacobean.backend.CompileReport;
import org.jacobean.backend.Executable;
import org.jacobean.errors.BackendException;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.Jaxpr;
import org.jacobean.optimize.Optimizer;

/**
 * From a jaxpr without constvars to something that runs: the one place where programs are optimized
 * and compiled.
 */
final class Compiler {
  private static final System.Logger LOG = System.getLogger("org.jacobean.jit");

  /**
   * With {@code -Djacobean.jit.strict=true} a program that the back end cannot compile is an error,
   * not a warning.
   */
  private static final boolean STRICT = Boolean.getBoolean("jacobean.jit.strict");

  private static final AtomicBoolean WARNED = new AtomicBoolean();
  private static final AtomicLong COMPILATIONS = new AtomicLong();
  private static final AtomicLong FALLBACKS = new AtomicLong();
  private static final BoundedCache<Key, Program> PROGRAMS = new BoundedCache<>(1024);

  private record Key(Jaxpr jaxpr, Set<Integer> donated) {}

  private Compiler() {}

  /** A compiled program with its optimized jaxpr and the time that took, in milliseconds. */
  record Program(Executable executable, Jaxpr optimized, double optimizeMillis) {}

  /** Programs compiled so far. */
  static long compilations() {
    return COMPILATIONS.get();
  }

  /** Programs that run on the reference evaluator though it was not asked for. */
  static long fallbacks() {
    return FALLBACKS.get();
  }

  /** The optimized program. */
  static Jaxpr optimize(Jaxpr jaxpr) {
    return Optimizer.optimize(jaxpr);
  }

  /**
   * Compiles a program; an equal one is compiled once.
   *
   * @param donated positions of the arguments that the caller gives up
   */
  static Program compile(Jaxpr jaxpr, String name, Set<Integer> donated) {
    return PROGRAMS.get(
        new Key(jaxpr, donated),
        () -> {
          long start = System.nanoTime();
          COMPILATIONS.incrementAndGet();
          Jaxpr optimized = optimize(jaxpr);
          double millis = (System.nanoTime() - start) / 1e6;
          return new Program(run(optimized, name, donated), optimized, millis);
        });
  }

  private static Executable run(Jaxpr jaxpr, String name, Set<Integer> donated) {
    Backend backend = Backends.current();
    if (backend == ReferenceBackend.INSTANCE) {
      noteMissingBackend();
      return backend.compile(jaxpr, name);
    }
    try {
      return donated.isEmpty()
          ? backend.compile(jaxpr, name)
          : backend.compile(jaxpr, name, donated);
    } catch (BackendException e) {
      if (STRICT) {
        throw e;
      }
      FALLBACKS.incrementAndGet();
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} cannot be compiled by back end {1} and runs on the slow reference evaluator: {2}",
          name,
          backend.name(),
          e.getMessage());
      return ReferenceBackend.INSTANCE.compile(jaxpr, name);
    }
  }

  private static void noteMissingBackend() {
    if (System.getProperty("jacobean.backend", "").equals(ReferenceBackend.INSTANCE.name())) {
      return;
    }
    FALLBACKS.incrementAndGet();
    if (WARNED.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no native back end is available: jitted functions run on the slow reference evaluator;"
              + " put the module org.jacobean.llvm and its natives on the path");
    }
  }

  /** A report that has the stages of this module in front of the back end's. */
  static CompileReport report(double traceMillis, Program program, Jaxpr traced) {
    CompileReport own = program.executable().report();
    Map<String, Double> millis = new LinkedHashMap<>();
    millis.put("trace", traceMillis);
    millis.put("optimize", program.optimizeMillis());
    millis.putAll(own.millis());
    Map<String, String> text = new LinkedHashMap<>();
    text.put("jaxpr", traced.toString());
    text.put("optimized", program.optimized().toString());
    text.putAll(own.text());
    return new CompileReport(
        own.backend(),
        millis,
        text,
        own.scratchBytes(),
        own.fromCache(),
        own.codeBytes(),
        own.reused());
  }
}
