package org.jacobean.ad;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.Varying;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.CollectiveOp;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jacobean.trace.VaryingTypes;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of programs on several devices: the program of one device is differentiated, and its
 * types along the mesh say where communication is needed. Tangents and cotangents are divided as
 * the values are.
 */
final class ShardMapRules {
  private ShardMapRules() {}

  static Duals jvp(ForwardMode mode, ShardMap op, List<NDArray> x, List<@Nullable NDArray> dx) {
    boolean[] nonzero = Tangents.nonzero(dx);
    boolean[] none = new boolean[op.outSpecs().size() * mode.width()];
    String name = mode.verb() + "(" + op.functionName() + ")";
    ForwardJaxpr inner = op.inMesh(() -> ForwardJaxpr.of(mode, name, op.jaxpr(), nonzero, none));
    List<NDArray> args = new ArrayList<>(inner.closed().consts());
    List<PartitionSpec> in = replicated(args.size());
    args.addAll(x);
    args.addAll(Tangents.present(dx));
    in.addAll(op.inSpecs());
    in.addAll(carried(mode, op.inSpecs(), nonzero));
    List<PartitionSpec> out = new ArrayList<>(op.outSpecs());
    out.addAll(carried(mode, op.outSpecs(), inner.nonzeroOut()));
    Jaxpr jaxpr = inner.closed().jaxpr().constsToArgs();
    return inner.duals(Tracing.bind(op.with(name, jaxpr, in, out), args));
  }

  /** The divisions of what is carried along: those of the values. */
  private static List<PartitionSpec> carried(
      ForwardMode mode, List<PartitionSpec> specs, boolean[] nonzero) {
    List<PartitionSpec> out = new ArrayList<>();
    for (int i = 0; i < nonzero.length; i++) {
      if (nonzero[i]) {
        out.add(specs.get(i / mode.width()));
      }
    }
    return out;
  }

  /**
   * Runs the part that depends on known operands only, and records the rest. A residual leaves the
   * first part and enters the second divided along all axes that it varies along, one block per
   * device in a dimension of its own.
   */
  static List<NDArray> split(LinearTrace lin, ShardMap op, List<NDArray> args) {
    boolean[] uk = lin.unknown(args);
    String name = op.functionName();
    PartialEval.Split s =
        op.inMesh(() -> PartialEval.split(name, op.jaxpr(), uk, new boolean[op.outSpecs().size()]));
    int results = s.numKnownOuts();
    List<Varying> saved =
        s.known().outAvals().stream().skip(results).map(AbstractValue::varying).toList();

    List<NDArray> knownArgs = new ArrayList<>(s.known().consts());
    List<PartitionSpec> knownIn = replicated(knownArgs.size());
    knownArgs.addAll(Order.where(args, uk, false));
    knownIn.addAll(Order.where(op.inSpecs(), uk, false));
    List<PartitionSpec> knownOut =
        new ArrayList<>(Order.where(op.outSpecs(), s.unknownOut(), false));
    saved.forEach(v -> knownOut.add(residualSpec(v)));
    List<NDArray> knownOuts =
        knownOut.isEmpty()
            ? List.of()
            : lin.bindKnown(
                op.with(name, op.inMesh(() -> saving(s.known(), results)), knownIn, knownOut),
                knownArgs);

    List<NDArray> rest = s.values(args, knownOuts);
    List<PartitionSpec> restIn = new ArrayList<>();
    boolean[] boxed = new boolean[rest.size()];
    for (PartialEval.Residual r : s.residuals()) {
      if (r instanceof PartialEval.Residual.Output(int i)) {
        boxed[restIn.size()] = i >= results && !saved.get(i - results).isNone();
      }
      restIn.add(
          switch (r) {
            case PartialEval.Residual.Input(int i) -> op.inSpecs().get(i);
            case PartialEval.Residual.Output(int i) -> knownOut.get(i);
            case PartialEval.Residual.Outer _ -> PartitionSpec.REPLICATED;
          });
    }
    rest.addAll(Order.where(args, uk, true));
    restIn.addAll(Order.where(op.inSpecs(), uk, true));
    List<PartitionSpec> restOut = Order.where(op.outSpecs(), s.unknownOut(), true);
    Jaxpr unknown = op.inMesh(() -> restoring(s.unknown(), boxed));
    List<NDArray> unknownOuts = lin.stage(op.with(name, unknown, restIn, restOut), rest);
    return PartialEval.merge(s.unknownOut(), knownOuts, unknownOuts);
  }

