package org.jacobean.ad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * Checks of derivatives that hold for every function: against differences, and of forward against
 * reverse mode.
 */
final class Derivatives {
  private static final double STEP = 1e-5;

  private Derivatives() {}

  static ClosedJaxpr trace(UnaryOperator<List<NDArray>> f, List<NDArray> x) {
    return Tracing.toJaxpr("f", f, x.stream().map(NDArray::aval).toList());
  }

  /**
   * Forward mode equals central differences, reverse mode its transpose, and both survive tracing.
   */
  static void check(UnaryOperator<List<NDArray>> f, List<NDArray> x, double tolerance) {
    ClosedJaxpr jaxpr = trace(f, x);
    List<@Nullable NDArray> v = new ArrayList<>();
    x.forEach(a -> v.add(a.dtype().isInexact() ? random(a.aval(), 7 + v.size()) : null));
    Duals y = Jvp.eval(jaxpr, x, v);
    List<NDArray> plain = Tracing.eval(jaxpr, x);
    List<NDArray> plus = Tracing.eval(jaxpr, moved(x, v, STEP));
    List<NDArray> minus = Tracing.eval(jaxpr, moved(x, v, -STEP));
    for (int i = 0; i < plain.size(); i++) {
      assertClose(
          "value " + i, plain.get(i).toComplexArray(), y.primals().get(i).toComplexArray(), 1e-12);
      if (plain.get(i).dtype().isInexact()) {
        double[] numeric = plus.get(i).toComplexArray();
        double[] low = minus.get(i).toComplexArray();
        for (int k = 0; k < numeric.length; k++) {
          numeric[k] = (numeric[k] - low[k]) / (2 * STEP);
        }
        assertClose(
            "tangent " + i, numeric, parts(y.tangents().get(i), plain.get(i).aval()), tolerance);
      }
    }
    checkReverse(jaxpr, x, v, y);
    checkStaged(jaxpr, x, v, y);
  }

  /** First derivatives as {@link #check}; and those of the gradient. */
  static void checkTwice(UnaryOperator<List<NDArray>> f, List<NDArray> x, double tolerance) {
    check(f, x, tolerance);
    check(p -> gradient(f, p), x, tolerance);
  }

