package org.jacobean.examples.miniature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jacobean.examples.miniature.Program.Atom;
import org.jacobean.examples.miniature.Program.Const;
import org.jacobean.examples.miniature.Program.Equation;
import org.jacobean.examples.miniature.Program.Var;

/** Compiles a program to loops: operations are computed inside the loops that use them. */
public final class Jit {
  /** One element of a value, computed from memory. */
  private interface Element {
    double at(double[][] memory, int i);
  }

  private final Map<Var, Element> elements = new HashMap<>();
  private final Map<Atom, Integer> uses = new HashMap<>();
  private final List<Consumer<double[][]>> loops = new ArrayList<>();
  private int slots = 1;

  private Jit() {}

  /** A compiled program: its loops, and how many arrays they fill. */
  record Compiled(List<Consumer<double[][]>> loops, int slots, List<Integer> shape) {
    Array call(Array x) {
      double[][] memory = new double[slots][];
      memory[0] = x.data();
      loops.forEach(l -> l.accept(memory));
      return new Array(shape, memory[slots - 1]);
    }
  }

  /** A function that is compiled once per shape. */
  public static UnaryOperator<Value> jit(UnaryOperator<Value> f) {
    Map<List<Integer>, Compiled> compiled = new ConcurrentHashMap<>();
    return x ->
        x instanceof Array a && Trace.current() == Trace.EAGER
            ? compiled.computeIfAbsent(a.shape(), s -> compile(Recorder.record(f, s))).call(a)
            : f.apply(x);
  }

  static Compiled compile(Program p) {
    Jit c = new Jit();
    p.equations().forEach(e -> e.in().forEach(a -> c.uses.merge(a, 1, Integer::sum)));
    c.elements.put(p.parameter(), (m, i) -> m[0][i]);
    for (Equation e : p.equations()) {
      Element value = c.element(e);
      boolean shared = c.uses.getOrDefault(e.out(), 0) > 1;
      c.elements.put(e.out(), e.op() instanceof Op.Sum || shared ? c.store(value, e.out()) : value);
    }
    c.store(c.read(p.result()), p.result());
    return new Compiled(List.copyOf(c.loops), c.slots, p.result().shape());
  }

  private Element element(Equation e) {
    Element x = read(e.in().get(0));
    List<Integer> shape = e.in().get(0).shape();
    return switch (e.op()) {
      case Op.Neg _ -> (m, i) -> -x.at(m, i);
      case Op.Sin _ -> (m, i) -> StrictMath.sin(x.at(m, i));
      case Op.Cos _ -> (m, i) -> StrictMath.cos(x.at(m, i));
      case Op.Exp _ -> (m, i) -> StrictMath.exp(x.at(m, i));
      case Op.Add _ -> {
        Element y = read(e.in().get(1));
        yield (m, i) -> x.at(m, i) + y.at(m, i);
      }
      case Op.Mul _ -> {
        Element y = read(e.in().get(1));
        yield (m, i) -> x.at(m, i) * y.at(m, i);
      }
      case Op.Sum(int axis) -> sum(x, Array.stride(shape, axis), shape.get(axis));
      case Op.Repeat(int axis, int length) -> {
        int stride = Array.stride(e.out().shape(), axis);
        yield (m, i) -> x.at(m, i / (stride * length) * stride + i % stride);
      }
    };
  }

  private static Element sum(Element x, int stride, int length) {
    return (m, i) -> {
      double s = 0;
      for (int k = 0; k < length; k++) {
        s += x.at(m, (i / stride * length + k) * stride + i % stride);
      }
      return s;
    };
  }

  /** Adds a loop that computes a value into memory; from then on it is read there. */
  private Element store(Element value, Atom a) {
    int slot = slots++;
    int n = Array.size(a.shape());
    loops.add(
        m -> {
          double[] out = new double[n];
          for (int i = 0; i < n; i++) {
            out[i] = value.at(m, i);
          }
          m[slot] = out;
        });
    return (m, i) -> m[slot][i];
  }

  private Element read(Atom a) {
    return switch (a) {
      case Const(Array array) -> (_, i) -> array.data()[i];
      case Const(Tracer _) ->
          throw new IllegalStateException("a tracer has left the function that was recorded");
      case Var v -> Objects.requireNonNull(elements.get(v));
    };
  }
}
