package org.jacobean.trace;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Primitive;
import org.jspecify.annotations.Nullable;

/**
 * Records operations as the equations of a jaxpr. Concrete scalars become literals; other concrete
 * arrays, and tracers of enclosing traces, become constants.
 */
public class StagingTrace extends Trace {
  private final String what;
  private final List<Var> inVars = new ArrayList<>();
  private final List<Eqn> eqns = new ArrayList<>();
  private final Map<NDArray, Var> constants = new IdentityHashMap<>();
  private final List<Var> constVars = new ArrayList<>();
  private final List<NDArray> consts = new ArrayList<>();
  private final Thread thread = Thread.currentThread();

  /**
   * A new recording inside {@code parent}.
   *
   * @param what names the traced function in error messages
   */
  public StagingTrace(@Nullable Trace parent, String what) {
    super(parent);
    this.what = what;
  }

  /** A tracer for one more argument. */
  public final Tracer newArgument(AbstractValue aval) {
    Var v = new Var(aval);
    inVars.add(v);
    return new Tracer(this, v, SourceLine.UNKNOWN);
  }

  @Override
  protected List<NDArray> process(Primitive op, List<NDArray> args) {
    return record(op, args);
  }

  /** Appends the equation {@code op(args)} and gives tracers for its results. */
  protected final List<NDArray> record(Primitive op, List<NDArray> args) {
    SourceLine source = SourceLines.caller();
    int n = args.size();
    Atom[] inputs = new Atom[n];
    AbstractValue[] avals = new AbstractValue[n];
    for (int i = 0; i < n; i++) {
      inputs[i] = atom(args.get(i), op);
      avals[i] = inputs[i].aval();
    }
    List<AbstractValue> types;
    try {
      types = op.infer(List.of(avals));
    } catch (JacobeanException e) {
      throw e.at(source.toString());
    }
    Var[] outputs = new Var[types.size()];
    NDArray[] results = new NDArray[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = new Var(types.get(i));
      results[i] = new Tracer(this, outputs[i], source);
    }
    eqns.add(new Eqn(op, List.of(inputs), List.of(outputs), source));
    return List.of(results);
  }

  private Atom atom(NDArray a, Primitive op) {
    if (a instanceof Tracer t) {
      if (t.trace() == this && isOpen() && Thread.currentThread() == thread) {
        return t.var();
      }
      if (t.trace() == this || !t.trace().isOpen() || !isWithin(t.trace())) {
        throw Escape.of(t, op);
      }
      return constant(t);
    }
    return a.rank() == 0 && a.dtype() != org.jacobean.DType.FLOAT0 ? Literal.of(a) : constant(a);
  }

  private Var constant(NDArray a) {
    Var known = constants.get(a);
    if (known != null) {
      return known;
    }
    Var v = new Var(a.aval());
    constants.put(a, v);
    constVars.add(v);
    consts.add(a);
    return v;
  }

  /** Whether {@code a} is a tracer of this trace. */
  protected final boolean owns(NDArray a) {
    return a instanceof Tracer t && t.trace() == this;
  }

  /** Ends the recording: the program that computes {@code results}. */
  public final ClosedJaxpr finish(List<NDArray> results) {
    List<Atom> outs = new ArrayList<>(results.size());
    for (NDArray r : results) {
      outs.add(atom(r, RETURN));
    }
    close();
    return new ClosedJaxpr(new Jaxpr(constVars, inVars, eqns, outs), consts);
  }

  /** Names the place in escape errors: results of the function. */
  private static final Primitive RETURN = new org.jacobean.ir.op.Copy();

  @Override
  public String describe() {
    return "the tracing of " + what;
  }
}
