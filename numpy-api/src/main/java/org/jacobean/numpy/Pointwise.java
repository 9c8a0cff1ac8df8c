package org.jacobean.numpy;

import static org.jacobean.numpy.Selection.where;

import io.vavr.Function2;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.transforms.Jvp;
import org.jacobean.transforms.Transforms;

/** Pointwise functions that are more than one primitive. */
public final class Pointwise {
  private static final Function2<NDArray, NDArray, NDArray> LOGADDEXP =
      Transforms.customJvp(Pointwise::logaddexpValue, Pointwise::logaddexpJvp);

  private Pointwise() {}

  /**
   * {@code log(e^x + e^y)} without overflow. The operands broadcast and become floats. Derivatives:
   * the softmax of the two, right at ties to every order.
   */
  public static NDArray logaddexp(NDArray x, NDArray y) {
    List<NDArray> p = Elementwise.promoteInexact(x, y);
    var shape =
        org.jacobean.lax.Promotion.broadcastShapes(List.of(p.get(0).shape(), p.get(1).shape()));
    return LOGADDEXP.apply(p.get(0).broadcastTo(shape), p.get(1).broadcastTo(shape));
  }

  private static NDArray logaddexpValue(NDArray x, NDArray y) {
    NDArray difference = x.sub(y);
    NDArray sum = x.maximum(y).add(difference.abs().neg().exp().log1p());
    // Equal infinities have no difference; their sum is the right infinity, or NaN.
    return where(difference.ne(difference), x.add(y), sum);
  }

  private static Jvp<NDArray> logaddexpJvp(
      Tuple2<NDArray, NDArray> primals, Tuple2<NDArray, NDArray> tangents) {
    NDArray x = primals._1();
    NDArray y = primals._2();
    NDArray difference = x.sub(y);
    // Only equal infinities: at finite ties the difference must go on depending on x and y, for
    // second derivatives.
    NDArray infinite = x.eq(y).and(difference.ne(difference));
    NDArray clean = where(infinite, Lax.zerosLike(difference), difference);
    NDArray left = Lax.unary(UnaryOp.LOGISTIC, clean);
    NDArray right = Lax.unary(UnaryOp.LOGISTIC, clean.neg());
    return new Jvp<>(logaddexp(x, y), tangents._1().mul(left).add(tangents._2().mul(right)));
  }
}
