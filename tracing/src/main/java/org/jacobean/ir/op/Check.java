package org.jacobean.ir.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.DType;

/**
 * Fails the call unless a predicate holds: operands {@code (predicate, values…)}, no results.
 *
 * <p>C1: the predicate is a bool array of rank {@code batch}. C2: the message has one placeholder
 * per value. C3: every value has the predicate's axes in front.
 *
 * @param message shown when the predicate is false, with placeholders as {@link ValueFormat} reads
 *     them
 * @param batch number of leading axes that run over examples
 */
public record Check(String message, int batch) implements Callback {
  @Override
  public String name() {
    return "check";
  }

  @Override
  public Set<Effect> effects() {
    return Set.of(Effect.CHECK);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    AbstractValue pred = in.isEmpty() ? AbstractValue.of(DType.FLOAT0) : in.get(0);
    Constraint.dtype(
        pred.dtype().isBool() && pred.rank() == batch,
        "check_C1",
        "the predicate must be a bool array of rank %d, got %s",
        batch,
        in);
    int n = ValueFormat.parse(message).placeholders();
    Constraint.shape(
        n == in.size() - 1,
        "check_C2",
        "\"%s\" shows %d values, got %d",
        message,
        n,
        in.size() - 1);
    for (AbstractValue v : in.subList(1, in.size())) {
      Constraint.shape(
          v.rank() >= batch && leading(v).equals(leading(pred)),
          "check_C3",
          "%s does not have the axes of %s in front",
          v,
          pred);
    }
    return List.of();
  }

  private List<Integer> leading(AbstractValue v) {
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      dims.add(v.shape().dim(i));
    }
    return dims;
  }
}
