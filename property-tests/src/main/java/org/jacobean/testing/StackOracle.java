package org.jacobean.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.Executable;
import org.jacobean.eval.ReferenceBackend;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.lax.Lax;
import org.jacobean.optimize.Optimizer;
import org.jacobean.trace.Tracing;

/**
 * What a stack of transformations of a program should give, by other means than the library's: the
 * reference evaluator in place of compiled code, calls written out, loops in place of maps. The
 * outermost derivative is, in forward mode, a limit of differences, and in reverse mode what
 * forward mode gives for each element of the arguments. Derivatives inside it are taken one by one
 * by the library, of functions without maps and calls.
 */
final class StackOracle {
  private static final double STEP = 1e-3;

  /** A program on the reference evaluator. */
  private record Evaluation(Executable program, List<NDArray> consts) {
    static Evaluation of(ClosedJaxpr p) {
      Jaxpr whole = p.jaxpr().constsToArgs();
      return new Evaluation(ReferenceBackend.INSTANCE.compile(whole, "an oracle"), p.consts());
    }

    List<NDArray> at(List<NDArray> x) {
      List<NDArray> all = new ArrayList<>(consts);
      all.addAll(x);
      return program.call(all);
    }
  }

  private final ClosedJaxpr program;
  private final boolean byDifferences;
  private final List<TransformLayer> layers;
  private final Map<Integer, Evaluation> traced = new HashMap<>();
  private boolean smooth = true;
  private boolean differences;

  StackOracle(GeneratedProgram program, List<TransformLayer> layers, boolean byDifferences) {
    Jaxpr whole = program.jaxpr().jaxpr().constsToArgs();
    Jaxpr flat = Optimizer.inline(whole);
    int consts = program.jaxpr().consts().size();
    Jaxpr split =
        new Jaxpr(
            flat.inVars().subList(0, consts),
            flat.inVars().subList(consts, flat.inVars().size()),
            flat.eqns(),
            flat.outs());
    this.program = new ClosedJaxpr(split, program.jaxpr().consts());
    this.layers = layers;
    this.byDifferences = byDifferences;
  }

  /** The results of the whole stack. */
  List<NDArray> results(List<NDArray> x) {
    return at(layers.size(), x);
  }

  /** Whether no point was met where differences do not converge. */
  boolean isSmooth() {
    return smooth;
  }

  /** Whether results are limits of differences. */
  boolean usedDifferences() {
    return differences;
  }

  private List<NDArray> at(int depth, List<NDArray> x) {
    if (depth == 0) {
      return traced.computeIfAbsent(0, _ -> Evaluation.of(program)).at(x);
    }
    return switch (layers.get(depth - 1)) {
      case TransformLayer.Jit _, TransformLayer.Remat _ -> at(depth - 1, x);
      case ExampleMap v -> v.plain(a -> at(depth - 1, a)).apply(x);
      case TransformLayer.Push p ->
          byDifferences && p.kind() == TransformKind.JVP
              ? differences(depth, p, x)
              : traced(depth, layers.get(depth - 1).signature()).at(x);
      case TransformLayer.Pull p -> pull(depth, p, x);
      case TransformLayer.Gradient d -> gradient(depth, d, x);
    };
  }

  private UnaryOperator<List<NDArray>> traceable(int depth) {
    return depth == 0
        ? x -> Tracing.eval(program, x)
        : layers.get(depth - 1).plain(traceable(depth - 1));
  }

  private Evaluation traced(int depth, Signature type) {
    return traced.computeIfAbsent(depth, d -> trace(traceable(d), type));
  }

  private static Evaluation trace(UnaryOperator<List<NDArray>> f, Signature type) {
    ClosedJaxpr closed = Tracing.toJaxpr("an oracle", f, type.inTypes());
    return Evaluation.of(
        new ClosedJaxpr(JaxprWalk.withoutDeadCode(closed.jaxpr()), closed.consts()));
  }

  // ---------------------------------------------------------------- forward mode

  private List<NDArray> differences(int depth, TransformLayer.Push p, List<NDArray> x) {
    differences = true;
    int n = p.g().in().size();
    Evaluation g = traced(depth - 1, p.g());
    List<NDArray> point = x.subList(0, n);
    List<NDArray> v = x.subList(n, x.size());
    List<NDArray> out = new ArrayList<>();
    if (p.values()) {
      out.addAll(g.at(point));
    }
    List<double[]> wide = difference(p, g, point, v, 4 * STEP);
    List<double[]> middle = difference(p, g, point, v, 2 * STEP);
    List<double[]> narrow = difference(p, g, point, v, STEP);
    int at = 0;
    for (AbstractValue a : p.g().out()) {
      if (a.dtype().isInexact()) {
        double[] limit = limit(wide.get(at), middle.get(at), narrow.get(at));
        out.add(NDArray.of(a.dtype(), limit, a.shape()));
        at++;
      }
    }
    return out;
  }

