package org.jacobean.eval;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.backend.Allocator;
import org.jacobean.backend.Backend;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.Executable;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Primitive;

/** Runs programs with the reference evaluator. */
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
    throw new org.jacobean.errors.BackendException("JX0501", "x");
  }

  @Override
  public List<NDArray> execute(Primitive op, List<NDArray> args) {
    throw new org.jacobean.errors.BackendException("JX0501", "x");
  }
}
