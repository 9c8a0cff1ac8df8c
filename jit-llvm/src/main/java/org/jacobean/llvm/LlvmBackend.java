package org.jacobean.llvm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.Allocator;
import org.jacobean.backend.Backend;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.Executable;
import org.jacobean.errors.BackendException;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Primitive;
import org.jacobean.llvm.runtime.NativeBlock;
import org.jacobean.llvm.runtime.NativeCalls;
import org.jacobean.llvm.runtime.NativeLibraries;
import org.jacobean.llvm.runtime.NativeMemory;
import org.jacobean.llvm.runtime.WorkerPool;

/**
 * The CPU back end: programs become native code through LLVM. Single operations on small arrays run
 * in Java, where that is faster; on large arrays, and control flow, they are compiled once per
 * operation and types.
 */
public final class LlvmBackend implements Backend {
  private static final System.Logger LOG = System.getLogger("org.jacobean.llvm");

  /** Operations on fewer elements run in Java. */
  private static final long SMALL = 2048;

  private record Key(Primitive op, List<AbstractValue> in) {}

  private final ConcurrentHashMap<Key, Executable> compiled = new ConcurrentHashMap<>();

  /** Called by the service loader. */
  public LlvmBackend() {}

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public int priority() {
    return 100;
  }

  /**
   * Does not wait for LLVM, which loads meanwhile. Should that fail although its library is there,
   * programs run on the reference evaluator as if there were no native back end, with a warning.
   */
  @Override
  public String unavailable() {
    Optional<String> reason = NativeLibraries.startLoading();
    if (reason.isEmpty() && STARTED.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("jacobean-start-calls").start(LlvmBackend::prepareCalls);
    }
    return reason.orElse("");
  }

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  /**
   * Makes the stubs between Java and native code, which every program needs, ahead of the first.
   */
  private static void prepareCalls() {
    try {
      NativeMemory.shared().allocate(1).release();
      long stubs = WorkerPool.shared().parallelForAddress() | HostCalls.address();
      NativeCalls.prepare();
      LOG.log(System.Logger.Level.TRACE, "stubs ready: {0}", stubs != 0);
    } catch (BackendException e) {
      // A wrong memory limit, say: the first array tells.
      LOG.log(System.Logger.Level.DEBUG, "native calls cannot be prepared", e);
    }
  }

  @Override
  public Allocator allocator() {
    return LlvmBackend::allocate;
  }

  static Buffer allocate(long bytes) {
    NativeBlock block = NativeMemory.shared().allocate(bytes);
    return new Buffer(block.segment(), block);
  }

  @Override
  public Executable compile(Jaxpr jaxpr, String name) {
    return Compilation.compile(jaxpr, name, Set.of());
  }

  @Override
  public Executable compile(Jaxpr jaxpr, String name, Set<Integer> donated) {
    return Compilation.compile(jaxpr, name, donated);
  }

  @Override
  public List<NDArray> execute(Primitive op, List<NDArray> args) {
    if (op instanceof Callback) {
      return ReferenceBackend.INSTANCE.execute(op, args);
    }
    long work = 0;
    for (NDArray a : args) {
      work = Math.max(work, a.size());
    }
    boolean compound = op instanceof Control || op instanceof Call;
    if (work < SMALL && !compound && resultsAreSmall(op, args)) {
      return ReferenceBackend.INSTANCE.execute(op, args);
    }
    List<AbstractValue> in = args.stream().map(NDArray::aval).toList();
    Key key = new Key(op, in);
    Executable e = compiled.get(key);
    if (e == null && !NativeLibraries.isAvailable()) {
      return ReferenceBackend.INSTANCE.execute(op, args);
    }
    if (e == null) {
      e = compile(single(op, in), op.name());
      if (compiled.size() >= 4096) {
        compiled.clear();
      }
      compiled.put(key, e);
    }
    return e.call(args);
  }

  private static boolean resultsAreSmall(Primitive op, List<NDArray> args) {
    long n = 0;
    for (AbstractValue a : op.infer(args.stream().map(NDArray::aval).toList())) {
      n = Math.max(n, a.size());
    }
    return n < SMALL;
  }

  private static Jaxpr single(Primitive op, List<AbstractValue> in) {
    List<Var> vars = in.stream().map(Var::new).toList();
    List<Var> outs = op.infer(in).stream().map(Var::new).toList();
    return new Jaxpr(
        List.of(), vars, List.of(new Eqn(op, List.copyOf(vars), outs, SourceLine.UNKNOWN)), outs);
  }
}
