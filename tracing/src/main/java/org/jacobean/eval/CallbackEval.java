package org.jacobean.eval;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.CheckException;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Check;
import org.jacobean.ir.op.DebugCallback;
import org.jacobean.ir.op.DebugPrint;
import org.jacobean.ir.op.HostFunction;
import org.jacobean.ir.op.IoCallback;
import org.jacobean.ir.op.PureCallback;
import org.jacobean.ir.op.ValueFormat;
import org.jacobean.trace.Tracing;

/** Runs callbacks on concrete arrays. */
final class CallbackEval {
  /** Errors that are about the callback itself, raised on the way to and from the user's code. */
  private static final Set<String> OWN = Set.of("JX0462", "JX0464");

  private CallbackEval() {}

  static List<NDArray> eval(Callback op, List<NDArray> args, List<AbstractValue> out) {
    return switch (op) {
      case PureCallback p -> checked(p.function(), call(p.function(), args), out);
      case IoCallback i -> checked(i.function(), call(i.function(), args), out);
      case DebugCallback d -> {
        call(d.function(), args);
        yield List.of();
      }
      case DebugPrint p -> {
        PrintStream stream = DebugOutput.current();
        stream.println(ValueFormat.parse(p.fmt()).format(args));
        stream.flush();
        yield List.of();
      }
      case Check c -> {
        check(c, args);
        yield List.of();
      }
    };
  }

  /**
   * Calls user code, which computes eagerly whatever trace is open.
   *
   * @throws TransformException JX0465 when it throws an exception, which is the cause; errors of
   *     the virtual machine and assertions pass as they are
   */
  private static List<NDArray> call(HostFunction f, List<NDArray> args) {
    try {
      return Tracing.eagerly(() -> f.call(args));
    } catch (RuntimeException e) {
      if (e instanceof TransformException t && OWN.contains(t.code())) {
        throw t;
      }
      throw new TransformException("JX0465", f.name() + " failed: " + e, e);
    }
  }

  private static List<NDArray> checked(
      HostFunction f, List<NDArray> results, List<AbstractValue> expected) {
    boolean fits = results.size() == expected.size();
    for (int i = 0; fits && i < expected.size(); i++) {
      fits = expected.get(i).sameType(results.get(i).aval());
    }
    if (!fits) {
      List<AbstractValue> actual = new ArrayList<>();
      results.forEach(r -> actual.add(r.aval()));
      throw new TransformException(
          "JX0464",
          f.name()
              + " was declared to return "
              + expected
              + " but returned "
              + actual
              + "; declare what it returns, or convert it with astype or reshape");
    }
    return results;
  }

  private static void check(Check op, List<NDArray> args) {
    NDArray pred = args.get(0);
    long[] holds = pred.toLongArray();
    for (int i = 0; i < holds.length; i++) {
      if (holds[i] == 0) {
        List<NDArray> values = new ArrayList<>();
        for (NDArray v : args.subList(1, args.size())) {
          values.add(example(v, op.batch(), i));
        }
        String where = op.batch() == 0 ? "" : " (example " + position(pred, i) + ")";
        throw new CheckException("JX0340", ValueFormat.parse(op.message()).format(values) + where);
      }
    }
  }

  /** Element {@code i} of the leading {@code batch} axes. */
  private static NDArray example(NDArray v, int batch, int i) {
    AbstractValue a = v.aval();
    for (int k = 0; k < batch; k++) {
      a = a.withShape(a.shape().remove(0));
    }
    return batch == 0 ? v : ControlEval.row(v, a, i);
  }

  private static String position(NDArray pred, int i) {
    StringBuilder text = new StringBuilder();
    long[] strides = pred.shape().strides();
    for (int d = 0; d < strides.length; d++) {
      text.append(d == 0 ? "" : ", ").append(i / strides[d] % pred.shape().dim(d));
    }
    return text.toString();
  }
}
