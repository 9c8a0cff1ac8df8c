package org.jacobean.llvm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Executable;
import org.jacobean.collective.ShardedProgram;
import org.jacobean.errors.JacobeanException;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.llvm.lower.Step;
import org.jacobean.llvm.runtime.NativeCalls;

/**
 * Operations that compiled programs run in Java: callbacks of the user, and what has no native code
 * yet. The latter is slow, counted, and logged as a warning once per operation and dtypes.
 */
public final class HostCalls {
  private static final System.Logger LOG = System.getLogger("org.jacobean.llvm");
  private static final AtomicLong NEXT = new AtomicLong(1);
  private static final ConcurrentHashMap<Long, List<Entry>> TABLES = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, Boolean> LOGGED = new ConcurrentHashMap<>();
  private static final AtomicLong COUNT = new AtomicLong();

  private HostCalls() {}

  /**
   * What a step runs.
   *
   * @param step the operation with its memory
   * @param code how to apply it
   */
  private record Entry(Step.Host step, UnaryOperator<List<NDArray>> code) {}

  private static final class Stub {
    static final MemorySegment ADDRESS = create();

    private static MemorySegment create() {
      try {
        var handle =
            MethodHandles.lookup()
                .findStatic(
                    HostCalls.class,
                    "run",
                    MethodType.methodType(long.class, long.class, long.class, long.class));
        return Linker.nativeLinker()
            .upcallStub(
                handle,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
                Arena.global());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * How many operations have run in Java so far for want of native code; callbacks do not count.
   */
  public static long count() {
    return COUNT.get();
  }

  static long address() {
    return Stub.ADDRESS.address();
  }

  /** Registers a program's steps; the number it passes to each call. */
  static long register(List<Step.Host> steps) {
    for (Step.Host h : steps) {
      if (isSlow(h.op())
          && LOGGED.putIfAbsent(
                  h.op().name() + h.inTypes().stream().map(AbstractValue::dtype).toList(), true)
              == null) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} of {1} has no native code and runs in Java, which is slow",
            h.op().name(),
            h.inTypes());
      }
    }
    long id = NEXT.getAndIncrement();
    TABLES.put(id, steps.stream().map(h -> new Entry(h, code(h))).toList());
    return id;
  }

  /** Whether native code would be better. */
  private static boolean isSlow(Primitive op) {
    return !(op instanceof Callback || op instanceof Collective || op instanceof ShardMap);
  }

  /** Programs of devices are compiled, once for all devices; the rest is interpreted. */
  private static UnaryOperator<List<NDArray>> code(Step.Host h) {
    if (h.op() instanceof ShardMap s) {
      Executable body = Compilation.compile(s.jaxpr(), s.functionName(), Set.of());
      return args -> ShardedProgram.run(s, args, body::call);
    }
    return args -> ReferenceBackend.INSTANCE.execute(h.op(), args);
  }

  static void release(long id) {
    TABLES.remove(id);
  }

  /** Called from native code; nothing may escape it. Gives 0, or 1 when the program must end. */
  private static long run(long table, long step, long pointers) {
    try {
      run(java.util.Objects.requireNonNull(TABLES.get(table)).get((int) step), pointers);
      return 0;
    } catch (Throwable t) {
      NativeCalls.fail(t);
      return 1;
    }
  }

  private static void run(Entry entry, long pointers) {
    Step.Host h = entry.step();
    boolean callback = h.op() instanceof Callback;
    if (isSlow(h.op())) {
      COUNT.incrementAndGet();
    }
    int n = h.in().size() + h.out().size();
    MemorySegment p = MemorySegment.ofAddress(pointers).reinterpret(8L * n);
    List<NDArray> args = new ArrayList<>();
    for (int i = 0; i < h.in().size(); i++) {
      AbstractValue a = h.inTypes().get(i);
      MemorySegment m = at(p, i, a.bytes());
      // User code may keep what it is given, so that must not be the program's memory.
      args.add(callback ? copy(a, m) : new DeviceArray(a, new Buffer(m)));
    }
    List<NDArray> results;
    try {
      results = entry.code().apply(args);
    } catch (JacobeanException e) {
      throw e.at(h.source().toString());
    }
    for (int i = 0; i < results.size(); i++) {
      long bytes = h.outTypes().get(i).bytes();
      MemorySegment.copy(results.get(i).data(), 0, at(p, h.in().size() + i, bytes), 0, bytes);
      Reference.reachabilityFence(results.get(i));
    }
  }

  private static NDArray copy(AbstractValue type, MemorySegment from) {
    DeviceArray a = DeviceArray.allocate(type);
    MemorySegment.copy(from, 0, a.writable(), 0, type.bytes());
    return a;
  }

  private static MemorySegment at(MemorySegment pointers, int i, long bytes) {
    return MemorySegment.ofAddress(pointers.get(ValueLayout.JAVA_LONG, 8L * i)).reinterpret(bytes);
  }
}
