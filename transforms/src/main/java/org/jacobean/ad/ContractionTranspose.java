package org.jacobean.ad;

import static org.jacobean.lax.Lax.convertElementType;
import static org.jacobean.lax.Lax.dotGeneral;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.DotDims;
import org.jacobean.ir.op.DotGeneral;
import org.jacobean.lax.Lax;
import org.jspecify.annotations.Nullable;

/**
 * Transposes of contractions: the cotangent contracted with the other operand over that one's free
 * axes.
 */
final class ContractionTranspose {
  private ContractionTranspose() {}

  static List<@Nullable NDArray> transpose(Contraction op, Linear e) {
    return switch (op) {
      case DotGeneral(DotDims d, _) ->
          e.isLinear(0)
              ? e.only(0, left(d, e.ct(), e.aval(0), e.constant(1)))
              : e.only(1, right(d, e.ct(), e.constant(0), e.aval(1)));
    };
  }

  /**
   * Contracts {@code ct} with {@code y} over the free axes of {@code y}, then puts the axes of
   * {@code x} back in order.
   */
  private static NDArray left(DotDims d, NDArray ct, AbstractValue x, NDArray y) {
    int nb = d.lhsBatch().size();
    Axes free = d.lhsFree(x.rank());
    Axes fromY = Axes.range(nb + free.size(), ct.rank());
    DotDims dims = new DotDims(Axes.range(0, nb), d.rhsBatch(), fromY, d.rhsFree(y.rank()));
    NDArray out = dotGeneral(ct, convertElementType(y, ct.dtype()), dims);
    Axes order = d.lhsBatch().plus(free).plus(d.lhsContract().take(d.rhsContract().argsort()));
    return Lax.transpose(convertElementType(out, x.dtype()), order.argsort());
  }

  /**
   * Contracts {@code ct} with {@code x} over the free axes of {@code x}: {@code ct}'s axes from
   * {@code y} remain, in the middle.
   */
  private static NDArray right(DotDims d, NDArray ct, NDArray x, AbstractValue y) {
    int nb = d.rhsBatch().size();
    Axes free = d.rhsFree(y.rank());
    Axes xFree = d.lhsFree(x.rank());
    Axes fromX = Axes.range(nb, nb + xFree.size());
    NDArray value = convertElementType(x, ct.dtype());
    // x first, so that the product's axes come out as (batch, contracted, free of y): for a matrix
    // product x^T ct, in order.
    DotDims dims = new DotDims(d.lhsBatch(), Axes.range(0, nb), xFree, fromX);
    NDArray out = dotGeneral(value, ct, dims);
    Axes order = d.rhsBatch().plus(d.rhsContract().take(d.lhsContract().argsort())).plus(free);
    return Lax.transpose(convertElementType(out, y.dtype()), order.argsort());
  }
}
