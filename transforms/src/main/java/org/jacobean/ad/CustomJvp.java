package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.trace.Trace;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Tangents of functions with rules of their own. A function without a derivative rule is
 * differentiated by way of its program, and keeps its batching rule and its transpose as far as
 * that goes.
 */
final class CustomJvp {
  private CustomJvp() {}

  static Duals jvp(CustomCall op, List<NDArray> x, List<@Nullable NDArray> dx) {
    int k = op.numConsts();
    List<@Nullable NDArray> ofConsts = Tangents.none(dx.size());
    List<@Nullable NDArray> ofArguments = new ArrayList<>(dx);
    for (int i = 0; i < k; i++) {
      ofConsts.set(i, dx.get(i));
      ofArguments.set(i, null);
    }
    boolean captured = !Tangents.present(ofConsts).isEmpty();
    if (Tangents.present(ofArguments).isEmpty()) {
      return captured
          ? new Duals(Tracing.bind(op, x), through(op, x, ofConsts))
          : Duals.constant(Tracing.bind(op, x));
    }
    Duals ruled = ruled(op, x, ofArguments);
    return captured ? plus(ruled, through(op, x, ofConsts)) : ruled;
  }

  private static Duals ruled(CustomCall op, List<NDArray> x, List<@Nullable NDArray> dx) {
    CustomRules rules = op.rules();
    Direction direction = direction();
    if (rules.vjp().isPresent()
        && (direction == Direction.REVERSE
            || (direction == Direction.EITHER && rules.jvp().isEmpty()))) {
      return reverse(op, rules.vjp().get(), x, dx);
    }
    if (rules.jvp().isPresent()) {
      return forward(op, rules.jvp().get(), x, dx);
    }
    if (rules.vjp().isPresent()) {
      throw Faults.forwardModeOfCustomVjp(op.functionName());
    }
    if (rules.transpose().isPresent()) {
      return linear(op, rules.transpose().get().numConstants(), x, dx);
    }
    return direction == Direction.FORWARD && rules.batching().isPresent()
        ? batched(op, rules.batching().get(), x, dx)
        : new Duals(Tracing.bind(op, x), through(op, x, dx));
  }

  /** Tangents by way of the program. */
  private static List<@Nullable NDArray> through(
      CustomCall op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return Jvp.eval(new ClosedJaxpr(op.jaxpr(), List.of()), x, dx).tangents();
  }

  private static Duals plus(Duals y, List<@Nullable NDArray> more) {
    List<@Nullable NDArray> sum = new ArrayList<>();
    for (int i = 0; i < more.size(); i++) {
      sum.add(Tangents.sum(y.tangents().get(i), more.get(i)));
    }
    return new Duals(y.primals(), sum);
  }

