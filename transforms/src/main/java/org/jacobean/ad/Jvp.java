package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Sorting;
import org.jacobean.trace.SourceLines;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Forward mode: evaluates a jaxpr on values and tangents at once, {@code (x, dx) → (f(x), f'(x)
 * dx)}. Rules are written in {@link org.jacobean.lax.Lax}, so the results can be differentiated
 * again.
 */
public final class Jvp {
  /** One tangent per value. */
  static final ForwardMode MODE =
      new ForwardMode() {
        @Override
        public String verb() {
          return "jvp";
        }

        @Override
        public int width() {
          return 1;
        }

        @Override
        public Duals eval(
            ClosedJaxpr jaxpr, List<NDArray> primals, List<@Nullable NDArray> tangents) {
          return Jvp.eval(jaxpr, primals, tangents);
        }
      };

  private Jvp() {}

  /**
   * Values and tangents of a jaxpr's results, computed in the current trace.
   *
   * @param jaxpr the program
   * @param primals its arguments
   * @param tangents one per argument, null for zero; ignored for integers and booleans
   * @throws org.jacobean.errors.TransformException JX0430 for an operation without derivative,
   *     JX0431 for a function with a reverse-mode rule only, JX0434 or JX0435 for a wrong custom
   *     rule, JX0436 or JX0437 for unfitting tangents
   */
  public static Duals eval(
      ClosedJaxpr jaxpr, List<NDArray> primals, List<@Nullable NDArray> tangents) {
    return eval(new JvpEvaluation(jaxpr), primals, tangents);
  }

  /** The same with tangents that are arguments of a linear trace, which is the current one. */
  static Duals eval(
      ClosedJaxpr jaxpr,
      List<NDArray> primals,
      List<@Nullable NDArray> tangents,
      LinearTrace linear) {
    return eval(new JvpEvaluation(jaxpr, linear), primals, tangents);
  }

  private static Duals eval(
      JvpEvaluation evaluation, List<NDArray> primals, List<@Nullable NDArray> tangents) {
    List<@Nullable NDArray> inexact = new ArrayList<>(tangents);
    for (int i = 0; i < Math.min(primals.size(), tangents.size()); i++) {
      if (!primals.get(i).dtype().isInexact()) {
        inexact.set(i, null);
      }
    }
    Faults.check("tangent", primals.stream().map(NDArray::aval).toList(), inexact);
    return evaluation.run(primals, inexact);
  }

  /**
   * Results and tangents of one operation some of whose operands have tangents.
   *
   * @param done the results when they are known already, else empty
   */
  static Duals apply(
      Primitive op, List<NDArray> x, List<@Nullable NDArray> dx, List<NDArray> done) {
    return switch (op) {
      case Sorting s -> SortingJvp.jvp(s, x, dx);
      case Control c -> ControlJvp.jvp(MODE, c, x, dx);
      case Call c -> CallJvp.jvp(c, x, dx);
      case Callback c -> throw Faults.callbackHasNoDerivative(c);
      case Composite c -> {
        List<AbstractValue> types = x.stream().map(NDArray::aval).toList();
        yield eval(Tracing.toJaxpr(c.name(), c::expand, types), x, dx);
      }
      case Collective _,
          Contraction _,
          Convolution _,
          Creation _,
          Cumulative _,
          Indexing _,
          Movement _,
          Pointwise _,
          Reduction _ -> {
        List<NDArray> y = done.isEmpty() ? Tracing.bind(op, x) : done;
        yield SourceLines.within(
            SourceLine.Pass.TANGENT, () -> Duals.of(y.get(0), tangent(op, x, dx, y.get(0))));
      }
    };
  }

  private static @Nullable NDArray tangent(
      Primitive op, List<NDArray> x, List<@Nullable NDArray> dx, NDArray y) {
    return switch (op) {
      case Pointwise p -> PointwiseJvp.tangent(p, x, dx, y);
      case Movement m -> MovementJvp.tangent(m, x, dx);
      case Indexing i -> IndexingJvp.tangent(i, x, dx, y);
      case Reduction r -> ReductionJvp.tangent(r, x.get(0), Objects.requireNonNull(dx.get(0)), y);
      case Cumulative c -> CumulativeJvp.tangent(c, x.get(0), Objects.requireNonNull(dx.get(0)), y);
      case Collective c -> CollectiveJvp.tangent(c, x, dx, y);
      case Contraction c -> ContractionJvp.tangent(c, x, dx);
      case Convolution c -> ConvolutionJvp.tangent(c, x, dx);
      case Creation _, Sorting _, Control _, Call _, Callback _, Composite _ -> null;
    };
  }

  /** Whether the results can be computed before, and apart from, the tangents. */
  static boolean isSeparable(Primitive op) {
    return switch (op) {
      case Collective _,
          Contraction _,
          Convolution _,
          Creation _,
          Cumulative _,
          Indexing _,
          Movement _,
          Pointwise _,
          Reduction _ ->
          true;
      case Call _, Callback _, Composite _, Control _, Sorting _ -> false;
    };
  }
}
