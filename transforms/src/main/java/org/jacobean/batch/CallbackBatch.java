package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Check;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.DebugCallback;
import org.jacobean.ir.op.DebugPrint;
import org.jacobean.ir.op.IoCallback;
import org.jacobean.ir.op.PureCallback;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Java code for all examples: one call per example, in the order of the examples, except
 * for checks, which look at all of them, and for pure functions that can take them all at once.
 */
final class CallbackBatch {
  private CallbackBatch() {}

  static List<Batched> batch(
      Callback op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    int size = axis.size();
    return switch (op) {
      case Check c -> check(c, size, in, active);
      case PureCallback p -> pure(p, size, in);
      case IoCallback i when i.ordered() ->
          throw new TransformException(
              "JX0467",
              "an ordered ioCallback cannot be batched: vmap has no order among the examples; pass"
                  + " ordered = false to run it once per example, or loop with scan");
      case IoCallback i -> loop(i, i.results(), size, in, active);
      case DebugCallback d -> loop(d, List.of(), size, in, active);
      case DebugPrint d -> loop(d, List.of(), size, in, active);
    };
  }

  /** The check of all examples, those that do not matter passing it. */
  private static List<Batched> check(
      Check op, int size, List<Batched> in, @Nullable NDArray active) {
    List<NDArray> args = new ArrayList<>(in.size());
    for (Batched x : in) {
      args.add(Alignment.at(x, 0, size));
    }
    if (active != null) {
      NDArray pred = args.get(0);
      NDArray idle = Lax.unary(UnaryOp.NOT, active);
      args.set(
          0,
          Lax.binary(BinaryOp.OR, pred, Lax.broadcastInDim(idle, pred.shape(), Axes.range(0, 1))));
    }
    return Batching.all(Tracing.bind(new Check(op.message(), op.batch() + 1), args), 0);
  }

  private static List<Batched> pure(PureCallback op, int size, List<Batched> in) {
    List<NDArray> args = new ArrayList<>(in.size());
    switch (op.vmapMethod()) {
      case NONE ->
          throw new TransformException(
              "JX0466",
              "a pureCallback without a vmap method cannot be batched; pass"
                  + " VmapMethod.SEQUENTIAL to call it once per example, or EXPAND_DIMS or"
                  + " BROADCAST_ALL if it takes leading axes");
      case SEQUENTIAL -> {
        return loop(op, op.results(), size, in, null);
      }
      case EXPAND_DIMS ->
          in.forEach(
              x ->
                  args.add(x.mapped() ? Alignment.moved(x, 0) : Alignment.repeat(x.array(), 0, 1)));
      case BROADCAST_ALL -> in.forEach(x -> args.add(Alignment.at(x, 0, size)));
      case LEGACY_VECTORIZED -> in.forEach(x -> args.add(Alignment.movedIfMapped(x, 0)));
    }
    List<AbstractValue> whole = new ArrayList<>();
    for (AbstractValue a : op.results()) {
      whole.add(a.withShape(a.shape().insert(0, size)));
    }
    return Batching.all(
        Tracing.bind(new PureCallback(op.function(), whole, op.vmapMethod()), args), 0);
  }

  /** One call per example; examples that do not matter are left out, their results zero. */
  private static List<Batched> loop(
      Callback op,
      List<AbstractValue> results,
      int size,
      List<Batched> in,
      @Nullable NDArray active) {
    return Batching.all(
        Tracing.isEager()
            ? atOnce(op, results, size, in, active)
            : Tracing.bind(scan(op, results, size, in, active != null), scanOperands(in, active)),
        0);
  }

  private static List<NDArray> atOnce(
      Callback op,
      List<AbstractValue> results,
      int size,
      List<Batched> in,
      @Nullable NDArray active) {
    List<List<NDArray>> rows = new ArrayList<>();
    results.forEach(_ -> rows.add(new ArrayList<>()));
    long[] runs = active == null ? new long[0] : active.toLongArray();
    for (int i = 0; i < size; i++) {
      List<NDArray> out;
      if (runs.length > 0 && runs[i] == 0) {
        out = zeros(results);
      } else {
        List<NDArray> args = new ArrayList<>(in.size());
        for (Batched x : in) {
          args.add(x.mapped() ? example(x, i) : x.array());
        }
        out = Tracing.bind(op, args);
      }
      for (int r = 0; r < rows.size(); r++) {
        NDArray y = out.get(r);
        rows.get(r).add(Lax.reshape(y, y.shape().insert(0, 1)));
      }
    }
    List<NDArray> stacked = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      AbstractValue a = results.get(r);
      stacked.add(
          size == 0
              ? Lax.zeros(a.dtype(), a.shape().insert(0, 0))
              : Lax.concatenate(rows.get(r), 0));
    }
    return stacked;
  }

  private static NDArray example(Batched x, int i) {
    NDArray first = Alignment.moved(x, 0);
    return Lax.reshape(Lax.sliceInDim(first, i, i + 1, 1, 0), first.shape().remove(0));
  }

  private static List<NDArray> zeros(List<AbstractValue> types) {
    return types.stream().map(a -> Lax.zeros(a.dtype(), a.shape())).toList();
  }

  /**
   * The loop over the examples: what they share is constant, the rest and {@code active} sliced.
   */
  private static Scan scan(
      Callback op, List<AbstractValue> results, int size, List<Batched> in, boolean masked) {
    List<AbstractValue> types = new ArrayList<>();
    in.stream().filter(x -> !x.mapped()).forEach(x -> types.add(x.example()));
    int shared = types.size();
    if (masked) {
      types.add(AbstractValue.of(DType.BOOL));
    }
    int sliced = types.size();
    in.stream().filter(Batched::mapped).forEach(x -> types.add(x.example()));
    return new Scan(
        InnerJaxpr.record(
            a -> {
              List<NDArray> args = new ArrayList<>(in.size());
              int c = 0;
              int s = sliced;
              for (Batched x : in) {
                args.add(x.mapped() ? a.get(s++) : a.get(c++));
              }
              return masked ? only(a.get(shared), op, results, args) : Tracing.bind(op, args);
            },
            types),
        size,
        false,
        shared,
        0,
        1);
  }

  private static List<NDArray> only(
      NDArray runs, Callback op, List<AbstractValue> results, List<NDArray> args) {
    List<AbstractValue> types = args.stream().map(NDArray::aval).toList();
    List<NDArray> operands = new ArrayList<>(List.of(runs));
    operands.addAll(args);
    return Tracing.bind(
        new Cond(
            List.of(
                InnerJaxpr.record(_ -> zeros(results), types),
                InnerJaxpr.record(a -> Tracing.bind(op, a), types))),
        operands);
  }

  private static List<NDArray> scanOperands(List<Batched> in, @Nullable NDArray active) {
    List<NDArray> operands = new ArrayList<>();
    in.stream().filter(x -> !x.mapped()).forEach(x -> operands.add(x.array()));
    if (active != null) {
      operands.add(active);
    }
    in.stream().filter(Batched::mapped).forEach(x -> operands.add(Alignment.moved(x, 0)));
    return operands;
  }
}
