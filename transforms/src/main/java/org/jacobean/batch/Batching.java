package org.jacobean.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.eval.FloatChecks;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
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
import org.jacobean.trace.SourceLines;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** The batching interpreter: runs a jaxpr on many examples at once. */
public final class Batching {
  /** The axis of a value that is the same for every example. */
  public static final int NOT_MAPPED = -1;

  private Batching() {}

  /**
   * A value for all examples.
   *
   * @param array the elements of all examples
   * @param axis the axis that runs over the examples, or {@link #NOT_MAPPED}
   */
  public record Batched(NDArray array, int axis) {
    /** A value that is the same for every example. */
    public static Batched same(NDArray array) {
      return new Batched(array, NOT_MAPPED);
    }

    /** Whether examples have values of their own. */
    public boolean mapped() {
      return axis != NOT_MAPPED;
    }

    /** The number of axes of one example. */
    public int rank() {
      return array.rank() - (mapped() ? 1 : 0);
    }

    /** The type of one example. */
    public AbstractValue example() {
      return Alignment.example(array.aval(), axis);
    }
  }

  /**
   * A jaxpr over all examples.
   *
   * @param jaxpr the program; mapped operands and results have their mapped axis in front
   * @param outMapped which results are mapped
   */
  public record BatchedJaxpr(Jaxpr jaxpr, boolean[] outMapped) {}

  /**
   * Runs a program for all examples, in the current trace.
   *
   * @param jaxpr the program for one example
   * @param axisSize the number of examples
   * @param args one operand per argument
   * @return the results, each with the axis its examples run over
   */
  public static List<Batched> eval(ClosedJaxpr jaxpr, int axisSize, List<Batched> args) {
    return eval(jaxpr, MappedAxis.of(axisSize), args);
  }

  /**
   * Runs a program for all examples, in the current trace.
   *
   * @param jaxpr the program for one example
   * @param axis the axis of the examples; collectives over its name run between them
   * @param args one operand per argument
   * @return the results, each with the axis its examples run over
   */
  public static List<Batched> eval(ClosedJaxpr jaxpr, MappedAxis axis, List<Batched> args) {
    return eval(jaxpr, args, (op, in) -> apply(op, axis, in, null));
  }

  /** How the operations of a program are applied to all examples. */
  interface Step {
    List<Batched> apply(Primitive op, List<Batched> in);
  }

  /** Runs a program for all examples, each operation by {@code step}. */
  static List<Batched> eval(ClosedJaxpr jaxpr, List<Batched> args, Step step) {
    Map<Var, Batched> env = new IdentityHashMap<>();
    Jaxpr program = jaxpr.jaxpr();
    for (int i = 0; i < program.constVars().size(); i++) {
      env.put(program.constVars().get(i), Batched.same(jaxpr.consts().get(i)));
    }
    for (int i = 0; i < program.inVars().size(); i++) {
      env.put(program.inVars().get(i), args.get(i));
    }
    boolean eager = Tracing.isEager() && !FloatChecks.isOn();
    Map<Var, Eqn> lastUse = eager ? lastUses(program) : Map.of();
    for (Eqn e : program.eqns()) {
      List<Batched> in = read(env, e.inputs());
      List<Batched> outs;
      try {
        outs =
            eager
                ? step.apply(e.op(), in)
                : SourceLines.replaying(e.source(), () -> step.apply(e.op(), in));
      } catch (JacobeanException error) {
        throw error.at(e.source().toString());
      }
      for (int i = 0; i < outs.size(); i++) {
        env.put(e.outputs().get(i), outs.get(i));
      }
      if (eager) {
        release(e, lastUse, env);
      }
    }
    return read(env, program.outs());
  }

  /** The equation after which a value is not needed any more; none for results. */
  private static Map<Var, Eqn> lastUses(Jaxpr program) {
    Map<Var, Eqn> last = new IdentityHashMap<>();
    for (Eqn e : program.eqns()) {
      e.outputs().forEach(v -> last.put(v, e));
      for (Atom a : e.inputs()) {
        if (a instanceof Var v) {
          last.put(v, e);
        }
      }
    }
    for (Atom a : program.outs()) {
      if (a instanceof Var v) {
        last.remove(v);
      }
    }
    return last;
  }

