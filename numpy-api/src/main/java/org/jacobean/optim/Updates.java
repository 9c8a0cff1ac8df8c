package org.jacobean.optim;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.lax.Lax;

/** Functions of whole trees of parameters or gradients. */
public final class Updates {
  private Updates() {}

  /**
   * {@code params + updates}, leaf by leaf, in the parameters' dtypes. @throws
   * org.jacobean.errors.TreeException JX0641 when the trees differ
   */
  public static <P> P applyUpdates(P params, P updates) {
    return Leaves.into(
        params,
        Leaves.map(
            (p, u) -> Lax.convertElementType(p.add(u), p.dtype()),
            Leaves.of(params),
            Leaves.of(updates)));
  }

  /**
   * The square root of the sum of all elements' squared moduli; 0 for a tree without arrays.
   * Derivative at 0: NaN.
   */
  public static NDArray globalNorm(Object tree) {
    NDArray sum = NDArray.scalar(0.0);
    for (NDArray x : Leaves.of(tree)) {
      NDArray square = x.dtype().isComplex() ? x.mul(x.conj()).real() : x.square();
      sum = sum.add(square.sum());
    }
    return sum.sqrt();
  }

  /** {@code decay * before + (1 - decay) * f(g)} per leaf. */
  static List<NDArray> moment(List<NDArray> before, List<NDArray> values, double decay) {
    return Leaves.map((m, v) -> m.mul(decay).add(v.mul(1 - decay)), before, values);
  }

  static List<NDArray> squares(List<NDArray> gradients) {
    return Leaves.map(g -> g.dtype().isComplex() ? g.mul(g.conj()).real() : g.square(), gradients);
  }

  /** {@code 1 - decay^count}. */
  static NDArray correction(double decay, NDArray count) {
    return NDArray.scalar(decay).pow(States.weak(count)).rsub(1.0);
  }
}
