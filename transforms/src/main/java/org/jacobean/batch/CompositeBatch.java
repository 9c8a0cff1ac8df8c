package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.Composite;
import org.jacobean.trace.Tracing;

/**
 * A user's operation for all examples: again an operation that expands, so that arrays which the
 * definition holds stay inside it. Results are mapped along their leading axis.
 *
 * @param op the operation on one example
 * @param axis the axis of the examples
 * @param in the mapped axes of the operands
 */
record CompositeBatch(Composite op, MappedAxis axis, MappedAxes in) implements Composite {
  static List<Batched> batch(Composite op, MappedAxis axis, List<Batched> in) {
    List<NDArray> args = in.stream().map(Batched::array).toList();
    return Batching.all(Tracing.bind(new CompositeBatch(op, axis, MappedAxes.of(in)), args), 0);
  }

  /**
   * A composite of operands that all examples share: it stays one unless its definition has a
   * collective over the axis.
   */
  static List<Batched> shared(Composite op, MappedAxis axis, List<Batched> in) {
    List<AbstractValue> types = in.stream().map(b -> b.array().aval()).toList();
    ClosedJaxpr definition = axis.inScope(() -> Tracing.toJaxpr(op.name(), op::expand, types));
    return AxisUse.uses(definition.jaxpr(), axis)
        ? Batching.eval(definition, axis, in)
        : Batching.once(op, in);
  }

  @Override
  public String name() {
    return "vmap(" + op.name() + ")";
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> args) {
    List<AbstractValue> examples = new ArrayList<>(args.size());
    for (int i = 0; i < args.size(); i++) {
      examples.add(Alignment.example(args.get(i), in.get(i)));
    }
    return op.infer(examples).stream()
        .map(a -> a.withShape(a.shape().insert(0, axis.size())))
        .toList();
  }

  @Override
  public List<NDArray> expand(List<NDArray> args) {
    return MappedAxes.inFront(
        MappedAxes.run(op.name(), op::expand, axis, in.mark(args)), axis.size());
  }
}