  /** Lets go of arrays after their last use, so that a long program does not hold them all. */
  private static void release(Eqn e, Map<Var, Eqn> lastUse, Map<Var, Batched> env) {
    for (Atom a : e.inputs()) {
      if (a instanceof Var v && lastUse.get(v) == e) {
        env.remove(v);
      }
    }
    for (Var v : e.outputs()) {
      if (lastUse.get(v) == e) {
        env.remove(v);
      }
    }
  }

  /**
   * The program for all examples of a program without constants for one.
   *
   * @param jaxpr the program for one example, without constvars
   * @param axisSize the number of examples
   * @param inMapped which operands are mapped, along their leading axis
   * @param forceOut which results have to be mapped; others are when they depend on the example
   */
  public static BatchedJaxpr batchJaxpr(
      Jaxpr jaxpr, int axisSize, boolean[] inMapped, boolean[] forceOut) {
    InnerJaxpr inner =
        InnerJaxpr.of(
            jaxpr,
            MappedAxis.of(axisSize),
            InnerJaxpr.leading(inMapped),
            InnerJaxpr.Outs.LEADING,
            forceOut,
            false);
    return new BatchedJaxpr(inner.jaxpr(), inner.mapped());
  }

  /** Applies one operation to all examples. */
  static List<Batched> apply(Primitive op, int size, List<Batched> in) {
    return apply(op, MappedAxis.of(size), in, null);
  }

  /**
   * Applies one operation to all examples.
   *
   * @param active which examples' results matter, a bool per example; null: all. Loops do not wait
   *     for the others, which have no effects either
   */
  static List<Batched> apply(
      Primitive op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    if (active != null && op.hasEffects()) {
      return batch(op, axis, in, active);
    }
    for (Batched x : in) {
      if (x.mapped()) {
        return batch(op, axis, in, active);
      }
    }
    if (op instanceof Composite c && !axis.name().isEmpty()) {
      return CompositeBatch.shared(c, axis, in);
    }
    return AxisUse.uses(op, axis) ? batch(op, axis, in, active) : once(op, in);
  }

  /** Applies an operation whose operands are the same for every example. */
  static List<Batched> once(Primitive op, List<Batched> in) {
    List<NDArray> args = new ArrayList<>(in.size());
    for (Batched x : in) {
      args.add(x.array());
    }
    return all(Tracing.bind(op, args), NOT_MAPPED);
  }

  private static List<Batched> batch(
      Primitive op, MappedAxis axis, List<Batched> in, @Nullable NDArray active) {
    int size = axis.size();
    return switch (op) {
      case Pointwise p -> PointwiseBatch.batch(p, size, in);
      case Movement m -> List.of(MovementBatch.batch(m, size, in));
      case Indexing i -> List.of(IndexingBatch.batch(i, size, in));
      case Reduction r -> List.of(ReductionBatch.batch(r, in.get(0)));
      case Cumulative c -> List.of(CumulativeBatch.batch(c, in.get(0)));
      case Contraction c -> List.of(ContractionBatch.batch(c, in.get(0), in.get(1)));
      case Convolution c -> List.of(ConvolutionBatch.batch(c, size, in.get(0), in.get(1)));
      case Sorting s -> SortingBatch.batch(s, size, in);
      case Creation c -> once(CreationBatch.batch(c), in);
      case Control c -> ControlBatch.batch(c, axis, in, active);
      case Call c -> CallBatch.batch(c, axis, in, active);
      case Callback c -> CallbackBatch.batch(c, axis, in, active);
      case Collective c -> List.of(CollectiveBatch.batch(c, axis, in));
      case Composite c -> CompositeBatch.batch(c, axis, in);
    };
  }

  /** The arrays, all with the same mapped axis. */
  static List<Batched> all(List<NDArray> arrays, int axis) {
    List<Batched> out = new ArrayList<>(arrays.size());
    for (NDArray a : arrays) {
      out.add(new Batched(a, axis));
    }
    return Collections.unmodifiableList(out);
  }

  private static List<Batched> read(Map<Var, Batched> env, List<Atom> atoms) {
    List<Batched> out = new ArrayList<>(atoms.size());
    for (Atom a : atoms) {
      out.add(
          switch (a) {
            case Literal l -> Batched.same(l.toArray());
            case Var v -> java.util.Objects.requireNonNull(env.get(v), "unbound variable");
          });
    }
    return out;
  }
}
