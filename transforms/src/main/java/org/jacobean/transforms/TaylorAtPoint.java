package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ad.Duals;
import org.jacobean.ad.Taylor;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/** Taylor mode on trees. */
final class TaylorAtPoint {
  private TaylorAtPoint() {}

  @SuppressWarnings("unchecked") // the facade's signatures say what f returns
  static <R> Jet<R> jet(
      TreeFunction f, int arity, Object primals, List<?> series, SeriesScale scale) {
    Staging.Args args = Staging.Args.of(DerivativesAtPoint.untuple(primals, arity));
    int order = series.size();
    List<List<@Nullable NDArray>> given = new ArrayList<>();
    for (int k = 1; k <= order; k++) {
      given.add(term(args, DerivativesAtPoint.untuple(series.get(k - 1), arity), k, scale));
    }
    List<@Nullable NDArray> coefficients = new ArrayList<>();
    for (int i = 0; i < args.leaves().size(); i++) {
      for (List<@Nullable NDArray> term : given) {
        coefficients.add(term.get(i));
      }
    }
    Staging.Staged staged = Staging.stage("jet", f, args);
    Duals y = new Taylor(order).eval(staged.jaxpr(), args.leaves(), coefficients);
    List<AbstractValue> outs = staged.jaxpr().outAvals();
    List<R> terms = new ArrayList<>();
    for (int k = 1; k <= order; k++) {
      List<@Nullable NDArray> term = new ArrayList<>();
      for (int i = 0; i < outs.size(); i++) {
        term.add(times(y.tangents().get(i * order + k - 1), factor(k, scale)));
      }
      terms.add((R) staged.result(TangentTrees.instantiate(term, outs)));
    }
    return new Jet<>((R) staged.result(y.primals()), List.copyOf(terms));
  }

  private static List<@Nullable NDArray> term(
      Staging.Args args, Object[] trees, int k, SeriesScale scale) {
    List<@Nullable NDArray> flat =
        TangentTrees.check(
            "series term",
            445,
            args.tree(),
            args.avals(),
            path -> Staging.argumentName(path) + " (order " + k + ")",
            trees);
    flat.replaceAll(t -> times(t, 1 / factor(k, scale)));
    return flat;
  }

  private static @Nullable NDArray times(@Nullable NDArray x, double c) {
    return x == null || c == 1 ? x : Lax.mul(x, c);
  }

  private static double factor(int k, SeriesScale scale) {
    double f = 1;
    for (int i = 2; i <= k && scale == SeriesScale.DERIVATIVES; i++) {
      f *= i;
    }
    return f;
  }
}
