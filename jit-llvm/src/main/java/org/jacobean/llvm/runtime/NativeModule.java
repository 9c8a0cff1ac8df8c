package org.jacobean.llvm.runtime;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jacobean.errors.BackendException;

/**
 * Machine code in memory. The code is freed by {@link #close}, or when the module is no longer
 * reachable; whoever calls an address must keep the module reachable meanwhile.
 */
public final class NativeModule implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create(Thread.ofPlatform().daemon().factory());

  private final Map<String, Long> symbols;
  private final CompileTimings timings;
  private final double linkMillis;
  private final boolean cached;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Cleaner.Cleanable cleanable;

  NativeModule(JitLinker.Linked linked, JitLinker linker, ObjectCode object, double linkMillis) {
    this.symbols = Map.copyOf(linked.symbols());
    this.timings = object.timings();
    this.cached = object.cached();
    this.linkMillis = linkMillis;
    var dylib = linked.dylib();
    this.cleanable =
        CLEANER.register(
            this,
            () ->
                LlvmThreads.call(
                    () -> {
                      linker.release(dylib);
                      return dylib;
                    }));
  }

  /**
   * Address of a function that the module defines.
   *
   * @throws BackendException JX0506 if there is no such function, JX0509 if the module is closed
   */
  public long address(String symbol) {
    if (closed.get()) {
      throw new BackendException(
          "JX0509", "the native module of @" + symbol + " is closed; compile it again");
    }
    Long address = symbols.get(symbol);
    if (address == null) {
      throw new BackendException(
          "JX0506",
          "the compiled module has no function @" + symbol + "; it defines " + functions());
    }
    return address;
  }

  /**
   * The function as a zero-length segment, as {@link NativeCalls} takes it; see {@link #address}.
   */
  public MemorySegment function(String symbol) {
    return MemorySegment.ofAddress(address(symbol));
  }

  /** Names of the functions that the module defines. */
  public Set<String> functions() {
    return new TreeSet<>(symbols.keySet());
  }

  /** Compile time per stage; zero when the object came from the cache. */
  public CompileTimings timings() {
    return timings;
  }

  /** Wall time of linking, in milliseconds. */
  public double linkMillis() {
    return linkMillis;
  }

  /** Whether the object came from the disk cache. */
  public boolean cached() {
    return cached;
  }

  /** Frees the code. Calling a function of this module afterwards is undefined. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      cleanable.clean();
    }
  }
}
