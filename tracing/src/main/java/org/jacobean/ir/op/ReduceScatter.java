package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;

/**
 * The sum of the participants' operands, of which participant {@code k} keeps the {@code k}-th
 * block along an axis ({@code psum_scatter}). Varying to varying.
 *
 * <p>C1: {@code dim} is an axis. C2: tiled, the number of participants divides its length; else it
 * equals it, and the axis disappears. C3: numbers.
 *
 * @param axis the axis summed over
 * @param dim the axis of the operand that is scattered
 * @param tiled whether the axis stays, with the length of a block
 */
public record ReduceScatter(NamedAxis axis, int dim, boolean tiled) implements Collective {
  @Override
  public String name() {
    return "reduce_scatter";
  }

  @Override
  public List<NamedAxis> namedAxes() {
    return List.of(axis);
  }

  @Override
  public ReduceScatter over(List<NamedAxis> others) {
    return new ReduceScatter(others.getFirst(), dim, tiled);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    AbstractValue x = in.get(0);
    Shape s = x.shape();
    Constraint.shape(0 <= dim && dim < s.rank(), "reduce_scatter_C1", "%s has no axis %d", x, dim);
    Constraint.split(axis, x, dim, tiled, "reduce_scatter_C2");
    Constraint.dtype(
        x.dtype().isInexact() || x.dtype().isInteger(),
        "reduce_scatter_C3",
        "reduce_scatter does not accept %s",
        x);
    return List.of(
        x.withShape(
            tiled ? s.with(dim, axis.size() == 0 ? 0 : s.dim(dim) / axis.size()) : s.remove(dim)));
  }
}