  /** The pullback of fixed random cotangents, as a function of the point. */
  static List<NDArray> gradient(UnaryOperator<List<NDArray>> f, List<NDArray> x) {
    ClosedJaxpr jaxpr = trace(f, x);
    var lin = Linearize.linearize(jaxpr, x, all(x.size()));
    List<@Nullable NDArray> u = new ArrayList<>();
    lin.tangentMap().outAvals().forEach(a -> u.add(random(a, 70 + u.size())));
    List<@Nullable NDArray> g = Transposition.transpose(lin.tangentMap(), u);
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < g.size(); i++) {
      out.add(Tangents.instantiate(g.get(i), lin.tangentMap().inAvals().get(i)));
    }
    return out;
  }

  private static void checkReverse(
      ClosedJaxpr jaxpr, List<NDArray> x, List<@Nullable NDArray> v, Duals y) {
    var lin = Linearize.linearize(jaxpr, x, all(x.size()));
    List<NDArray> in = Tangents.present(v);
    List<NDArray> dots = Tracing.eval(lin.tangentMap(), in);
    List<@Nullable NDArray> u = new ArrayList<>();
    double left = 0;
    int next = 0;
    for (int i = 0; i < y.primals().size(); i++) {
      AbstractValue a = y.primals().get(i).aval();
      assertClose(
          "value " + i,
          y.primals().get(i).toComplexArray(),
          lin.outs().get(i).toComplexArray(),
          1e-12);
      if (a.dtype().isInexact()) {
        NDArray dot = dots.get(next++);
        assertTrue(dot.aval().sameType(a), () -> dot.aval() + " is not a tangent of " + a);
        assertClose(
            "linearized tangent " + i, parts(y.tangents().get(i), a), dot.toComplexArray(), 1e-11);
        NDArray ct = random(a, 40 + i);
        u.add(ct);
        left += dot(ct, dot);
      }
    }
    List<@Nullable NDArray> g = Transposition.transpose(lin.tangentMap(), u);
    double right = 0;
    for (int i = 0; i < in.size(); i++) {
      NDArray gi = g.get(i);
      if (gi != null) {
        AbstractValue want = in.get(i).aval();
        assertTrue(gi.aval().sameType(want), () -> gi.aval() + " is not a cotangent of " + want);
        right += dot(gi, in.get(i));
      }
    }
    assertEquals(left, right, 1e-10 * (1 + Math.abs(left)), "<u, Jv> and <J'u, v>");
  }

  /** The same results when forward and reverse mode are themselves traced. */
  private static void checkStaged(
      ClosedJaxpr jaxpr, List<NDArray> x, List<@Nullable NDArray> v, Duals y) {
    ClosedJaxpr forward =
        trace(
            p -> {
              Duals d = Jvp.eval(jaxpr, p, v);
              return Tangents.instantiate(d.tangents(), jaxpr.outAvals());
            },
            x);
    List<NDArray> dots = Tracing.eval(forward, x);
    for (int i = 0; i < dots.size(); i++) {
      if (jaxpr.outAvals().get(i).dtype().isInexact()) {
        assertClose(
            "staged tangent " + i,
            parts(y.tangents().get(i), jaxpr.outAvals().get(i)),
            dots.get(i).toComplexArray(),
            1e-11);
      }
    }
    UnaryOperator<List<NDArray>> f = p -> Tracing.eval(jaxpr, p);
    List<NDArray> eager = gradient(f, x);
    List<NDArray> staged = Tracing.eval(trace(p -> gradient(f, p), x), x);
    for (int i = 0; i < eager.size(); i++) {
      assertClose(
          "staged gradient " + i,
          eager.get(i).toComplexArray(),
          staged.get(i).toComplexArray(),
          1e-11);
    }
  }

  private static double[] parts(@Nullable NDArray t, AbstractValue a) {
    return t == null ? new double[2 * (int) a.size()] : t.toComplexArray();
  }

  static boolean[] all(int n) {
    return DeadCode.all(n);
  }

  /** The real part of the sum of products, without conjugation. */
  static double dot(NDArray a, NDArray b) {
    double[] x = a.toComplexArray();
    double[] y = b.toComplexArray();
    double s = 0;
    for (int i = 0; i < x.length; i += 2) {
      s += x[i] * y[i] - x[i + 1] * y[i + 1];
    }
    return s;
  }

  private static List<NDArray> moved(List<NDArray> x, List<@Nullable NDArray> v, double step) {
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      NDArray t = v.get(i);
      if (t == null) {
        out.add(x.get(i));
        continue;
      }
      double[] p = x.get(i).toComplexArray();
      double[] d = t.toComplexArray();
      for (int k = 0; k < p.length; k++) {
        p[k] += step * d[k];
      }
      out.add(ofParts(x.get(i).aval(), p));
    }
    return out;
  }

  /** Numbers in (-1, 1). */
  static NDArray random(AbstractValue a, int seed) {
    Random r = new Random(seed);
    double[] p = new double[2 * (int) a.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = 2 * r.nextDouble() - 1;
    }
    return ofParts(a, p);
  }

  private static NDArray ofParts(AbstractValue a, double[] p) {
    if (a.dtype().isComplex()) {
      return NDArray.ofComplex(a.dtype(), p, a.shape());
    }
    double[] re = new double[p.length / 2];
    for (int i = 0; i < re.length; i++) {
      re[i] = p[2 * i];
    }
    return NDArray.of(a.dtype(), re, a.shape());
  }

  static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, what + " length");
    for (int i = 0; i < expected.length; i++) {
      double scale = 1 + Math.abs(expected[i]);
      if (!(Math.abs(expected[i] - actual[i]) <= tolerance * scale)
          && !(Double.isNaN(expected[i]) && Double.isNaN(actual[i]))) {
        throw new AssertionError(
            what + " [" + i / 2 + "]: expected " + expected[i] + " but was " + actual[i]);
      }
    }
  }

  static List<@Nullable NDArray> zeros(int n) {
    return new ArrayList<>(Collections.nCopies(n, null));
  }
}
