package org.jacobean.testing;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.lax.Lax;
import org.jacobean.transforms.Jvp;
import org.jacobean.transforms.Linearized;
import org.jacobean.transforms.Transforms;
import org.jacobean.transforms.Vjp;

/** A transformation of functions on lists of arrays, with all its choices made. */
sealed interface TransformLayer
    permits ExampleMap,
        TransformLayer.Gradient,
        TransformLayer.Jit,
        TransformLayer.Pull,
        TransformLayer.Push,
        TransformLayer.Remat {
  /** The kind of transformation. */
  TransformKind kind();

  /** The type of the transformed function. */
  Signature signature();

  /** The transformed function, by the library. */
  UnaryOperator<List<NDArray>> library(UnaryOperator<List<NDArray>> g);

  /**
   * The transformed function by the simplest means that can be traced: no compilation, loops in
   * place of maps, forward mode in place of linearization.
   */
  UnaryOperator<List<NDArray>> plain(UnaryOperator<List<NDArray>> g);

  /** Chooses the details of a transformation of a function of type {@code g}. */
  static TransformLayer of(TransformKind kind, long seed, Signature g) {
    Random r = new Random(seed);
    if (kind.isDerivative() && !g.isDifferentiable()) {
      return new Jit(g, ActiveArguments.random(r, g, false));
    }
    return switch (kind) {
      case JIT -> new Jit(g, ActiveArguments.random(r, g, false));
      case CHECKPOINT -> new Remat(g, ActiveArguments.random(r, g, false), r.nextInt(3));
      case VMAP, PMAP -> ExampleMap.random(kind, r, g);
      case JVP, LINEARIZE -> {
        ActiveArguments active = ActiveArguments.random(r, g, false);
        yield new Push(kind, g, active, r.nextInt(3) == 0);
      }
      case VJP -> new Pull(g, ActiveArguments.random(r, g, false), r.nextInt(3) == 0);
      case GRAD -> new Gradient(g, ActiveArguments.random(r, g, true), r.nextInt(3) == 0);
    };
  }

  private static List<NDArray> inexact(List<NDArray> x) {
    return x.stream().filter(v -> v.dtype().isInexact()).toList();
  }

  /** {@code jit}; arguments that are not chosen are captured. */
  record Jit(Signature g, ActiveArguments passed) implements TransformLayer {
    @Override
    public TransformKind kind() {
      return TransformKind.JIT;
    }

    @Override
    public Signature signature() {
      return g;
    }

    @Override
    public UnaryOperator<List<NDArray>> library(UnaryOperator<List<NDArray>> f) {
      return x -> {
        Function1<List<NDArray>, List<NDArray>> inner = a -> f.apply(passed.merge(x, a));
        return Transforms.jit(inner).apply(passed.of(x));
      };
    }

    @Override
    public UnaryOperator<List<NDArray>> plain(UnaryOperator<List<NDArray>> f) {
      return f;
    }

    @Override
    public String toString() {
      return "jit" + passed;
    }
  }

  /**
   * {@code checkpoint}; arguments that are not chosen are captured.
   *
   * @param policy 0: save nothing, 1: products, 2: everything
   */
  record Remat(Signature g, ActiveArguments passed, int policy) implements TransformLayer {
    @Override
    public TransformKind kind() {
      return TransformKind.CHECKPOINT;
    }

    @Override
    public Signature signature() {
      return g;
    }

    private CheckpointPolicy saved() {
      return switch (policy) {
        case 0 -> CheckpointPolicy.nothingSaveable();
        case 1 -> CheckpointPolicy.dotsSaveable();
        default -> CheckpointPolicy.everythingSaveable();
      };
    }

    @Override
    public UnaryOperator<List<NDArray>> library(UnaryOperator<List<NDArray>> f) {
      return x -> {
        Function1<List<NDArray>, List<NDArray>> inner = a -> f.apply(passed.merge(x, a));
        return Transforms.checkpoint(inner, saved()).apply(passed.of(x));
      };
    }

    @Override
    public UnaryOperator<List<NDArray>> plain(UnaryOperator<List<NDArray>> f) {
      return f;
    }

    @Override
    public String toString() {
      return "checkpoint" + passed + saved();
    }
  }

  /**
   * {@code jvp} or {@code linearize}: takes the arguments and the tangents of the inexact chosen
   * ones, gives the tangents of the inexact results.
   *
   * @param values whether the results come first
   */
  record Push(TransformKind kind, Signature g, ActiveArguments active, boolean values)
      implements TransformLayer {
    @Override
    public Signature signature() {
      List<Operand> args = new ArrayList<>(g.in());
      args.addAll(Signature.directions(active.of(g.inTypes())));
      List<AbstractValue> results = new ArrayList<>();
      if (values) {
        results.addAll(g.out());
      }
      g.out().stream().filter(a -> a.dtype().isInexact()).forEach(a -> results.add(a.strong()));
      return new Signature(args, results);
    }

    @Override
    public UnaryOperator<List<NDArray>> library(UnaryOperator<List<NDArray>> f) {
      return x -> push(f, x, kind == TransformKind.LINEARIZE);
    }

    @Override
    public UnaryOperator<List<NDArray>> plain(UnaryOperator<List<NDArray>> f) {
      return x -> push(f, x, false);
    }

    private List<NDArray> push(UnaryOperator<List<NDArray>> f, List<NDArray> x, boolean linearize) {
      int n = g.in().size();
      List<NDArray> point = x.subList(0, n);
      Function1<List<NDArray>, List<NDArray>> inner = a -> f.apply(active.merge(point, a));
      List<NDArray> at = active.of(point);
      List<NDArray> v = tangents(at, x.subList(n, x.size()));
      List<NDArray> y;
      List<NDArray> dy;
      if (linearize) {
        Linearized<List<NDArray>, List<NDArray>> l = Transforms.linearize(inner, at);
        y = l.value();
        dy = l.tangentMap().apply(v);
      } else {
        Jvp<List<NDArray>> j = Transforms.jvp(inner, at, v);
        y = j.value();
        dy = j.tangent();
      }
      List<NDArray> out = new ArrayList<>(values ? y : List.of());
      out.addAll(inexact(dy));
      return out;
    }

    /** One per chosen argument: those of integers carry nothing. */
    private static List<NDArray> tangents(List<NDArray> at, List<NDArray> given) {
      List<NDArray> out = new ArrayList<>();
      int next = 0;
      for (NDArray p : at) {
        out.add(
            p.dtype().isInexact() ? given.get(next++) : NDArray.full(DType.FLOAT0, p.shape(), 0));
      }
      return out;
    }

    @Override
    public String toString() {
      return kind + active.toString() + (values ? " with values" : "");
    }
  }

  /**
   * {@code vjp}: takes the arguments and cotangents of the inexact results, gives the cotangents of
   * the inexact chosen arguments.
   *
   * @param values whether the results come first
   */
  record Pull(Signature g, ActiveArguments active, boolean values) implements TransformLayer {
    @Override
    public TransformKind kind() {
      return TransformKind.VJP;
    }

    @Override
    public Signature signature() {
      List<Operand> args = new ArrayList<>(g.in());
      args.addAll(Signature.directions(g.out()));
      List<AbstractValue> results = new ArrayList<>(values ? g.out() : List.of());
      Signature.directions(active.of(g.inTypes())).forEach(o -> results.add(o.type()));
      return new Signature(args, results);
    }

    @Override
    public UnaryOperator<List<NDArray>> library(UnaryOperator<List<NDArray>> f) {
      return x -> {
        int n = g.in().size();
        List<NDArray> point = x.subList(0, n);
        Function1<List<NDArray>, List<NDArray>> inner = a -> f.apply(active.merge(point, a));
        Vjp<List<NDArray>, List<NDArray>> y = Transforms.vjp(inner, active.of(point));
        List<NDArray> ct = Push.tangents(y.value(), x.subList(n, x.size()));
        List<NDArray> out = new ArrayList<>(values ? y.value() : List.of());
        out.addAll(inexact(y.pullback().apply(ct)));
        return out;
      };
    }

    @Override
    public UnaryOperator<List<NDArray>> plain(UnaryOperator<List<NDArray>> f) {
      return library(f);
    }

    @Override
    public String toString() {
      return "vjp" + active + (values ? " with values" : "");
    }
  }

  /**
   * {@code grad} or {@code valueAndGrad} of a smooth scalar of the inexact results, for the chosen
   * arguments, all inexact.
   *
   * @param values whether the scalar comes first
   */
  record Gradient(Signature g, ActiveArguments active, boolean values) implements TransformLayer {
    @Override
    public TransformKind kind() {
      return TransformKind.GRAD;
    }

    @Override
    public Signature signature() {
      List<AbstractValue> results = new ArrayList<>();
      if (values) {
        results.add(new AbstractValue(loss(g.out()), Shape.SCALAR));
      }
      active.of(g.inTypes()).forEach(a -> results.add(a.strong()));
      return new Signature(g.in(), results);
    }

    /** The dtype of the scalar: float64 if a result is. */
    static DType loss(List<AbstractValue> out) {
      boolean wide = out.stream().anyMatch(a -> a.dtype() == DType.FLOAT64);
      return wide ? DType.FLOAT64 : DType.FLOAT32;
    }

    /** The scalar. */
    NDArray scalar(List<NDArray> y) {
      DType t = loss(y.stream().map(NDArray::aval).toList());
      NDArray sum = Lax.zeros(t, Shape.SCALAR);
      for (NDArray v : y) {
        if (v.dtype().isFloat()) {
          NDArray wave = v.sin().mul(v.mul(0.7).cos());
          NDArray part = Lax.reduceSum(wave, Axes.range(0, v.rank()));
          sum = Lax.add(sum, Lax.convertElementType(part, t));
        }
      }
      return sum;
    }

    @Override
    public UnaryOperator<List<NDArray>> library(UnaryOperator<List<NDArray>> f) {
      return x -> {
        Function1<List<NDArray>, NDArray> inner = a -> scalar(f.apply(active.merge(x, a)));
        if (!values) {
          return Transforms.grad(inner).apply(active.of(x));
        }
        var both = Transforms.valueAndGrad(inner).apply(active.of(x));
        List<NDArray> out = new ArrayList<>(List.of(both.value()));
        out.addAll(both.grad());
        return out;
      };
    }

    @Override
    public UnaryOperator<List<NDArray>> plain(UnaryOperator<List<NDArray>> f) {
      return library(f);
    }

    @Override
    public String toString() {
      return "grad" + active + (values ? " with value" : "");
    }
  }
}
