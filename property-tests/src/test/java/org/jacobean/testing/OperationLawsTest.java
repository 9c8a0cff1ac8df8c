package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.ad.Duals;
import org.jacobean.ad.Jvp;
import org.jacobean.ad.Linearize;
import org.jacobean.ad.Transposition;
import org.jacobean.batch.Batching;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every operation, on the compiled engine. One program each, for speed. */
class OperationLawsTest {
  private static final double STEP = 1e-5;

  /** Collectives do not run alone: {@link CollectiveLawsTest} has them. */
  static List<Row> rows() {
    return Catalogue.rows().stream().filter(r -> !(r.any().op() instanceof Collective)).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void compiledIsReferenceIsEager(Row row) {
    List<DType> types = dtypes(row);
    assertTrue(!types.isEmpty(), "no dtype");
    List<NDArray> args = new ArrayList<>();
    List<Instance> instances = new ArrayList<>();
    for (DType t : types) {
      instances.add(row.make().apply(t));
      args.addAll(instances.getLast().sample(new Random(5)));
    }
    List<NDArray> out = Engines.agree(row.name(), x -> all(instances, x), args);
    List<NDArray> eager = all(instances, args);
    for (int i = 0; i < eager.size(); i++) {
      double tolerance = Engines.tolerance(eager.get(i).dtype());
      Engines.assertClose(row.name() + " eager " + i, eager.get(i), out.get(i), tolerance);
    }
  }

  private static List<DType> dtypes(Row row) {
    List<DType> types = new ArrayList<>(row.accepted(DType.FLOAT32, DType.FLOAT64));
    types.addAll(row.accepted(DType.INT32, DType.BOOL));
    if (row.any().op() instanceof Pointwise) {
      types.addAll(row.accepted(DType.BFLOAT16, DType.INT8, DType.UINT32));
    }
    if (types.isEmpty()) {
      types.addAll(row.accepted(DType.COMPLEX64, DType.UINT32));
    }
    return types;
  }

  private static List<NDArray> all(List<Instance> instances, List<NDArray> args) {
    List<NDArray> out = new ArrayList<>();
    int at = 0;
    for (Instance i : instances) {
      int n = i.operands().size();
      out.addAll(Tracing.bind(i.op(), args.subList(at, at + n)));
      at += n;
    }
    return out;
  }

  static List<Row> smoothRows() {
    return rows().stream()
        .filter(r -> r.smooth() && !r.accepted(DType.FLOAT64).isEmpty())
        .filter(
            r -> {
              Instance i = r.make().apply(DType.FLOAT64);
              return i.op().infer(i.types()).stream().anyMatch(a -> a.dtype().isFloat());
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("smoothRows")
  void forwardModeIsTheLimitOfDifferencesAndReverseModeItsAdjoint(Row row) {
    Instance instance = row.make().apply(DType.FLOAT64);
    boolean forward = !(instance.op() instanceof CustomCall c && c.rules().jvp().isEmpty());
    boolean reverse = !(instance.op() instanceof While w && w.maxSteps() == 0);
    List<NDArray> x = instance.sample(new Random(11));
    ClosedJaxpr f = Engines.trace(a -> Tracing.bind(instance.op(), a), x);
    int n = x.size();
    List<AbstractValue> outs = f.outAvals().stream().filter(a -> a.dtype().isFloat()).toList();
    List<NDArray> args = new ArrayList<>(x);
    x.forEach(a -> args.add(direction(a.aval(), 3 + args.size())));
    outs.forEach(a -> args.add(direction(a, 31 + args.size())));
    ClosedJaxpr program =
        Engines.trace(
            a -> {
              List<NDArray> p = a.subList(0, n);
              List<NDArray> v = a.subList(n, 2 * n);
              List<NDArray> out = new ArrayList<>(floats(Tracing.eval(f, moved(p, v, STEP))));
              out.addAll(floats(Tracing.eval(f, moved(p, v, -STEP))));
              if (forward) {
                out.addAll(tangents(f, p, v));
              }
              if (reverse) {
                out.addAll(cotangents(f, p, a.subList(2 * n, a.size())));
              }
              return out;
            },
            args);
    List<NDArray> results = Engines.onCompiled(program, args);
    int m = outs.size();
    double left = 0;
    for (int i = 0; i < m; i++) {
      double[] v = results.get(i).toDoubleArray();
      double[] low = results.get(m + i).toDoubleArray();
      for (int k = 0; k < v.length; k++) {
        v[k] = (v[k] - low[k]) / (2 * STEP);
      }
      if (forward) {
        double[] exact = results.get(2 * m + i).toDoubleArray();
        Engines.assertClose(row.name() + " tangent " + i + "\n" + x, v, exact, 1e-6);
        v = exact;
      }
      left += dot(v, args.get(2 * n + i).toDoubleArray());
    }
    if (reverse) {
      double right = 0;
      List<NDArray> g = results.subList(results.size() - n, results.size());
      for (int i = 0; i < n; i++) {
        right += dot(g.get(i).toDoubleArray(), args.get(n + i).toDoubleArray());
      }
      double tolerance = forward ? 1e-9 : 1e-6;
      assertEquals(left, right, tolerance * (1 + Math.abs(left)), "<u, Jv> and <J'u, v>");
    }
  }

  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  static List<NDArray> floats(List<NDArray> y) {
    return y.stream().filter(a -> a.dtype().isFloat()).toList();
  }

  /** In (-1, 1) for floats, float64 zeros for others. */
  static NDArray direction(AbstractValue a, int seed) {
    double r = a.dtype().isFloat() ? 1 : 0;
    return new Operand(AbstractValue.of(DType.FLOAT64, a.shape().dims()), -r, r)
        .sample(new Random(seed));
  }

  private static List<NDArray> moved(List<NDArray> x, List<NDArray> v, double step) {
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      boolean fixed = !x.get(i).dtype().isFloat();
      out.add(fixed ? x.get(i) : Lax.add(x.get(i), Lax.mul(v.get(i), step)));
    }
    return out;
  }

  private static List<NDArray> tangents(ClosedJaxpr f, List<NDArray> x, List<NDArray> v) {
    List<@Nullable NDArray> in = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      in.add(x.get(i).dtype().isFloat() ? v.get(i) : null);
    }
    Duals d = Jvp.eval(f, x, in);
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < d.primals().size(); i++) {
      if (d.primals().get(i).dtype().isFloat()) {
        NDArray t = d.tangents().get(i);
        out.add(t == null ? Lax.zerosLike(d.primals().get(i)) : t);
      }
    }
    return out;
  }

  /** One per operand; float64 zeros where there is none. */
  private static List<NDArray> cotangents(ClosedJaxpr f, List<NDArray> x, List<NDArray> u) {
    boolean[] choice = new boolean[x.size()];
    for (int i = 0; i < choice.length; i++) {
      choice[i] = x.get(i).dtype().isFloat();
    }
    var linear = Linearize.linearize(f, x, choice);
    List<@Nullable NDArray> g = Transposition.transpose(linear.tangentMap(), List.copyOf(u));
    List<NDArray> out = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < choice.length; i++) {
      NDArray c = choice[i] ? g.get(next++) : null;
      out.add(c == null ? Lax.zeros(DType.FLOAT64, x.get(i).shape()) : c);
    }
    return out;
  }

