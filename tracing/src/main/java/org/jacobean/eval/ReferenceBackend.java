package org.jacobean.eval;

import java.util.List;
import java.util.Map;
import org.jacobean.NDArray;
import org.jacobean.backend.Allocator;
import org.jacobean.backend.Backend;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.CompileReport;
import org.jacobean.backend.Executable;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Primitive;

/**
 * Runs programs with the reference evaluator; what is used when no compiling back end is available.
 */
public final class ReferenceBackend implements Backend {
  /** The only one. */
  public static final ReferenceBackend INSTANCE = new ReferenceBackend();

  private ReferenceBackend() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public String unavailable() {
    return "";
  }

  @Override
  public Allocator allocator() {
    return Buffer::onHeap;
  }

  @Override
  public Executable compile(Jaxpr jaxpr, String name) {
    long start = System.nanoTime();
    Program program = Program.of(jaxpr);
    double millis = (System.nanoTime() - start) / 1e6;
    return new Interpreted(
        program, new CompileReport(name(), Map.of("prepare", millis), Map.of(), 0, false));
  }

  private record Interpreted(Program program, CompileReport report) implements Executable {
    @Override
    public List<NDArray> call(List<NDArray> args) {
      return program.run(args);
    }
  }

  @Override
  public List<NDArray> execute(Primitive op, List<NDArray> args) {
    return ReferenceEvaluator.eval(op, args);
  }
}
