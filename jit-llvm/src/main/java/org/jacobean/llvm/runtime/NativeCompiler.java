package org.jacobean.llvm.runtime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jacobean.errors.BackendException;
import org.jacobean.llvm.cache.ObjectCache;

/**
 * LLVM IR text to machine code in memory, for the CPU of this process.
 *
 * <p>Every module is verified before anything else is done with it; IR that does not parse or
 * verify, that cannot be compiled, or that does not link becomes a {@link BackendException}, and
 * nothing is printed. Safe for use by many threads; each compilation has its own LLVM context.
 *
 * <p>Functions in the IR should be {@code nounwind}; otherwise unwind tables are made and
 * registered, which costs link time and memory.
 */
public final class NativeCompiler {
  private static final System.Logger LOG = System.getLogger(NativeCompiler.class.getName());

  private final Optional<ObjectCache> cache;
  private final JitLinker linker;

  private static final Lazy<NativeCompiler> SHARED =
      Lazy.of(
          () ->
              new NativeCompiler(
                  Optional.of(ObjectCache.standard()), LlvmThreads.call(JitLinker::new)));

  /** Bounds the number of compilations at work, since each takes megabytes. */
  private static final Semaphore SLOTS =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

  private NativeCompiler(Optional<ObjectCache> cache, JitLinker linker) {
    this.cache = cache;
    this.linker = linker;
  }

  /**
   * The compiler of this process, with the standard disk cache.
   *
   * @throws BackendException JX0501 if LLVM cannot be loaded
   */
  public static NativeCompiler instance() {
    NativeLibraries.require();
    return SHARED.get();
  }

  /**
   * Loads LLVM and sends a trivial module through every stage, so that the first program does not
   * wait for that. Never throws: whoever compiles next gets the error.
   */
  static void warmUp() {
    try {
      instance()
          .load(
              "define void @jx_warm() nounwind {\n  ret void\n}\n", CompileOptions.LIGHT, Map.of())
          .close();
    } catch (BackendException e) {
      LOG.log(System.Logger.Level.DEBUG, "LLVM cannot be started", e);
    }
  }

  /** The same compiler with another disk cache, or none; linked modules share one memory. */
  public NativeCompiler withCache(Optional<ObjectCache> other) {
    return new NativeCompiler(other, linker);
  }

  /** The disk cache in use, if any. */
  public Optional<ObjectCache> cache() {
    return cache;
  }

  /** LLVM's version, such as {@code 20.1.7}. */
  public String llvmVersion() {
    return LlvmTarget.version();
  }

  /** LLVM's name of this CPU, such as {@code znver5}. */
  public String cpuName() {
    return LlvmTarget.cpuName();
  }

  /** LLVM's feature string of this CPU, such as {@code +avx2,-avx512f,…}. */
  public String cpuFeatures() {
    return LlvmTarget.features();
  }

  /** Whether this CPU has a feature, by LLVM's name ({@code avx512f}, {@code neon}, …). */
  public boolean hasFeature(String name) {
    return ("," + LlvmTarget.features() + ",").contains(",+" + name + ",");
  }

  /** LLVM's target triple of this machine. */
  public String triple() {
    return LlvmTarget.triple();
  }

  /**
   * Compiles a module, or reads the result of an earlier compilation from the disk cache.
   *
   * @param ir LLVM IR in text form; target and data layout are set here
   * @param options passes and code generation level
   * @throws BackendException JX0502 (syntax), JX0503 (verification; names the function), JX0504
   *     (passes or code generation)
   */
  public ObjectCode compile(String ir, CompileOptions options) {
    return cache.flatMap(c -> lookup(c, key(ir, options))).orElseGet(() -> compileNow(ir, options));
  }

  /**
   * Compiles several modules at the same time.
   *
   * @return the objects in the order of the modules
   * @throws BackendException as {@link #compile}; the first failure in order
   */
  public List<ObjectCode> compileAll(List<String> modules, CompileOptions options) {
    List<CompletableFuture<ObjectCode>> jobs = new ArrayList<>();
    for (String ir : modules) {
      jobs.add(
          cache
              .flatMap(c -> lookup(c, key(ir, options)))
              .map(CompletableFuture::completedFuture)
              .orElseGet(() -> start(ir, options)));
    }
    List<ObjectCode> objects = new ArrayList<>();
    for (CompletableFuture<ObjectCode> job : jobs) {
      objects.add(LlvmThreads.join(job));
    }
    return objects;
  }

  /**
   * Puts an object into memory.
   *
   * @param object what {@link #compile} made
   * @param externals addresses of the functions that the IR only declares; the C library's and the
   *     C math library's are found without
   * @throws BackendException JX0505 naming each unresolved symbol
   */
  public NativeModule link(ObjectCode object, Map<String, Long> externals) {
    long start = System.nanoTime();
    JitLinker.Linked linked = LlvmThreads.call(() -> linker.link(object, externals));
    return new NativeModule(linked, linker, object, (System.nanoTime() - start) / 1e6);
  }

  /**
   * {@link #compile} followed by {@link #link}.
   *
   * @throws BackendException as these two
   */
  public NativeModule load(String ir, CompileOptions options, Map<String, Long> externals) {
    return link(compile(ir, options), externals);
  }

  /** The assembly text of a module, for people; never cached. Errors as {@link #compile}. */
  public String assembly(String ir, CompileOptions options) {
    return LlvmThreads.call(
        () -> new ModuleCompiler(ir, options).text(ModuleCompiler.Output.ASSEMBLY));
  }

  /** The IR after the passes, for people; never cached. Errors as {@link #compile}. */
  public String optimizedIr(String ir, CompileOptions options) {
    return LlvmThreads.call(() -> new ModuleCompiler(ir, options).text(ModuleCompiler.Output.IR));
  }

  private ObjectCode compileNow(String ir, CompileOptions options) {
    return LlvmThreads.join(start(ir, options));
  }

  private CompletableFuture<ObjectCode> start(String ir, CompileOptions options) {
    SLOTS.acquireUninterruptibly();
    CompletableFuture<ObjectCode> job;
    try {
      job = LlvmThreads.submit(() -> new ModuleCompiler(ir, options).object());
    } catch (RuntimeException | Error e) {
      SLOTS.release();
      throw e;
    }
    return job.whenComplete(
        (object, error) -> {
          SLOTS.release();
          if (object != null) {
            cache.ifPresent(c -> c.put(key(ir, options), object.toBytes()));
          }
        });
  }

  private static Optional<ObjectCode> lookup(ObjectCache cache, String key) {
    return cache.get(key).flatMap(block -> decode(cache, key, block));
  }

  private static Optional<ObjectCode> decode(ObjectCache cache, String key, byte[] block) {
    try {
      return Optional.of(ObjectCode.fromBytes(block));
    } catch (IOException e) {
      cache.remove(key);
      return Optional.empty();
    }
  }

  private static String key(String ir, CompileOptions options) {
    return ObjectCache.key(
        ir,
        LlvmTarget.version(),
        LlvmTarget.triple(),
        LlvmTarget.cpuName(),
        LlvmTarget.features(),
        options.passes(),
        Integer.toString(options.codegenLevel()));
  }
}
