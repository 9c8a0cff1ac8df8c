package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;

/** Structured control flow. */
final class ControlEval {
  private ControlEval() {}

  static List<NDArray> eval(Control op, List<NDArray> args, List<AbstractValue> out) {
    return switch (op) {
      case Cond c -> cond(c, args);
      case While w -> loop(w, args);
      case Scan s -> scan(s, args, out);
    };
  }

  private static List<NDArray> cond(Cond op, List<NDArray> args) {
    long index = args.get(0).itemLong();
    int branch = (int) Math.max(0, Math.min(op.branches().size() - 1, index));
    return ReferenceEvaluator.run(op.branches().get(branch), args.subList(1, args.size()));
  }

  private static List<NDArray> loop(While op, List<NDArray> args) {
    int condConsts = op.condNumConsts();
    int consts = condConsts + op.bodyNumConsts();
    Program cond = Program.of(op.condJaxpr());
    Program body = Program.of(op.bodyJaxpr());
    List<NDArray> carry = args.subList(consts, args.size());
    FloatWatch watch = FloatWatch.current();
    long step = 0;
    while (cond.run(concat(args.subList(0, condConsts), carry)).get(0).itemBoolean()) {
      List<NDArray> in = concat(args.subList(condConsts, consts), carry);
      carry = watch == null ? body.run(in) : watch.inStep("while", step++, () -> body.run(in));
    }
    return carry;
  }

  private static List<NDArray> scan(Scan op, List<NDArray> args, List<AbstractValue> out) {
    int consts = op.numConsts();
    int carries = op.numCarry();
    Program body = Program.of(op.jaxpr());
    List<NDArray> fixed = args.subList(0, consts);
    List<NDArray> carry = args.subList(consts, consts + carries);
    List<NDArray> xs = args.subList(consts + carries, args.size());
    List<DeviceArray> ys = new ArrayList<>();
    for (AbstractValue y : out.subList(carries, out.size())) {
      ys.add(DeviceArray.allocate(y));
    }
    FloatWatch watch = FloatWatch.current();
    for (int step = 0; step < op.length(); step++) {
      int i = op.reverse() ? op.length() - 1 - step : step;
      List<NDArray> in = concat(fixed, carry);
      for (NDArray x : xs) {
        in.add(row(x, i));
      }
      List<NDArray> results =
          watch == null ? body.run(in) : watch.inStep("scan", i, () -> body.run(in));
      carry = results.subList(0, carries);
      for (int k = 0; k < ys.size(); k++) {
        storeRow(ReferenceEvaluator.concrete(results.get(carries + k)), ys.get(k), i);
      }
    }
    List<NDArray> all = new ArrayList<>(carry);
    all.addAll(ys);
    return all;
  }

  /** A copy of {@code x[i]}. */
  private static NDArray row(NDArray x, int i) {
    return row(x, x.aval().withShape(x.shape().remove(0)), i);
  }

  /** A copy of the {@code i}-th array of type {@code type} among those {@code x} consists of. */
  static NDArray row(NDArray x, AbstractValue type, int i) {
    DeviceArray r = DeviceArray.allocate(type);
    long bytes = r.aval().bytes();
    MemorySegment.copy(
        ReferenceEvaluator.concrete(x).writable(), i * bytes, r.writable(), 0, bytes);
    return r;
  }

  private static void storeRow(DeviceArray y, DeviceArray ys, int i) {
    long bytes = y.aval().bytes();
    try {
      MemorySegment.copy(y.writable(), 0, ys.writable(), i * bytes, bytes);
    } finally {
      Reference.reachabilityFence(y);
    }
  }

  private static List<NDArray> concat(List<NDArray> a, List<NDArray> b) {
    List<NDArray> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }
}
