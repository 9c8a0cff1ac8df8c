package org.jacobean.examples.miniature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jacobean.examples.miniature.Program.Atom;
import org.jacobean.examples.miniature.Program.Equation;
import org.jacobean.examples.miniature.Program.Var;

/** Reverse mode: forward mode with the tangents recorded, then run backwards. */
public final class Reverse {
  private Reverse() {}

  /** Records what depends on its own argument; all else happens in the enclosing trace. */
  private static final class LinearRecorder extends Recorder {
    private final Trace parent = Trace.current();

    LinearRecorder(List<Integer> shape) {
      super(shape);
    }

    @Override
    public Value process(Op op, List<Value> in) {
      return in.stream().anyMatch(this::owns)
          ? super.process(op, in)
          : Trace.within(parent, () -> Trace.bind(op, in));
    }
  }

  /**
   * A function near a point.
   *
   * @param value the value there
   * @param derivative the linear function from a change of the argument to the change of the value
   */
  public record Linearized(Value value, Program derivative) {}

  /** Evaluates a function and records its derivative. */
  public static Linearized linearize(UnaryOperator<Value> f, Value x) {
    Program program = Recorder.record(f, x.shape());
    LinearRecorder r = new LinearRecorder(x.shape());
    Forward.Dual y = Trace.within(r, () -> Forward.run(program, x, r.argument()));
    Value zero = Array.full(0, y.value().shape());
    return new Linearized(y.value(), r.finish(y.tangent().orElse(zero)));
  }

  /** Runs a linear program backwards: from the cotangent of its result to that of its argument. */
  public static Value transpose(Program linear, Value cotangent) {
    Map<Var, Value> cotangents = new HashMap<>();
    add(cotangents, linear.result(), cotangent);
    for (Equation e : linear.equations().reversed()) {
      Optional.ofNullable(cotangents.remove(e.out())).ifPresent(ct -> step(cotangents, e, ct));
    }
    Value zero = Array.full(0, linear.parameter().shape());
    return cotangents.getOrDefault(linear.parameter(), zero);
  }

  private static void step(Map<Var, Value> cotangents, Equation e, Value ct) {
    Atom x = e.in().get(0);
    switch (e.op()) {
      case Op.Neg _ -> add(cotangents, x, Ops.neg(ct));
      case Op.Sum(int axis) -> add(cotangents, x, Ops.repeat(ct, axis, x.shape().get(axis)));
      case Op.Repeat(int axis, int _) -> add(cotangents, x, Ops.sum(ct, axis));
      case Op.Add _ -> e.in().forEach(a -> add(cotangents, a, ct));
      case Op.Mul _ -> {
        // One factor is linear in the argument, the other is a constant.
        boolean first = x instanceof Var;
        Atom other = e.in().get(first ? 1 : 0);
        add(cotangents, e.in().get(first ? 0 : 1), Ops.mul(ct, ((Program.Const) other).value()));
      }
      case Op.Sin _, Op.Cos _, Op.Exp _ ->
          throw new IllegalStateException(e.op() + " is not linear");
    }
  }

  private static void add(Map<Var, Value> cotangents, Atom a, Value ct) {
    if (a instanceof Var v) {
      cotangents.merge(v, ct, Ops::add);
    }
  }

  /** The gradient of a function with a scalar result. */
  public static UnaryOperator<Value> grad(UnaryOperator<Value> f) {
    return x -> {
      Linearized at = linearize(f, x);
      if (!at.value().shape().isEmpty()) {
        throw new IllegalArgumentException(
            "the result must be a scalar, not " + at.value().shape());
      }
      return transpose(at.derivative(), Array.scalar(1));
    };
  }
}
