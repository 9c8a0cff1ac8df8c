package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.trace.Tracing;

/**
 * Functions with rules of their own for all examples: by the user's batching rule, else by batching
 * the program. Either way the derivative rules are batched and stay with the function.
 */
final class CustomBatch {
  private CustomBatch() {}

  static List<Batched> batch(CustomCall op, MappedAxis axis, List<Batched> in) {
    Optional<CustomRules.Batching> rule = op.rules().batching();
    if (rule.isEmpty()) {
      Jaxpr inner =
          InnerJaxpr.of(
                  op.jaxpr(),
                  axis,
                  InnerJaxpr.axes(in),
                  InnerJaxpr.Outs.LEADING,
                  InnerJaxpr.fill(op.jaxpr().outs().size(), true),
                  false)
              .jaxpr();
      CustomRules rules = rules(op.rules(), 0, axis, MappedAxes.of(in));
      return CallBatch.leading(new CustomCall(op.functionName(), inner, op.numConsts(), rules), in);
    }
    boolean[] mapped = InnerJaxpr.mapped(in);
    List<NDArray> args = in.stream().map(x -> Alignment.movedIfMapped(x, 0)).toList();
    boolean more = op.rules().jvp().isPresent() || op.rules().vjp().isPresent();
    if (!more && op.rules().transpose().isEmpty()) {
      return byRule(op, rule.get(), axis.size(), mapped, args);
    }
    ClosedJaxpr traced =
        Tracing.toJaxpr(
            "the batching rule of " + op.functionName(),
            x -> MappedAxes.inFront(byRule(op, rule.get(), axis.size(), mapped, x), axis.size()),
            args.stream().map(NDArray::aval).toList());
    int extra = traced.consts().size();
    List<NDArray> operands = new ArrayList<>(traced.consts());
    operands.addAll(args);
    MappedAxes axes = MappedAxes.of(leading(args, mapped));
    return Batching.all(
        Tracing.bind(
            new CustomCall(
                op.functionName(),
                traced.jaxpr().constsToArgs(),
                extra + op.numConsts(),
                rules(op.rules(), extra, axis, axes)),
            operands),
        0);
  }

  private static List<Batched> leading(List<NDArray> args, boolean[] mapped) {
    List<Batched> out = new ArrayList<>(args.size());
    for (int i = 0; i < mapped.length; i++) {
      out.add(new Batched(args.get(i), mapped[i] ? 0 : Batching.NOT_MAPPED));
    }
    return out;
  }

  /** The rules for all examples, but for batching, of a function with leading operands more. */
  private static CustomRules rules(CustomRules r, int extra, MappedAxis axis, MappedAxes in) {
    return new CustomRules(
        r.jvp().map(j -> WithoutLeading.jvp(extra, new BatchedJvpRule(j, axis, in))),
        r.vjp().map(v -> WithoutLeading.vjp(extra, new BatchedVjpRule(v, axis, in))),
        Optional.empty(),
        r.transpose().map(t -> WithoutLeading.transpose(extra, new BatchedTranspose(t, axis, in))));
  }

  /** Calls the user's rule and checks what it returns. */
  private static List<Batched> byRule(
      CustomCall op, CustomRules.Batching rule, int size, boolean[] mapped, List<NDArray> args) {
    CustomRules.Batched y = rule.batch(size, mapped, args);
    List<AbstractValue> types = op.jaxpr().outAvals();
    if (y.results().size() != types.size()) {
      throw new TransformException(
          "JX0442",
          "the batching rule of '"
              + op.functionName()
              + "' must return "
              + types.size()
              + " arrays but returned "
              + y.results().size());
    }
    List<Batched> out = leading(y.results(), y.mapped());
    for (int i = 0; i < out.size(); i++) {
      AbstractValue one = types.get(i);
      AbstractValue wanted = y.mapped()[i] ? one.withShape(one.shape().insert(0, size)) : one;
      AbstractValue actual = out.get(i).array().aval();
      if (!wanted.sameType(actual)) {
        throw new TransformException(
            "JX0442",
            "the batching rule of '"
                + op.functionName()
                + "' must return "
                + wanted.strong()
                + " as result "
                + i
                + (y.mapped()[i]
                    ? ", with the " + size + " examples along its leading axis,"
                    : ", which it says is the same for every example,")
                + " but returned "
                + actual);
      }
    }
    return out;
  }
}