  private List<double[]> difference(
      TransformLayer.Push p, Evaluation g, List<NDArray> x, List<NDArray> v, double h) {
    List<NDArray> above = g.at(moved(p, x, v, h));
    List<NDArray> below = g.at(moved(p, x, v, -h));
    List<double[]> out = new ArrayList<>();
    for (int i = 0; i < above.size(); i++) {
      if (above.get(i).dtype().isInexact()) {
        double[] d = above.get(i).toDoubleArray();
        double[] low = below.get(i).toDoubleArray();
        for (int k = 0; k < d.length; k++) {
          d[k] = (d[k] - low[k]) / (2 * h);
        }
        out.add(d);
      }
    }
    return out;
  }

  private static List<NDArray> moved(
      TransformLayer.Push p, List<NDArray> x, List<NDArray> v, double h) {
    List<NDArray> active = new ArrayList<>();
    int next = 0;
    for (NDArray a : p.active().of(x)) {
      active.add(a.dtype().isInexact() ? Lax.add(a, Lax.mul(v.get(next++), h)) : a);
    }
    return p.active().merge(x, active);
  }

  /** Extrapolates; notes where two extrapolations differ, as they do near a kink. */
  private double[] limit(double[] wide, double[] middle, double[] narrow) {
    double[] out = new double[wide.length];
    double scale = 1;
    for (double d : narrow) {
      scale = Math.max(scale, Math.abs(d));
    }
    for (int i = 0; i < out.length; i++) {
      double coarse = (4 * middle[i] - wide[i]) / 3;
      out[i] = (4 * narrow[i] - middle[i]) / 3;
      if (!(Math.abs(out[i] - coarse) <= 1e-6 * scale)) {
        smooth = false;
      }
    }
    return out;
  }

  // ---------------------------------------------------------------- reverse mode

  /** Cotangents of the chosen inexact arguments, one element after the other by forward mode. */
  private List<NDArray> pull(int depth, TransformLayer.Pull p, List<NDArray> x) {
    int n = p.g().in().size();
    List<NDArray> point = x.subList(0, n);
    List<NDArray> ct = x.subList(n, x.size());
    List<NDArray> out = new ArrayList<>();
    if (p.values()) {
      out.addAll(at(depth - 1, point));
    }
    TransformLayer.Push push = new TransformLayer.Push(TransformKind.JVP, p.g(), p.active(), false);
    Evaluation jvp =
        traced.computeIfAbsent(
            -depth, _ -> trace(push.plain(traceable(depth - 1)), push.signature()));
    out.addAll(cotangents(jvp, point, p.active(), dy -> dot(dy, ct)));
    return out;
  }

  private List<NDArray> gradient(int depth, TransformLayer.Gradient d, List<NDArray> x) {
    List<NDArray> out = new ArrayList<>();
    UnaryOperator<List<NDArray>> scalar = a -> List.of(d.scalar(traceable(depth - 1).apply(a)));
    Signature loss =
        new Signature(
            d.g().in(),
            List.of(new AbstractValue(TransformLayer.Gradient.loss(d.g().out()), Shape.SCALAR)));
    if (d.values()) {
      out.add(trace(scalar, loss).at(x).getFirst());
    }
    TransformLayer.Push push = new TransformLayer.Push(TransformKind.JVP, loss, d.active(), false);
    Evaluation jvp =
        traced.computeIfAbsent(-depth, _ -> trace(push.plain(scalar), push.signature()));
    out.addAll(cotangents(jvp, x, d.active(), dy -> dy.getFirst().item()));
    return out;
  }

  private interface Functional {
    double of(List<NDArray> tangents);
  }

  private static double dot(List<NDArray> a, List<NDArray> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      double[] v = a.get(i).toComplexArray();
      double[] w = b.get(i).toComplexArray();
      for (int k = 0; k < v.length; k += 2) {
        sum += v[k] * w[k];
      }
    }
    return sum;
  }

  private List<NDArray> cotangents(
      Evaluation jvp, List<NDArray> point, ActiveArguments active, Functional functional) {
    List<NDArray> varied = active.of(point).stream().filter(v -> v.dtype().isInexact()).toList();
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < varied.size(); i++) {
      NDArray x = varied.get(i);
      double[] g = new double[(int) x.size()];
      for (int k = 0; k < g.length; k++) {
        List<NDArray> args = new ArrayList<>(point);
        for (int j = 0; j < varied.size(); j++) {
          NDArray y = varied.get(j);
          double[] e = new double[(int) y.size()];
          if (i == j) {
            e[k] = 1;
          }
          args.add(NDArray.of(y.dtype(), e, y.shape()));
        }
        g[k] = functional.of(jvp.at(args));
        smooth &= !Double.isNaN(g[k]); // NaN in one result hides the others.
      }
      out.add(NDArray.of(x.dtype(), g, x.shape()));
    }
    return out;
  }
}
