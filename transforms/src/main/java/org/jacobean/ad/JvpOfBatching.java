package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * The forward-mode derivative of a batching rule: the batching rule of the derivative. Operands are
 * {@code (extra…, primals…, non-zero tangents…)}, results {@code (results…, non-zero tangents…)}.
 *
 * @param rule the rule for the function
 * @param extra leading operands that are not the function's
 * @param nonzeroIn which primals have a tangent
 * @param nonzeroOut which results have one
 * @param outs types of the results for one example
 */
record JvpOfBatching(
    CustomRules.Batching rule,
    int extra,
    List<Boolean> nonzeroIn,
    List<Boolean> nonzeroOut,
    List<AbstractValue> outs)
    implements CustomRules.Batching {
  @Override
  public CustomRules.Batched batch(int size, boolean[] mapped, List<NDArray> args) {
    int n = nonzeroIn.size();
    List<NDArray> primals = new ArrayList<>(args.subList(extra, extra + n));
    List<@Nullable NDArray> tangents = new ArrayList<>();
    boolean[] either = new boolean[n];
    int next = extra + n;
    for (int i = 0; i < n; i++) {
      NDArray t = nonzeroIn.get(i) ? args.get(next) : null;
      boolean tMapped = nonzeroIn.get(i) && mapped[next++];
      either[i] = mapped[extra + i] || tMapped;
      primals.set(i, repeat(primals.get(i), either[i] && !mapped[extra + i], size));
      tangents.add(t == null ? null : repeat(t, either[i] && !tMapped, size));
    }
    List<CustomRules.Batched> outcome = new ArrayList<>(1);
    ClosedJaxpr traced =
        Tracing.toJaxpr(
            "a custom batching rule",
            x -> {
              outcome.add(rule.batch(size, either, x));
              return outcome.getFirst().results();
            },
            primals.stream().map(NDArray::aval).toList());
    Duals y = Jvp.eval(traced, primals, tangents);
    boolean[] outMapped = outcome.getFirst().mapped();
    List<NDArray> results = new ArrayList<>(y.primals());
    List<Boolean> flags = new ArrayList<>(Order.list(outMapped));
    for (int i = 0; i < outMapped.length; i++) {
      if (nonzeroOut.get(i)) {
        AbstractValue type = outs.get(i).withShape(y.primals().get(i).shape());
        results.add(Tangents.instantiate(y.tangents().get(i), type));
        flags.add(outMapped[i]);
      }
    }
    return new CustomRules.Batched(results, Order.mask(flags));
  }

  private static NDArray repeat(NDArray x, boolean doIt, int size) {
    if (!doIt) {
      return x;
    }
    Shape whole = x.shape().insert(0, size);
    return Lax.broadcastInDim(x, whole, Axes.range(1, whole.rank()));
  }
}
