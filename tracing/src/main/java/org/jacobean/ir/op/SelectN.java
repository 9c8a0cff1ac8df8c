package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.Shape;

/**
 * {@code out[i] = cases[which[i]][i]}; the first operand is {@code which}, of dtype bool (two
 * cases: false picks the first) or int32.
 *
 * <p>C1: shapes equal, or {@code which} a scalar. C2: {@code which} is bool with at most two cases,
 * or int32. C3: cases have one dtype and shape. C4: at least one case.
 */
public record SelectN() implements Pointwise {
  @Override
  public String name() {
    return "select_n";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.shape(
        in.size() >= 2,
        "select_n_C4",
        "select_n needs a selector and at least one case, got %s",
        in);
    Shape shape = Pointwise.commonShape(this, in);
    AbstractValue which = in.get(0);
    Constraint.dtype(
        which.dtype() == DType.INT32 || (which.dtype() == DType.BOOL && in.size() <= 3),
        "select_n_C2",
        "the selector must be bool (two cases) or int32, got %s for %d cases",
        which,
        in.size() - 1);
    List<AbstractValue> cases = in.subList(1, in.size());
    for (AbstractValue c : cases) {
      Constraint.dtype(
          c.dtype() == cases.get(0).dtype(), "select_n_C3", "cases must have one dtype: %s", cases);
    }
    return List.of(new AbstractValue(cases.get(0).dtype(), shape, Constraint.allWeak(cases)));
  }
}
