package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.JitCall;
import org.jacobean.trace.Trace;
import org.jacobean.trace.Tracer;
import org.jacobean.trace.Tracing;

/**
 * Splits an inner jaxpr into what can be computed from known arguments and the rest. The split is
 * an evaluation: the known part is what a staging trace sees of it, the unknown part what a {@link
 * LinearTrace} inside that keeps for itself.
 */
final class PartialEval {
  private PartialEval() {}

  /** Where the unknown part finds a value that it needs. */
  sealed interface Residual {
    /** An argument of the jaxpr, by its position among all. */
    record Input(int index) implements Residual {}

    /** A result of the known part. */
    record Output(int index) implements Residual {}

    /** A value from outside the jaxpr. */
    record Outer(NDArray value) implements Residual {}
  }

  /**
   * The two parts.
   *
   * @param known from known arguments to known results followed by the residuals that must be
   *     computed
   * @param unknown from residuals followed by unknown arguments to unknown results
   * @param unknownOut which results of the whole are unknown
   * @param residuals one per residual argument of {@code unknown}
   */
  record Split(ClosedJaxpr known, Jaxpr unknown, boolean[] unknownOut, List<Residual> residuals) {
    /** Number of results of the known part that are results of the whole. */
    int numKnownOuts() {
      return unknownOut.length - Order.count(unknownOut, 0, unknownOut.length);
    }

    /** The residuals' values, given the whole's arguments and the known part's results. */
    List<NDArray> values(List<NDArray> args, List<NDArray> knownOuts) {
      List<NDArray> out = new ArrayList<>();
      for (Residual r : residuals) {
        out.add(
            switch (r) {
              case Residual.Input(int i) -> args.get(i);
              case Residual.Output(int i) -> knownOuts.get(i);
              case Residual.Outer(NDArray v) -> v;
            });
      }
      return out;
    }
  }

  /**
   * Splits {@code jaxpr}.
   *
   * @param unknownIn which arguments are unknown
   * @param force results that must come from the unknown part although they are known
   */
  static Split split(String what, Jaxpr jaxpr, boolean[] unknownIn, boolean[] force) {
    List<AbstractValue> types = Order.where(jaxpr.inAvals(), unknownIn, false);
    boolean[] unknownOut = new boolean[jaxpr.outs().size()];
    List<Residual> residuals = new ArrayList<>();
    List<Jaxpr> unknown = new ArrayList<>(1);
    ClosedJaxpr known =
        Tracing.toJaxpr(
            what,
            knownArgs -> {
              Trace staging = Tracing.current();
              LinearTrace lin = new LinearTrace(staging, what);
              List<NDArray> args = arguments(jaxpr, unknownIn, knownArgs, lin);
              List<NDArray> outs =
                  Tracing.within(lin, () -> Tracing.eval(new ClosedJaxpr(jaxpr, List.of()), args));
              for (int i = 0; i < unknownOut.length; i++) {
                unknownOut[i] = force[i] || lin.isUnknown(outs.get(i));
              }
              ClosedJaxpr rest =
                  DeadCode.eliminate(lin.finish(Order.where(outs, unknownOut, true)));
              unknown.add(rest.jaxpr().constsToArgs());
              List<NDArray> results = Order.where(outs, unknownOut, false);
              for (NDArray c : rest.consts()) {
                residuals.add(place(c, args, results, staging));
              }
              return results;
            },
            types);
    return new Split(known, unknown.get(0), unknownOut, List.copyOf(residuals));
  }

  private static List<NDArray> arguments(
      Jaxpr jaxpr, boolean[] unknownIn, List<NDArray> known, LinearTrace lin) {
    List<NDArray> args = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < unknownIn.length; i++) {
      args.add(unknownIn[i] ? lin.newArgument(jaxpr.inVars().get(i).aval()) : known.get(next++));
    }
    return args;
  }

  /** Finds a residual among arguments and results; appends it to the results when it is neither. */
  private static Residual place(
      NDArray c, List<NDArray> args, List<NDArray> results, Trace staging) {
    int i = identityIndex(args, c);
    if (i >= 0) {
      return new Residual.Input(i);
    }
    int o = identityIndex(results, c);
    if (o >= 0) {
      return new Residual.Output(o);
    }
    if (c instanceof Tracer t && t.trace().equals(staging)) {
      results.add(c);
      return new Residual.Output(results.size() - 1);
    }
    return new Residual.Outer(c);
  }

  private static int identityIndex(List<NDArray> list, NDArray x) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == x) {
        return i;
      }
    }
    return -1;
  }

  /** Runs the known part of a jitted call at once and records a call of the rest. */
  static List<NDArray> jit(LinearTrace lin, JitCall op, List<NDArray> args) {
    boolean[] uk = lin.unknown(args);
    Split s = split(op.functionName(), op.jaxpr(), uk, new boolean[op.jaxpr().outs().size()]);
    List<NDArray> knownArgs = new ArrayList<>(s.known().consts());
    knownArgs.addAll(Order.where(args, uk, false));
    Jaxpr known = s.known().jaxpr().constsToArgs();
    List<NDArray> knownOuts =
        known.eqns().isEmpty()
            ? lin.evalKnown(known, knownArgs)
            : lin.bindKnown(new JitCall(op.functionName(), known), knownArgs);
    List<NDArray> rest = s.values(args, knownOuts);
    rest.addAll(Order.where(args, uk, true));
    List<NDArray> unknownOuts =
        s.unknown().eqns().isEmpty()
            ? Tracing.eval(new ClosedJaxpr(s.unknown(), List.of()), rest)
            : lin.stage(new JitCall(op.functionName(), s.unknown()), rest);
    return merge(s.unknownOut(), knownOuts, unknownOuts);
  }

  /** The results of the whole from those of its parts. */
  static List<NDArray> merge(boolean[] unknownOut, List<NDArray> known, List<NDArray> unknown) {
    List<NDArray> out = new ArrayList<>();
    int k = 0;
    int u = 0;
    for (boolean b : unknownOut) {
      out.add(b ? unknown.get(u++) : known.get(k++));
    }
    return out;
  }
}
