package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.Comparison;
import org.jacobean.lax.Lax;

/**
 * The standard basis of the space that some arrays span together: as many vectors as there are
 * elements, stacked along a leading axis.
 *
 * @param avals types of the arrays
 * @param offsets where each array's elements begin
 * @param size the number of vectors
 */
record OneHotBasis(List<AbstractValue> avals, List<Integer> offsets, int size) {
  static OneHotBasis of(List<AbstractValue> avals) {
    List<AbstractValue> strong = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    int at = 0;
    for (AbstractValue a : avals) {
      strong.add(a.strong());
      offsets.add(at);
      at = Math.addExact(at, Math.toIntExact(a.size()));
    }
    return new OneHotBasis(List.copyOf(strong), List.copyOf(offsets), at);
  }

  /** The vectors, mapped along axis 0. */
  List<Batched> vectors() {
    List<Batched> out = new ArrayList<>();
    for (int i = 0; i < avals.size(); i++) {
      AbstractValue a = avals.get(i);
      Shape flat = Shape.of(size, Math.toIntExact(a.size()));
      NDArray rows = Lax.iota(DType.INT32, flat, 0);
      NDArray columns = Lax.iota(DType.INT32, flat, 1);
      NDArray shifted = offsets.get(i) == 0 ? columns : Lax.add(columns, offsets.get(i));
      NDArray ones = Lax.convertElementType(Lax.compare(Comparison.EQ, rows, shifted), a.dtype());
      out.add(new Batched(Lax.reshape(ones, a.shape().insert(0, size)), 0));
    }
    return out;
  }

  /** The rows of a stack that belong to array {@code i}. */
  NDArray slice(NDArray stack, int i) {
    int from = offsets.get(i);
    return Lax.sliceInDim(stack, from, from + Math.toIntExact(avals.get(i).size()), 1, 0);
  }
}