  private static Duals forward(
      CustomCall op, CustomRules.Jvp rule, List<NDArray> x, List<@Nullable NDArray> dx) {
    List<AbstractValue> out = op.jaxpr().outAvals();
    List<@Nullable NDArray> y = rule.jvp(x, dx);
    String what = "forward-mode rule";
    int n = out.size();
    if (y.size() != 2 * n) {
      throw Faults.ruleCount(op.functionName(), what, 2 * n, y.size());
    }
    List<NDArray> primals = new ArrayList<>();
    List<@Nullable NDArray> tangents = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      NDArray value = java.util.Objects.requireNonNull(y.get(i));
      Faults.checkRule(op.functionName(), what, i, out.get(i), value);
      primals.add(value);
      NDArray t = out.get(i).dtype().isInexact() ? y.get(n + i) : null;
      if (t != null) {
        Faults.checkRule(op.functionName(), what, n + i, out.get(i).tangent(), t);
      }
      tangents.add(t);
    }
    return new Duals(primals, tangents);
  }

  /**
   * Runs the forward pass, and leaves for the tangents an operation that only transposition
   * understands.
   */
  private static Duals reverse(
      CustomCall op, CustomRules.Vjp rule, List<NDArray> x, List<@Nullable NDArray> dx) {
    List<AbstractValue> out = op.jaxpr().outAvals();
    CustomRules.Forward passed = rule.forward(x, Tangents.nonzero(dx));
    int n = out.size();
    if (passed.outs().size() != n) {
      throw Faults.ruleCount(op.functionName(), "forward pass", n, passed.outs().size());
    }
    for (int i = 0; i < n; i++) {
      Faults.checkRule(op.functionName(), "forward pass", i, out.get(i), passed.outs().get(i));
    }
    List<NDArray> args = new ArrayList<>(passed.residuals());
    args.addAll(Tangents.present(dx));
    List<AbstractValue> types = out.stream().map(a -> a.tangent().strong()).toList();
    List<@Nullable NDArray> tangents =
        new ArrayList<>(
            Tracing.bind(
                new CustomLinear(passed.backward(), passed.residuals().size(), types), args));
    for (int i = 0; i < n; i++) {
      if (!out.get(i).dtype().isInexact()) {
        tangents.set(i, null);
      }
    }
    return new Duals(passed.outs(), tangents);
  }

  /** The function itself, of the tangents of the operands in which it is linear. */
  private static Duals linear(
      CustomCall op, int numConstants, List<NDArray> x, List<@Nullable NDArray> dx) {
    List<@Nullable NDArray> ofConstants = Tangents.none(dx.size());
    boolean constants = false;
    boolean linear = false;
    List<NDArray> args = new ArrayList<>(x.subList(0, numConstants));
    for (int i = 0; i < dx.size(); i++) {
      if (i < numConstants) {
        ofConstants.set(i, dx.get(i));
        constants |= dx.get(i) != null;
      } else {
        linear |= dx.get(i) != null;
        args.add(
            x.get(i).dtype().isInexact()
                ? Tangents.instantiate(dx.get(i), x.get(i).aval())
                : x.get(i));
      }
    }
    List<@Nullable NDArray> tangents =
        linear ? new ArrayList<>(Tracing.bind(op, args)) : Tangents.none(op.jaxpr().outs().size());
    for (int i = 0; i < tangents.size(); i++) {
      if (!op.jaxpr().outAvals().get(i).dtype().isInexact()) {
        tangents.set(i, null);
      }
    }
    Duals y = new Duals(Tracing.bind(op, x), tangents);
    return constants ? plus(y, through(op, x, ofConstants)) : y;
  }

  /** Forward mode of a function with a batching rule: again one, whose rule is differentiated. */
  private static Duals batched(
      CustomCall op, CustomRules.Batching rule, List<NDArray> x, List<@Nullable NDArray> dx) {
    String name = "jvp(" + op.functionName() + ")";
    boolean[] nonzero = Tangents.nonzero(dx);
    ForwardJaxpr inner =
        ForwardJaxpr.of(Jvp.MODE, name, op.jaxpr(), nonzero, new boolean[op.jaxpr().outs().size()]);
    List<NDArray> args = new ArrayList<>(inner.closed().consts());
    int extra = args.size();
    args.addAll(x);
    args.addAll(Tangents.present(dx));
    Jaxpr jaxpr = inner.closed().jaxpr().constsToArgs();
    CustomRules rules =
        new CustomRules(
            Optional.empty(),
            Optional.empty(),
            Optional.of(
                new JvpOfBatching(
                    rule,
                    extra,
                    Order.list(nonzero),
                    Order.list(inner.nonzeroOut()),
                    op.jaxpr().outAvals())),
            Optional.empty());
    return inner.duals(Tracing.bind(new CustomCall(name, jaxpr, 0, rules), args));
  }

  /** What the tangents that are being computed will be used for. */
  private enum Direction {
    FORWARD,
    /** Recorded, to be evaluated or transposed. */
    EITHER,
    REVERSE
  }

  private static Direction direction() {
    for (Trace t = Tracing.current(); t != null; t = t.parent()) {
      if (t instanceof LinearTrace lin) {
        return lin.isTransposed() ? Direction.REVERSE : Direction.EITHER;
      }
    }
    return Direction.FORWARD;
  }
}
