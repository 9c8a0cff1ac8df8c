package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.ir.Jaxpr;

/**
 * Runs one of several branches: operands {@code (index, args…)}; the index is clamped to the
 * branches.
 *
 * <p>C1: at least one branch and an int32 or bool scalar index. C2: every branch takes {@code
 * args}. C3: branches return the same types.
 *
 * @param branches the alternatives, without constvars
 */
public record Cond(List<Jaxpr> branches) implements Control {
  /** Copies the list. */
  public Cond {
    branches = List.copyOf(branches);
  }

  @Override
  public String name() {
    return "cond";
  }

  @Override
  public List<Jaxpr> jaxprs() {
    return branches;
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.shape(
        !branches.isEmpty() && !in.isEmpty(), "cond_C1", "cond needs branches and an index");
    AbstractValue index = in.get(0);
    Constraint.dtype(
        index.rank() == 0 && (index.dtype() == DType.INT32 || index.dtype() == DType.BOOL),
        "cond_C1",
        "the index must be an int32 or bool scalar, got %s",
        index);
    List<AbstractValue> args = in.subList(1, in.size());
    for (Jaxpr b : branches) {
      SubJaxpr.checkInputs("cond_C2", b, args);
      SubJaxpr.checkSame(
          "cond_C3", "branches return different types", branches.get(0).outAvals(), b.outAvals());
    }
    return branches.get(0).outAvals();
  }
}
