package org.jacobean.eval;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.CollectiveEngine;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.BackendException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Sorting;
import org.jacobean.trace.Tracing;

/** Applies primitives, and runs jaxprs, on concrete arrays. */
public final class ReferenceEvaluator {
  private ReferenceEvaluator() {}

  /**
   * Applies an operation to concrete arrays.
   *
   * @throws org.jacobean.errors.JacobeanException JX022x when the operands violate the operation's
   *     constraints
   * @throws org.jacobean.errors.TracerException JX0303 when an operand is a tracer
   */
  public static List<NDArray> eval(Primitive op, List<NDArray> args) {
    List<AbstractValue> in =
        switch (args.size()) {
          case 1 -> List.of(args.get(0).aval());
          case 2 -> List.of(args.get(0).aval(), args.get(1).aval());
          default -> args.stream().map(NDArray::aval).toList();
        };
    return apply(op, args, op.infer(in));
  }

  /**
   * Runs a program on concrete arrays.
   *
   * @throws BackendException JX0530 when the arguments do not fit the program
   */
  public static List<NDArray> eval(ClosedJaxpr program, List<NDArray> args) {
    List<NDArray> all = new ArrayList<>(program.consts());
    all.addAll(args);
    return Program.of(program.jaxpr().constsToArgs()).run(all);
  }

  /** Applies an operation whose result types are known. */
  static List<NDArray> apply(Primitive op, List<NDArray> args, List<AbstractValue> out) {
    try {
      return weaken(dispatch(op, args, out), out);
    } finally {
      Reference.reachabilityFence(args);
    }
  }

  private static List<NDArray> dispatch(Primitive op, List<NDArray> args, List<AbstractValue> out) {
    return switch (op) {
      case Pointwise p -> PointwiseEval.eval(p, args, out);
      case Movement m -> MovementEval.eval(m, args, out.get(0));
      case Indexing i -> IndexingEval.eval(i, args, out.get(0));
      case Reduction r -> ReductionEval.eval(r, args.get(0), out.get(0));
      case Cumulative c -> List.of(CumulativeEval.eval(c, args.get(0), out.get(0)));
      case Contraction c -> ContractionEval.eval(c, args, out.get(0));
      case Convolution c -> ConvolutionEval.eval(c, args, out.get(0));
      case Sorting s -> SortingEval.eval(s, args, out);
      case Creation c -> CreationEval.eval(c, out.get(0));
      case Control c -> ControlEval.eval(c, args, out);
      case Call c -> CallEval.eval(c, args);
      case Callback c -> CallbackEval.eval(c, args, out);
      case Collective c -> List.of(CollectiveEngine.current(c).apply(c, args));
      case Composite c -> expand(c, args);
    };
  }

  /**
   * A composite is recorded first, so that its definition never meets a trace that happens to be
   * open.
   */
  private static List<NDArray> expand(Composite op, List<NDArray> args) {
    return eval(
        Tracing.toJaxpr(op.name(), op::expand, args.stream().map(NDArray::aval).toList()), args);
  }

  /** Runs an inner program that has no constants. */
  static List<NDArray> run(Jaxpr jaxpr, List<NDArray> args) {
    return Program.of(jaxpr).run(args);
  }

  private static List<NDArray> weaken(List<NDArray> results, List<AbstractValue> out) {
    boolean same = true;
    for (int i = 0; i < out.size(); i++) {
      same &= results.get(i).aval().weakType() == out.get(i).weakType();
    }
    if (same) {
      return results;
    }
    List<NDArray> fixed = new ArrayList<>(out.size());
    for (int i = 0; i < out.size(); i++) {
      fixed.add(results.get(i).withWeakType(out.get(i).weakType()));
    }
    return fixed;
  }

  /** The operand as a concrete array. */
  static DeviceArray concrete(NDArray a) {
    if (a instanceof DeviceArray d) {
      return d;
    }
    a.data();
    throw new BackendException("JX0531", a.aval() + " has no elements to compute with");
  }
}
