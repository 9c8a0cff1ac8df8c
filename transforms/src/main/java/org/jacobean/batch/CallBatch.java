package org.jacobean.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Calls stay calls: of the batched function, with the user's derivative rules batched as well. */
final class CallBatch {
  private CallBatch() {}

  static List<Batched> batch(Call op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    int[] axes = InnerJaxpr.axes(in);
    return switch (op) {
      case JitCall j when active != null && InnerJaxpr.needsActive(j) ->
          InnerJaxpr.eval(j.jaxpr(), axis, in, active);
      case JitCall(var name, var jaxpr) -> {
        InnerJaxpr inner =
            InnerJaxpr.of(
                jaxpr,
                axis,
                axes,
                InnerJaxpr.Outs.ANYWHERE,
                new boolean[jaxpr.outs().size()],
                false);
        List<NDArray> results =
            Tracing.bind(new JitCall("vmap(" + name + ")", inner.jaxpr()), arrays(in));
        List<Batched> out = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
          out.add(new Batched(results.get(i), inner.outAxes()[i]));
        }
        yield out;
      }
      case Checkpoint c -> checkpoint(c, axis, in, active);
      case CustomCall c -> CustomBatch.batch(c, axis, in);
      case ShardMap s -> sharded(s, axis, in, InnerJaxpr.needsActive(s) ? active : null);
      case CustomLinear(var rule, var residuals, var outAvals) -> {
        List<AbstractValue> whole = new ArrayList<>(outAvals.size());
        for (AbstractValue a : outAvals) {
          whole.add(a.withShape(a.shape().insert(0, axis.size())));
        }
        var batched =
            new BatchedPullback(
                rule,
                axis,
                MappedAxes.of(in.subList(0, residuals)),
                MappedAxes.of(in.subList(residuals, in.size())));
        yield leading(new CustomLinear(batched, residuals, whole), in);
      }
    };
  }

  /** The recomputation is batched as the computation is. */
  private static List<Batched> checkpoint(
      Checkpoint op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    boolean masked = active != null && InnerJaxpr.needsActive(op);
    boolean[] none = new boolean[op.jaxpr().outs().size()];
    InnerJaxpr inner =
        InnerJaxpr.of(
            op.jaxpr(), axis, InnerJaxpr.axes(in), InnerJaxpr.Outs.ANYWHERE, none, masked);
    List<NDArray> operands = new ArrayList<>(in.size() + 1);
    if (active != null && masked) {
      operands.add(active);
    }
    operands.addAll(arrays(in));
    List<NDArray> results = Tracing.bind(op.of(inner.jaxpr()), operands);
    List<Batched> out = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      out.add(new Batched(results.get(i), inner.outAxes()[i]));
    }
    return out;
  }

  /** Every device works on all examples of its blocks. */
  private static List<Batched> sharded(
      ShardMap op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    int[] axes = InnerJaxpr.axes(in);
    // Inside, a name of the mesh means the mesh.
    MappedAxis own = op.mesh().axis(axis.name()).isPresent() ? MappedAxis.of(axis.size()) : axis;
    InnerJaxpr inner =
        op.inMesh(
            () ->
                InnerJaxpr.of(
                    op.jaxpr(),
                    own,
                    axes,
                    InnerJaxpr.Outs.ANYWHERE,
                    new boolean[op.outSpecs().size()],
                    active != null));
    List<NDArray> operands = new ArrayList<>();
    List<PartitionSpec> inSpecs = new ArrayList<>();
    if (active != null) {
      operands.add(active);
      inSpecs.add(PartitionSpec.REPLICATED);
    }
    operands.addAll(arrays(in));
    inSpecs.addAll(whole(op.inSpecs(), axes));
    String name = "vmap(" + op.functionName() + ")";
    ShardMap mapped = op.with(name, inner.jaxpr(), inSpecs, whole(op.outSpecs(), inner.outAxes()));
    return new MappedAxes(Arrays.stream(inner.outAxes()).boxed().toList())
        .mark(Tracing.bind(mapped, operands));
  }

  /** The specs of arrays whose examples no mesh axis divides. */
  private static List<PartitionSpec> whole(List<PartitionSpec> specs, int[] axes) {
    List<PartitionSpec> out = new ArrayList<>(specs.size());
    for (int i = 0; i < axes.length; i++) {
      PartitionSpec s = specs.get(i);
      out.add(axes[i] == Batching.NOT_MAPPED ? s : s.insertWhole(axes[i]));
    }
    return out;
  }

  static List<Batched> leading(Call op, List<Batched> in) {
    return Batching.all(Tracing.bind(op, arrays(in)), 0);
  }

  static List<NDArray> arrays(List<Batched> in) {
    return in.stream().map(Batched::array).toList();
  }
}
