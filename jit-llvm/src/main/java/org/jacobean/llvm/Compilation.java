package org.jacobean.llvm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jacobean.DType;
import org.jacobean.backend.CompileReport;
import org.jacobean.backend.Executable;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Convolution;
import org.jacobean.llvm.emit.InPlace;
import org.jacobean.llvm.emit.ProgramEmitter;
import org.jacobean.llvm.kernel.Blas;
import org.jacobean.llvm.lower.LoopProgram;
import org.jacobean.llvm.lower.Lowering;
import org.jacobean.llvm.lower.ScratchPlan;
import org.jacobean.llvm.runtime.CompileOptions;
import org.jacobean.llvm.runtime.NativeCompiler;
import org.jacobean.llvm.runtime.NativeModule;
import org.jacobean.llvm.runtime.ObjectCode;
import org.jacobean.llvm.runtime.WorkerPool;
import org.jacobean.optimize.Optimizer;

/** Turns a jaxpr into a native program, stage by stage. */
final class Compilation {
  private Compilation() {}

  static Executable compile(Jaxpr jaxpr, String name, Set<Integer> donated) {
    Map<String, Double> millis = new LinkedHashMap<>();
    long t = System.nanoTime();
    productType(jaxpr).ifPresent(Blas::startLoading);
    Jaxpr optimized = Optimizer.optimize(Optimizer.inline(jaxpr));
    t = lap(millis, "optimize", t);
    LoopProgram loops = Lowering.lower(optimized);
    ScratchPlan scratch = ScratchPlan.of(loops);
    t = lap(millis, "lower", t);
    ProgramEmitter.Text text = ProgramEmitter.emit(loops, scratch);
    Map<Integer, Integer> reused = donated.isEmpty() ? Map.of() : InPlace.of(loops, donated);
    t = lap(millis, "emit", t);
    NativeCompiler compiler = NativeCompiler.instance();
    List<String> modules = new ArrayList<>(text.nests());
    modules.add(text.main());
    List<ObjectCode> objects = compiler.compileAll(modules, CompileOptions.LIGHT);
    t = lap(millis, "llvm", t);
    // Loading the matrix libraries takes longer than compiling a small program.
    Map<String, Long> externals = new HashMap<>();
    text.products().forEach(type -> externals.putAll(Blas.instance().externals(type)));
    externals.put("jx_parallel_for", WorkerPool.shared().parallelForAddress());
    externals.put("jx_host", HostCalls.address());
    List<NativeModule> linked = new ArrayList<>();
    for (ObjectCode o : objects) {
      NativeModule m = compiler.link(o, externals);
      m.functions().forEach(f -> externals.put(f, m.address(f)));
      linked.add(m);
    }
    lap(millis, "link", t);
    boolean cached = linked.stream().allMatch(NativeModule::cached);
    long codeBytes = objects.stream().mapToLong(ObjectCode::size).sum();
    // The texts are long and seldom wanted.
    Supplier<CompileReport> report =
        () ->
            new CompileReport(
                "cpu",
                millis,
                Map.of("loops", loops.toString(), "llvm", text.all()),
                scratch.bytes(),
                cached,
                codeBytes,
                reused);
    return new NativeProgram(
        name, new CallFrame(loops, scratch, reused), linked, text.hosts(), report);
  }

  /** The dtype of the first matrix product or convolution at any depth, if it has a library. */
  private static Optional<DType> productType(Jaxpr jaxpr) {
    for (Eqn e : jaxpr.eqns()) {
      Optional<DType> found =
          e.op() instanceof Contraction || e.op() instanceof Convolution
              ? Optional.of(e.outputs().getFirst().aval().dtype())
                  .filter(t -> t == DType.FLOAT32 || t == DType.FLOAT64)
              : e.op().jaxprs().stream().flatMap(inner -> productType(inner).stream()).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static long lap(Map<String, Double> millis, String stage, long since) {
    long now = System.nanoTime();
    millis.put(stage, (now - since) / 1e6);
    return now;
  }
}
