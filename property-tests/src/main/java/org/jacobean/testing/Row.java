package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jacobean.DType;
import org.jacobean.errors.JacobeanException;

/**
 * A row of the {@link Catalogue}: an operation for every dtype of its principal operands.
 *
 * @param name unique in the catalogue
 * @param make the instance whose principal operands have the dtype
 * @param smooth whether differences approximate derivatives around sampled points
 */
public record Row(String name, Function<DType, Instance> make, boolean smooth) {
  /** Those of the dtypes that the operation accepts. */
  public List<DType> accepted(DType... candidates) {
    List<DType> out = new ArrayList<>();
    for (DType t : candidates) {
      if (accepts(t)) {
        out.add(t);
      }
    }
    return out;
  }

  private boolean accepts(DType t) {
    try {
      Instance i = make.apply(t);
      i.op().infer(i.types());
      return true;
    } catch (JacobeanException refused) {
      return false;
    }
  }

  /** An instance of any accepted dtype, for what does not depend on it. */
  public Instance any() {
    DType[] candidates = {DType.FLOAT32, DType.INT32, DType.BOOL, DType.UINT32, DType.COMPLEX64};
    return make.apply(accepted(candidates).get(0));
  }

  @Override
  public String toString() {
    return name;
  }
}
