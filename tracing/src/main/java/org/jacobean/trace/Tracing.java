package org.jacobean.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.eval.FloatChecks;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Primitive;

/** The current trace: applies operations, records functions as jaxprs, replays jaxprs. */
public final class Tracing {
  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

  private Tracing() {}

  /** The trace that interprets operations of this thread now; eager evaluation by default. */
  public static Trace current() {
    return CURRENT.orElse(EvalTrace.INSTANCE);
  }

  /** Whether operations run at once. */
  public static boolean isEager() {
    return current() == EvalTrace.INSTANCE;
  }

  /** Applies an operation in the current trace. */
  public static List<NDArray> bind(Primitive op, List<NDArray> args) {
    return current().process(op, args);
  }

  /** Applies an operation of one result in the current trace. */
  public static NDArray bind1(Primitive op, NDArray... args) {
    return current().process(op, List.of(args)).get(0);
  }

  /** Runs {@code body} with {@code trace} as the current one. */
  public static <T> T within(Trace trace, Supplier<T> body) {
    return ScopedValue.where(CURRENT, trace).call(body::get);
  }

  /** Runs {@code body} with operations running at once, whatever is being traced. */
  public static <T> T eagerly(Supplier<T> body) {
    return isEager() ? body.get() : within(EvalTrace.INSTANCE, body);
  }

  /**
   * Records a function as a jaxpr.
   *
   * @param what names the function in error messages
   * @param f a function of arrays
   * @param in the types of its arguments
   */
  public static ClosedJaxpr toJaxpr(
      String what, UnaryOperator<List<NDArray>> f, List<AbstractValue> in) {
    StagingTrace trace = new StagingTrace(current(), what);
    return within(
        trace,
        () -> {
          try {
            List<NDArray> args = new ArrayList<>(in.size());
            for (AbstractValue a : in) {
              args.add(trace.newArgument(a));
            }
            return trace.finish(f.apply(args));
          } finally {
            trace.close();
          }
        });
  }

  /** Applies a jaxpr's equations one by one in the current trace. */
  public static List<NDArray> eval(Jaxpr jaxpr, List<NDArray> consts, List<NDArray> args) {
    var env = new java.util.IdentityHashMap<Var, NDArray>();
    bindAll(env, jaxpr.constVars(), consts);
    bindAll(env, jaxpr.inVars(), args);
    boolean eager = isEager() && !FloatChecks.isOn();
    for (Eqn e : jaxpr.eqns()) {
      List<NDArray> in = read(env, e.inputs());
      bindAll(
          env,
          e.outputs(),
          eager ? bind(e.op(), in) : SourceLines.replaying(e.source(), () -> bind(e.op(), in)));
    }
    return read(env, jaxpr.outs());
  }

  /** Applies a closed jaxpr in the current trace. */
  public static List<NDArray> eval(ClosedJaxpr jaxpr, List<NDArray> args) {
    return eval(jaxpr.jaxpr(), jaxpr.consts(), args);
  }

  private static void bindAll(
      java.util.Map<Var, NDArray> env, List<Var> vars, List<NDArray> values) {
    if (vars.size() != values.size()) {
      throw new org.jacobean.errors.TracerException(
          "JX0304",
          "a jaxpr of " + vars.size() + " variables was given " + values.size() + " values");
    }
    for (int i = 0; i < vars.size(); i++) {
      env.put(vars.get(i), values.get(i));
    }
  }

  private static List<NDArray> read(java.util.Map<Var, NDArray> env, List<Atom> atoms) {
    List<NDArray> out = new ArrayList<>(atoms.size());
    for (Atom a : atoms) {
      out.add(
          switch (a) {
            case Literal l -> l.toArray();
            case Var v -> java.util.Objects.requireNonNull(env.get(v), "unbound variable");
          });
    }
    return out;
  }
}
