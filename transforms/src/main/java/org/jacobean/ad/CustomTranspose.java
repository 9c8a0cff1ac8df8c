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
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Transposes that the user knows. */
final class CustomTranspose {
  private CustomTranspose() {}

  /** Calls the user's transpose; where there is none, transposes the program. */
  static List<@Nullable NDArray> call(CustomCall op, Linear e) {
    Optional<CustomRules.Transpose> rule = op.rules().transpose();
    if (rule.isPresent()) {
      int k = rule.get().numConstants();
      List<NDArray> constants = Tangents.present(e.x().subList(0, k));
      if (constants.size() == k) {
        return byRule(op, rule.get(), constants, e);
      }
    }
    return new BackwardPass(op.jaxpr(), List.of()).run(e.x(), e.cts());
  }

  /**
   * A call of the transpose, which is linear in the cotangents and whose transpose is the function
   * again.
   */
  private static List<@Nullable NDArray> byRule(
      CustomCall op, CustomRules.Transpose rule, List<NDArray> constants, Linear e) {
    int k = constants.size();
    List<AbstractValue> outs = op.jaxpr().outAvals();
    boolean[] inexactOut = inexact(outs);
    List<AbstractValue> linear = op.jaxpr().inAvals().subList(k, op.jaxpr().inVars().size());
    List<NDArray> cts = Order.where(Tangents.instantiate(e.cts(), outs), inexactOut, true);
    List<NDArray> operands = new ArrayList<>(constants);
    operands.addAll(cts);
    String name = "transpose(" + op.functionName() + ")";
    ClosedJaxpr traced =
        Tracing.toJaxpr(
            name,
            x -> {
              List<@Nullable NDArray> given =
                  ForwardJaxpr.spread(x.subList(k, x.size()), inexactOut);
              List<@Nullable NDArray> back = rule.transpose(x.subList(0, k), given);
              check(op.functionName(), "transpose rule", linear, back);
              return Order.where(Tangents.instantiate(back, linear), inexact(linear), true);
            },
            operands.stream().map(NDArray::aval).toList());
    List<NDArray> args = new ArrayList<>(traced.consts());
    args.addAll(operands);
    Jaxpr jaxpr = traced.jaxpr().constsToArgs();
    int extra = traced.consts().size();
    CustomRules rules =
        new CustomRules(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Untransposed(op, extra, k)));
    List<NDArray> back = Tracing.bind(new CustomCall(name, jaxpr, 0, rules), args);
    List<@Nullable NDArray> out = e.none();
    int next = 0;
    for (int i = 0; i < linear.size(); i++) {
      if (linear.get(i).dtype().isInexact()) {
        out.set(k + i, back.get(next++));
      }
    }
    return out;
  }

  private static boolean[] inexact(List<AbstractValue> types) {
    boolean[] mask = new boolean[types.size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = types.get(i).dtype().isInexact();
    }
    return mask;
  }

  /**
   * The transpose of a transpose: the function itself, without the results that have no cotangent.
   *
   * @param op the call of the function
   * @param extra leading operands of the transpose that are not the function's
   * @param constants the number of the function's constants
   */
  private record Untransposed(CustomCall op, int extra, int constants)
      implements CustomRules.Transpose {
    @Override
    public int numConstants() {
      return extra + constants;
    }

    @Override
    public List<@Nullable NDArray> transpose(
        List<NDArray> leading, List<@Nullable NDArray> cotangents) {
      List<NDArray> args = new ArrayList<>(leading.subList(extra, leading.size()));
      List<AbstractValue> types =
          op.jaxpr().inAvals().subList(constants, op.jaxpr().inVars().size());
      int next = 0;
      for (AbstractValue t : types) {
        args.add(
            t.dtype().isInexact()
                ? Tangents.instantiate(cotangents.get(next++), t)
                : org.jacobean.lax.Lax.zeros(t.dtype(), t.shape()));
      }
      return new ArrayList<>(
          Order.where(Tracing.bind(op, args), inexact(op.jaxpr().outAvals()), true));
    }
  }

  /** Calls the user's backward pass on the residuals and the cotangents. */
  static List<@Nullable NDArray> linear(CustomLinear op, Linear e) {
    int r = op.numResiduals();
    List<NDArray> residuals = new ArrayList<>();
    for (int i = 0; i < r; i++) {
      residuals.add(e.constant(i));
    }
    List<@Nullable NDArray> back = op.backward().pull(residuals, e.cts());
    List<AbstractValue> types = new ArrayList<>();
    for (int i = r; i < e.x().size(); i++) {
      types.add(e.aval(i));
    }
    check("a customVjp function", "backward rule", types, back);
    List<@Nullable NDArray> out = e.none();
    for (int i = 0; i < back.size(); i++) {
      if (e.isLinear(r + i)) {
        out.set(r + i, back.get(i));
      }
    }
    return out;
  }

  /**
   * The map itself, of known tangents: the transpose of its transpose. Part of a program that is
   * going to be transposed is evaluated when it turns out not to depend on what varies.
   */
  static List<NDArray> twice(CustomLinear op, List<NDArray> args) {
    List<NDArray> residuals = args.subList(0, op.numResiduals());
    List<NDArray> tangents = args.subList(op.numResiduals(), args.size());
    List<AbstractValue> types = tangents.stream().map(NDArray::aval).toList();
    boolean[] varies = inexact(op.outAvals());
    ClosedJaxpr pull =
        Tracing.toJaxpr(
            "a backward rule",
            cts -> {
              List<@Nullable NDArray> all = Tangents.none(varies.length);
              int next = 0;
              for (int i = 0; i < varies.length; i++) {
                if (varies[i]) {
                  all.set(i, cts.get(next++));
                }
              }
              List<@Nullable NDArray> back = op.backward().pull(residuals, all);
              check("a customVjp function", "backward rule", types, back);
              return Tangents.instantiate(back, types);
            },
            Order.where(op.outAvals(), varies, true));
    List<@Nullable NDArray> pushed = Transposition.transpose(pull, new ArrayList<>(tangents));
    List<@Nullable NDArray> out = Tangents.none(varies.length);
    int next = 0;
    for (int i = 0; i < varies.length; i++) {
      if (varies[i]) {
        out.set(i, pushed.get(next++));
      }
    }
    return Tangents.instantiate(out, op.outAvals());
  }

  private static void check(
      String function, String what, List<AbstractValue> types, List<@Nullable NDArray> back) {
    if (back.size() != types.size()) {
      throw Faults.ruleCount(function, what, types.size(), back.size());
    }
    for (int i = 0; i < types.size(); i++) {
      NDArray ct = back.get(i);
      if (ct != null && types.get(i).dtype().isInexact()) {
        Faults.checkRule(function, what, i, types.get(i), ct);
      }
    }
  }
}
