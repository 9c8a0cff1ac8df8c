package org.jacobean.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Varying;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.PVary;
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

  /**
   * Appends the equation {@code op(args)} and gives tracers for its results. In the program of a
   * device, operands are first made to vary along the same axes of the mesh.
   */
  protected final List<NDArray> record(Primitive op, List<NDArray> args) {
    return VaryingTypes.areTracked() ? recordTyped(op, args) : record(op, args, List.of());
  }

  private List<NDArray> recordTyped(Primitive op, List<NDArray> args) {
    if (op instanceof PVary p) {
      // What varies already needs no promotion; programs are replayed with other types.
      List<NamedAxis> missing = VaryingTypes.missing(p, args.get(0).aval().varying());
      if (missing.isEmpty()) {
        return args;
      }
      if (missing.size() < p.axes().size()) {
        return recordTyped(new PVary(missing), args);
      }
    }
    SourceLine source = SourceLines.caller();
    VaryingTypes.Typing typing;
    List<NDArray> promoted = new ArrayList<>(args.size());
    try {
      List<AbstractValue> in = args.stream().map(NDArray::aval).toList();
      typing = VaryingTypes.of(op, in, op.infer(in).size());
    } catch (JacobeanException e) {
      throw e.at(source.toString());
    }
    for (int i = 0; i < args.size(); i++) {
      NDArray x = args.get(i);
      Varying more = typing.operands().get(i).minus(x.aval().varying());
      // Nothing is differentiated with respect to constants and integers.
      boolean matters = x instanceof Tracer && x.dtype().isInexact() && !more.isNone();
      promoted.add(
          matters
              ? record(
                      new PVary(VaryingTypes.named(more)),
                      List.of(x),
                      List.of(typing.operands().get(i)))
                  .get(0)
              : x);
    }
    return record(typing.op(), promoted, typing.outs());
  }

  /** {@code varying}: that of the results; empty for none. */
  private List<NDArray> record(Primitive op, List<NDArray> args, List<Varying> varying) {
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
      outputs[i] =
          new Var(varying.isEmpty() ? types.get(i) : types.get(i).withVarying(varying.get(i)));
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

  /** Whether a tracer of this trace is computed from an argument rather than from constants. */
  final boolean dependsOnArguments(Tracer t) {
    Set<Var> dependent = Collections.newSetFromMap(new IdentityHashMap<>());
    dependent.addAll(inVars);
    constants.forEach(
        (c, v) -> {
          if (c instanceof Tracer outer
              && !(outer.trace() instanceof StagingTrace s && !s.dependsOnArguments(outer))) {
            dependent.add(v);
          }
        });
    for (Eqn e : eqns) {
      if (e.inputs().stream().anyMatch(a -> a instanceof Var v && dependent.contains(v))) {
        dependent.addAll(e.outputs());
      }
    }
    return dependent.contains(t.var());
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
