package org.jacobean.llvm.runtime;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls to compiled functions by address. All arguments are 64-bit integers, an address among them
 * as its value; the functions return nothing. Handles are constants, so that a call costs about 7
 * ns (2.6 ns critical).
 *
 * <p>A <em>critical</em> call does not let the garbage collector run until it returns and must not
 * call back into Java: use it only for functions that take a few microseconds at most.
 */
public final class NativeCalls {
  private static final MethodHandle CALL1 = handle(1);
  private static final MethodHandle CALL2 = handle(2);
  private static final MethodHandle CALL3 = handle(3);
  private static final MethodHandle CRITICAL1 = handle(1, Linker.Option.critical(false));
  private static final MethodHandle CRITICAL2 = handle(2, Linker.Option.critical(false));
  private static final MethodHandle CRITICAL3 = handle(3, Linker.Option.critical(false));

  private NativeCalls() {}

  private static MethodHandle handle(int arguments, Linker.Option... options) {
    ValueLayout[] layouts = new ValueLayout[arguments];
    Arrays.fill(layouts, ValueLayout.JAVA_LONG);
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(layouts), options);
  }

  /** Makes the handles now: some 50 ms in a fresh process. */
  public static void prepare() {
    // Initialising the class does it.
  }

  /** {@code function(a)}. */
  public static void call(MemorySegment function, long a) {
    try {
      CALL1.invokeExact(function, a);
    } catch (Throwable t) {
      throw failed(t);
    }
    if (!FAILED.isEmpty()) {
      rethrow();
    }
  }

  /** {@code function(a, b)}. */
  public static void call(MemorySegment function, long a, long b) {
    try {
      CALL2.invokeExact(function, a, b);
    } catch (Throwable t) {
      throw failed(t);
    }
    if (!FAILED.isEmpty()) {
      rethrow();
    }
  }

  /** {@code function(a, b, c)}. */
  public static void call(MemorySegment function, long a, long b, long c) {
    try {
      CALL3.invokeExact(function, a, b, c);
    } catch (Throwable t) {
      throw failed(t);
    }
    if (!FAILED.isEmpty()) {
      rethrow();
    }
  }

  /** {@code function(a)} without a safepoint; see the class comment. */
  public static void callCritical(MemorySegment function, long a) {
    try {
      CRITICAL1.invokeExact(function, a);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** {@code function(a, b)} without a safepoint; see the class comment. */
  public static void callCritical(MemorySegment function, long a, long b) {
    try {
      CRITICAL2.invokeExact(function, a, b);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /** {@code function(a, b, c)} without a safepoint; see the class comment. */
  public static void callCritical(MemorySegment function, long a, long b, long c) {
    try {
      CRITICAL3.invokeExact(function, a, b, c);
    } catch (Throwable t) {
      throw failed(t);
    }
  }

  /**
   * Failures in Java code that native code called back, by the thread on which they happened. They
   * cannot pass through native frames; the Java method that made the native call throws them.
   */
  private static final ConcurrentHashMap<Thread, Throwable> FAILED = new ConcurrentHashMap<>();

  /** Keeps a failure for the Java caller of the native code that runs on this thread. */
  public static void fail(Throwable failure) {
    FAILED.putIfAbsent(Thread.currentThread(), failure);
  }

  private static void rethrow() {
    switch (FAILED.remove(Thread.currentThread())) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable t -> throw new IllegalStateException(t);
    }
  }

  /** Only errors of the virtual machine can come out of a native call. */
  private static RuntimeException failed(Throwable t) {
    if (t instanceof Error e) {
      throw e;
    }
    return t instanceof RuntimeException r ? r : new IllegalStateException(t);
  }
}
