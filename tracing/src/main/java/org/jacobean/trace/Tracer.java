package org.jacobean.trace;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.TracerException;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.pytrees.Leaf;

/** Stands for an array while a function is traced: it has a type but no elements. */
public final class Tracer implements NDArray {
  private final Trace trace;
  private final Var var;
  private final SourceLine source;

  /** The tracer of a variable. */
  public Tracer(Trace trace, Var var, SourceLine source) {
    this.trace = trace;
    this.var = var;
    this.source = source;
  }

  /** The trace it belongs to. */
  public Trace trace() {
    return trace;
  }

  /** The variable it stands for. */
  public Var var() {
    return var;
  }

  /** The line that made it. */
  public SourceLine source() {
    return source;
  }

  @Override
  public AbstractValue aval() {
    return var.aval();
  }

  @Override
  public java.lang.foreign.MemorySegment data() {
    String made = source.toString();
    JacobeanException e =
        new TracerException(
            "JX0303",
            "the elements of traced array "
                + aval()
                + (made.isEmpty() ? "" : " (made at " + made + ")")
                + " are not known during "
                + trace.describe()
                + "; use cond, whileLoop, scan or where to decide by value, or keep the value out"
                + " of the traced arguments (a static argument)");
    throw e.at(SourceLines.caller().toString());
  }

  @Override
  public NDArray withWeakType(boolean weak) {
    if (weak == aval().weakType()) {
      return this;
    }
    return Tracing.bind(new org.jacobean.ir.op.ConvertElementType(dtype(), weak), List.of(this))
        .get(0);
  }

  @Override
  public boolean allClose(Leaf other, double rtol, double atol) {
    data();
    return false;
  }

  /** For example {@code Tracer<f32[3]>}. */
  @Override
  public String toString() {
    return "Tracer<" + aval() + ">";
  }
}