  static List<Row> rowsWithOperands() {
    return rows().stream().filter(r -> !r.any().operands().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("rowsWithOperands")
  void vmapIsALoop(Row row) {
    Instance instance = row.any();
    Primitive op = instance.op();
    int n = instance.operands().size();
    int size = 3;
    List<List<NDArray>> examples = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      examples.add(instance.sample(new Random(70 + i)));
    }
    ClosedJaxpr f = Engines.trace(a -> Tracing.bind(op, a), examples.get(0));
    List<NDArray> args = new ArrayList<>();
    examples.forEach(args::addAll);
    // Every operand mapped alone (at axis 0), then all (each at its last axis); beside each map,
    // its loop.
    ClosedJaxpr program =
        Engines.trace(
            a -> {
              List<NDArray> out = new ArrayList<>();
              for (int alone = 0; alone <= (n == 1 ? 0 : n); alone++) {
                boolean[] mapped = new boolean[n];
                Arrays.fill(mapped, alone == n || n == 1);
                if (alone < n) {
                  mapped[alone] = true;
                }
                mapBesideLoop(f, a, size, mapped, alone == n || n == 1, out);
              }
              return out;
            },
            args);
    List<NDArray> results = Engines.onCompiled(program, args);
    for (int i = 0; i < results.size(); i += 2) {
      NDArray loop = results.get(i + 1);
      String what = row.name() + ", result " + i + " of\n" + program;
      Engines.assertClose(what, loop, results.get(i), Engines.tolerance(loop.dtype()));
    }
  }

  private static void mapBesideLoop(
      ClosedJaxpr f, List<NDArray> a, int size, boolean[] mapped, boolean last, List<NDArray> to) {
    int n = mapped.length;
    List<Batched> in = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int axis = last ? a.get(i).rank() : 0;
      List<NDArray> parts = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        parts.add(a.get(k * n + i));
      }
      in.add(
          mapped[i]
              ? new Batched(stack(parts, axis), axis)
              : new Batched(a.get(i), Batching.NOT_MAPPED));
    }
    List<Batched> maps = Batching.eval(f, size, in);
    List<List<NDArray>> loops = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      List<NDArray> one = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        one.add(mapped[i] ? a.get(k * n + i) : a.get(i));
      }
      loops.add(Tracing.eval(f, one));
    }
    for (int o = 0; o < maps.size(); o++) {
      Batched m = maps.get(o);
      if (m.axis() == Batching.NOT_MAPPED) {
        to.add(m.array());
        to.add(loops.get(0).get(o));
      } else {
        int at = o;
        to.add(m.array());
        to.add(stack(loops.stream().map(l -> l.get(at)).toList(), m.axis()));
      }
    }
  }

  private static NDArray stack(List<NDArray> parts, int axis) {
    List<NDArray> wide = new ArrayList<>();
    for (NDArray p : parts) {
      wide.add(Lax.expandDims(p, Axes.of(axis)));
    }
    return Lax.concatenate(wide, axis);
  }
}
