package org.jacobean.examples.miniature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jacobean.examples.miniature.Program.Atom;
import org.jacobean.examples.miniature.Program.Const;
import org.jacobean.examples.miniature.Program.Equation;
import org.jacobean.examples.miniature.Program.Var;

/** A function of one example becomes a function of many, which lie along the first axis. */
public final class Batching {
  private Batching() {}

  /** A value, and whether examples have values of their own. */
  private record Batched(Value value, boolean mapped) {
    Value forAll(int n) {
      return mapped ? value : Ops.repeat(value, 0, n);
    }
  }

  /** Maps a function over the first axis. */
  public static UnaryOperator<Value> vmap(UnaryOperator<Value> f) {
    return x -> {
      int n = x.shape().getFirst();
      return run(Recorder.record(f, Array.remove(x.shape(), 0)), x, n).forAll(n);
    };
  }

  private static Batched run(Program program, Value x, int n) {
    Map<Var, Batched> env = new HashMap<>();
    env.put(program.parameter(), new Batched(x, true));
    for (Equation e : program.equations()) {
      List<Batched> in = e.in().stream().map(a -> read(env, a)).toList();
      env.put(e.out(), apply(e.op(), in, n));
    }
    return read(env, program.result());
  }

  private static Batched apply(Op op, List<Batched> in, int n) {
    if (in.stream().noneMatch(Batched::mapped)) {
      return new Batched(Trace.bind(op, in.stream().map(Batched::value).toList()), false);
    }
    Op forAll =
        switch (op) {
          case Op.Neg _, Op.Sin _, Op.Cos _, Op.Exp _, Op.Add _, Op.Mul _ -> op;
          case Op.Sum(int axis) -> new Op.Sum(axis + 1);
          case Op.Repeat(int axis, int length) -> new Op.Repeat(axis + 1, length);
        };
    return new Batched(Trace.bind(forAll, in.stream().map(b -> b.forAll(n)).toList()), true);
  }

  private static Batched read(Map<Var, Batched> env, Atom a) {
    return switch (a) {
      case Const(Value value) -> new Batched(value, false);
      case Var v -> Objects.requireNonNull(env.get(v));
    };
  }
}
