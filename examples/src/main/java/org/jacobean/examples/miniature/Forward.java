package org.jacobean.examples.miniature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jacobean.examples.miniature.Program.Atom;
import org.jacobean.examples.miniature.Program.Const;
import org.jacobean.examples.miniature.Program.Equation;
import org.jacobean.examples.miniature.Program.Var;

/** Forward mode: every value travels with its tangent. */
public final class Forward {
  private Forward() {}

  /**
   * A value and its derivative in a direction.
   *
   * @param value the value
   * @param tangent the derivative; empty when it is known to be zero
   */
  public record Dual(Value value, Optional<Value> tangent) {}

  /** The value of a function at {@code x} and its derivative in direction {@code dx}. */
  public static Dual jvp(UnaryOperator<Value> f, Value x, Value dx) {
    return run(Recorder.record(f, x.shape()), x, dx);
  }

  static Dual run(Program program, Value x, Value dx) {
    Map<Var, Dual> env = new HashMap<>();
    env.put(program.parameter(), new Dual(x, Optional.of(dx)));
    for (Equation e : program.equations()) {
      List<Dual> in = e.in().stream().map(a -> read(env, a)).toList();
      Value y = Trace.bind(e.op(), in.stream().map(Dual::value).toList());
      env.put(e.out(), new Dual(y, tangent(e.op(), in, y)));
    }
    return read(env, program.result());
  }

  private static Optional<Value> tangent(Op op, List<Dual> in, Value y) {
    Value x = in.get(0).value();
    Optional<Value> dx = in.get(0).tangent();
    return switch (op) {
      case Op.Neg _, Op.Sum _, Op.Repeat _ -> dx.map(d -> Trace.bind(op, List.of(d)));
      case Op.Sin _ -> dx.map(d -> Ops.mul(d, Ops.cos(x)));
      case Op.Cos _ -> dx.map(d -> Ops.mul(d, Ops.neg(Ops.sin(x))));
      case Op.Exp _ -> dx.map(d -> Ops.mul(d, y));
      case Op.Add _ -> plus(dx, in.get(1).tangent());
      case Op.Mul _ ->
          plus(
              dx.map(d -> Ops.mul(d, in.get(1).value())),
              in.get(1).tangent().map(d -> Ops.mul(d, x)));
    };
  }

  static Optional<Value> plus(Optional<Value> a, Optional<Value> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(Ops.add(a.get(), b.get())) : a.or(() -> b);
  }

  private static Dual read(Map<Var, Dual> env, Atom a) {
    return switch (a) {
      case Const(Value value) -> new Dual(value, Optional.empty());
      case Var v -> java.util.Objects.requireNonNull(env.get(v));
    };
  }
}
