package org.jacobean.examples.miniature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A recorded function of one array.
 *
 * @param parameter its argument
 * @param equations what is computed, in order
 * @param result its result
 */
public record Program(Var parameter, List<Equation> equations, Atom result) {
  /** An operand. */
  public sealed interface Atom {
    /** Its shape. */
    List<Integer> shape();
  }

  /** A variable; two are equal only if they are the same. */
  public static final class Var implements Atom {
    private final List<Integer> shape;

    Var(List<Integer> shape) {
      this.shape = shape;
    }

    @Override
    public List<Integer> shape() {
      return shape;
    }
  }

  /** A value from outside: an array, or a tracer of an enclosing trace. */
  public record Const(Value value) implements Atom {
    @Override
    public List<Integer> shape() {
      return value.shape();
    }
  }

  /** One operation. */
  public record Equation(Op op, List<Atom> in, Var out) {}

  /** Applies the equations one by one, in the current trace. */
  public Value apply(Value x) {
    Map<Var, Value> env = new HashMap<>();
    env.put(parameter, x);
    for (Equation e : equations) {
      env.put(e.out(), Trace.bind(e.op(), e.in().stream().map(a -> read(env, a)).toList()));
    }
    return read(env, result);
  }

  static Value read(Map<Var, Value> env, Atom a) {
    return switch (a) {
      case Const(Value value) -> value;
      case Var v -> java.util.Objects.requireNonNull(env.get(v));
    };
  }

  @Override
  public String toString() {
    Map<Var, String> names = new HashMap<>(Map.of(parameter, "a"));
    StringBuilder s = new StringBuilder("a:" + parameter.shape() + " ->\n");
    for (Equation e : equations) {
      String in = e.in().stream().map(x -> name(names, x)).collect(Collectors.joining(" "));
      names.put(e.out(), String.valueOf((char) ('a' + names.size())));
      s.append("  ")
          .append(name(names, e.out()))
          .append(" = ")
          .append(e.op())
          .append(' ')
          .append(in)
          .append('\n');
    }
    return s + "  " + name(names, result);
  }

  private static String name(Map<Var, String> names, Atom a) {
    return switch (a) {
      case Const(Array array) -> array.toString();
      case Const(Tracer _) -> "outer";
      case Var v -> names.getOrDefault(v, "?");
    };
  }
}
