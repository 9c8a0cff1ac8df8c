package org.jacobean.llvm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.DeviceArray;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.llvm.lower.Step;
import org.jacobean.llvm.runtime.NativeCalls;

/**
 * Operations that compiled programs run in Java, because they have no native code yet: slow,
 * counted and logged once each.
 */
public final class HostCalls {
  private static final System.Logger LOG = System.getLogger("org.jacobean.llvm");
  private static final AtomicLong NEXT = new AtomicLong(1);
  private static final ConcurrentHashMap<Long, List<Step.Host>> TABLES = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, Boolean> LOGGED = new ConcurrentHashMap<>();
  private static final AtomicLong COUNT = new AtomicLong();

  private HostCalls() {}

  private static final class Stub {
    static final MemorySegment ADDRESS = create();

    private static MemorySegment create() {
      try {
        var handle =
            MethodHandles.lookup()
                .findStatic(
                    HostCalls.class,
                    "run",
                    MethodType.methodType(void.class, long.class, long.class, long.class));
        return Linker.nativeLinker()
            .upcallStub(
                handle,
                FunctionDescriptor.ofVoid(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
                Arena.global());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** How many operations have run in Java so far. */
  public static long count() {
    return COUNT.get();
  }

  static long address() {
    return Stub.ADDRESS.address();
  }

  /** Registers a program's steps; the number it passes to each call. */
  static long register(List<Step.Host> steps) {
    for (Step.Host h : steps) {
      if (LOGGED.putIfAbsent(
              h.op().name() + h.inTypes().stream().map(AbstractValue::dtype).toList(), true)
          == null) {
        LOG.log(
            System.Logger.Level.DEBUG,
            "{0} of {1} has no native code and runs in Java",
            h.op().name(),
            h.inTypes());
      }
    }
    long id = NEXT.getAndIncrement();
    TABLES.put(id, steps);
    return id;
  }

  static void release(long id) {
    TABLES.remove(id);
  }

  /** Called from native code; nothing may escape it. */
  private static void run(long table, long step, long pointers) {
    try {
      COUNT.incrementAndGet();
      Step.Host h = java.util.Objects.requireNonNull(TABLES.get(table)).get((int) step);
      int n = h.in().size() + h.out().size();
      MemorySegment p = MemorySegment.ofAddress(pointers).reinterpret(8L * n);
      List<NDArray> args = new ArrayList<>();
      for (int i = 0; i < h.in().size(); i++) {
        AbstractValue a = h.inTypes().get(i);
        args.add(new DeviceArray(a, new Buffer(at(p, i, a.bytes()))));
      }
      List<NDArray> results = ReferenceBackend.INSTANCE.execute(h.op(), args);
      for (int i = 0; i < results.size(); i++) {
        long bytes = h.outTypes().get(i).bytes();
        MemorySegment.copy(results.get(i).data(), 0, at(p, h.in().size() + i, bytes), 0, bytes);
      }
    } catch (Throwable t) {
      NativeCalls.fail(t);
    }
  }

  private static MemorySegment at(MemorySegment pointers, int i, long bytes) {
    return MemorySegment.ofAddress(pointers.get(ValueLayout.JAVA_LONG, 8L * i)).reinterpret(bytes);
  }
}
