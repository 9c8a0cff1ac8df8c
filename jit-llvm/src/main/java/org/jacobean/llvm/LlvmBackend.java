package org.jacobean.llvm;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.Allocator;
import org.jacobean.backend.Backend;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.Executable;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Primitive;
import org.jacobean.llvm.runtime.NativeBlock;
import org.jacobean.llvm.runtime.NativeLibraries;
import org.jacobean.llvm.runtime.NativeMemory;

/**
 * The CPU back end: programs become native code through LLVM. Single operations on small arrays run
 * in Java, where that is faster; on large arrays, and control flow, they are compiled once per
 * operation and types.
 */
public final class LlvmBackend implements Backend {
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

  @Override
  public String unavailable() {
    return NativeLibraries.unavailableReason().orElse("");
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
    return Compilation.compile(jaxpr, name);
  }

  @Override
  public List<NDArray> execute(Primitive op, List<NDArray> args) {
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