  private static PartitionSpec residualSpec(Varying v) {
    return v.isNone() ? PartitionSpec.REPLICATED : PartitionSpec.ofDims(List.of(v.axes()));
  }

  /** The known part with its residuals, those that vary in a dimension of their own. */
  private static Jaxpr saving(ClosedJaxpr known, int results) {
    Jaxpr flat = known.jaxpr().constsToArgs();
    return Tracing.toJaxpr(
            "the residuals of a device",
            args -> {
              List<NDArray> outs = new ArrayList<>();
              for (NDArray y : Tracing.eval(new ClosedJaxpr(flat, List.of()), args)) {
                boolean boxed = outs.size() >= results && !y.aval().varying().isNone();
                outs.add(boxed ? Lax.reshape(y, y.shape().insert(0, 1)) : y);
              }
              return outs;
            },
            flat.inAvals())
        .jaxpr();
  }

  /** The rest of the program, which takes some residuals out of a dimension of their own. */
  private static Jaxpr restoring(Jaxpr rest, boolean[] boxed) {
    List<AbstractValue> types = new ArrayList<>(rest.inAvals());
    for (int i = 0; i < boxed.length; i++) {
      AbstractValue a = types.get(i);
      types.set(i, boxed[i] ? a.withShape(a.shape().insert(0, 1)) : a);
    }
    return Tracing.toJaxpr(
            "the residuals of a device",
            args -> {
              List<NDArray> in = new ArrayList<>(args);
              for (int i = 0; i < boxed.length; i++) {
                if (boxed[i]) {
                  in.set(i, Lax.squeeze(args.get(i), Axes.of(0)));
                }
              }
              return Tracing.eval(new ClosedJaxpr(rest, List.of()), in);
            },
            types)
        .jaxpr();
  }

  static List<@Nullable NDArray> transpose(ShardMap op, Linear e) {
    boolean[] known = Tangents.nonzero(e.x());
    boolean[] nonzero = Tangents.nonzero(e.cts());
    String name = "transpose(" + op.functionName() + ")";
    TransposedJaxpr t =
        op.inMesh(
            () -> TransposedJaxpr.of(name, op.jaxpr(), known, nonzero, new boolean[known.length]));
    List<NDArray> args = new ArrayList<>(t.closed().consts());
    List<PartitionSpec> in = replicated(args.size());
    args.addAll(Tangents.present(e.x()));
    in.addAll(Order.where(op.inSpecs(), known, true));
    args.addAll(Tangents.present(e.cts()));
    in.addAll(Order.where(op.outSpecs(), nonzero, true));
    List<PartitionSpec> out = Order.where(op.inSpecs(), t.nonzeroIn(), true);
    Jaxpr jaxpr = t.closed().jaxpr().constsToArgs();
    return ForwardJaxpr.spread(Tracing.bind(op.with(name, jaxpr, in, out), args), t.nonzeroIn());
  }

  /**
   * The cotangent of a value that varies along fewer axes than its cotangent, as a user's rule may
   * return it: each device has contributed its part.
   */
  static NDArray summed(NDArray ct, Varying wanted) {
    Varying extra = ct.aval().varying().minus(wanted);
    return extra.isNone()
        ? ct
        : Tracing.bind1(new AllReduce(CollectiveOp.SUM, VaryingTypes.named(extra)), ct);
  }

  private static List<PartitionSpec> replicated(int n) {
    return new ArrayList<>(Collections.nCopies(n, PartitionSpec.REPLICATED));
  }
}
