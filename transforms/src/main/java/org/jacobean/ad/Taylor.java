package org.jacobean.ad;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jacobean.NDArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Taylor mode: evaluates a jaxpr on truncated power series, {@code x(t) → f(x(t))}, all
 * coefficients at once. Rules are written in {@link org.jacobean.lax.Lax}, so the results can be
 * differentiated again.
 *
 * @param order the highest power of {@code t}
 */
public record Taylor(int order) implements ForwardMode {
  @Override
  public String verb() {
    return "jet";
  }

  @Override
  public int width() {
    return order;
  }

  /**
   * Values and higher coefficients of a jaxpr's results, computed in the current trace.
   *
   * @param jaxpr the program
   * @param primals the constant terms of its arguments
   * @param coefficients the terms 1 to {@code order} of the first argument, then of the second, and
   *     so on; not scaled by factorials; null for zero; ignored for integers and booleans
   * @return the results, with {@code order} terms each
   * @throws org.jacobean.errors.TransformException JX0430 for an operation without derivative
   */
  @Override
  public Duals eval(
      ClosedJaxpr jaxpr, List<NDArray> primals, List<@Nullable NDArray> coefficients) {
    List<Series> args = new ArrayList<>();
    for (int i = 0; i < primals.size(); i++) {
      args.add(series(primals.get(i), coefficients.subList(i * order, (i + 1) * order)));
    }
    return flat(run(jaxpr, args));
  }

  private Series series(NDArray value, List<@Nullable NDArray> terms) {
    return value.dtype().isInexact() ? new Series(value, terms) : Series.constant(value, order);
  }

  /** Results as values followed by all their terms. */
  private static Duals flat(List<Series> results) {
    List<@Nullable NDArray> terms = new ArrayList<>();
    results.forEach(s -> terms.addAll(s.terms()));
    return new Duals(results.stream().map(Series::value).toList(), terms);
  }

  /** The reverse of {@link #flat}. */
  List<Series> results(Duals flat) {
    List<Series> out = new ArrayList<>();
    for (int i = 0; i < flat.primals().size(); i++) {
      out.add(series(flat.primals().get(i), flat.tangents().subList(i * order, (i + 1) * order)));
    }
    return out;
  }

  /** The series of a program's results. */
  List<Series> run(ClosedJaxpr closed, List<Series> args) {
    Map<Var, Series> env = new IdentityHashMap<>();
    List<Var> consts = closed.jaxpr().constVars();
    for (int i = 0; i < consts.size(); i++) {
      env.put(consts.get(i), Series.constant(closed.consts().get(i), order));
    }
    for (int i = 0; i < args.size(); i++) {
      env.put(closed.jaxpr().inVars().get(i), args.get(i));
    }
    for (Eqn e : closed.jaxpr().eqns()) {
      Lines.replay(e, () -> step(e, env));
    }
    return closed.jaxpr().outs().stream().map(a -> read(a, env)).toList();
  }

  private void step(Eqn e, Map<Var, Series> env) {
    List<Series> x = e.inputs().stream().map(a -> read(a, env)).toList();
    List<Series> y;
    try {
      boolean moves = e.outputs().stream().anyMatch(v -> v.aval().dtype().isInexact());
      moves &= !x.stream().allMatch(Series::isConstant);
      y = moves ? rules(x).apply(e.op(), x) : constant(e, x);
    } catch (JacobeanException fault) {
      throw fault.at(e.source().toString());
    }
    for (int i = 0; i < y.size(); i++) {
      Var v = e.outputs().get(i);
      boolean inexact = v.aval().dtype().isInexact();
      Series s = inexact ? y.get(i) : Series.constant(y.get(i).value(), order);
      env.put(v, s.expand(v.aval().shape()));
    }
  }

  private TaylorRules rules(List<Series> x) {
    return new TaylorRules(this, x.stream().map(Series::value).toList());
  }

  private List<Series> constant(Eqn e, List<Series> x) {
    List<NDArray> y = Tracing.bind(e.op(), x.stream().map(Series::value).toList());
    return y.stream().map(v -> Series.constant(v, order)).toList();
  }

  private Series read(Atom a, Map<Var, Series> env) {
    return switch (a) {
      case Literal l -> Series.constant(l.toArray(), order);
      case Var v -> Objects.requireNonNull(env.get(v), "unbound variable");
    };
  }
}
