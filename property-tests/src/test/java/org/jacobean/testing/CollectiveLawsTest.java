package org.jacobean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.ad.Transposition;
import org.jacobean.batch.Batching;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.batch.MappedAxis;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.AllGather;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.AxisIndex;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.CollectiveOp;
import org.jacobean.ir.op.PVary;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jacobean.transforms.Transforms;
import org.jacobean.transforms.VmapAxes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every collective between examples is what it means for a list of participants. */
class CollectiveLawsTest {
  private static final int N = CollectiveRows.I.size();
  private static final MappedAxis I = new MappedAxis(N, CollectiveRows.I.name());

  static List<Row> rows() {
    return Catalogue.rows().stream().filter(r -> r.any().op() instanceof Collective).toList();
  }

  private static Collective op(Row row) {
    return (Collective) row.any().op();
  }

  /** The operands of the participants, empty lists for axis_index. */
  private static List<List<NDArray>> samples(Row row, DType t, int seed) {
    Instance one = row.make().apply(t);
    return IntStream.range(0, N).mapToObj(k -> one.sample(new Random(seed + k))).toList();
  }

  private static List<NDArray> expected(Collective op, List<List<NDArray>> args) {
    return Participants.apply(
        op,
        args.stream()
            .map(
                a ->
                    a.isEmpty()
                        ? NDArray.fullLong(DType.INT32, org.jacobean.Shape.SCALAR, 0)
                        : a.get(0))
            .toList());
  }

  private static NDArray example(Batched b, int k) {
    return b.mapped()
        ? Lax.squeeze(Lax.sliceInDim(b.array(), k, k + 1, 1, b.axis()), Axes.of(b.axis()))
        : b.array();
  }

  private static void compare(String what, List<NDArray> expected, Batched actual) {
    for (int k = 0; k < N; k++) {
      NDArray e = expected.get(k);
      Engines.assertClose(
          what + ", participant " + k, e, example(actual, k), Engines.tolerance(e.dtype()));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void betweenExamplesItIsWhatItMeans(Row row) {
    Collective op = op(row);
    for (DType t : List.of(DType.FLOAT32, DType.INT32)) {
      List<List<NDArray>> args = samples(row, t, 3);
      ClosedJaxpr f = Engines.trace(a -> Tracing.bind(op, a), args.get(0));
      if (op instanceof AxisIndex) {
        compare(row.name(), expected(op, args), Batching.eval(f, I, List.of()).get(0));
        continue;
      }
      List<NDArray> xs = args.stream().map(a -> a.get(0)).toList();
      for (int axis = 0; axis <= xs.get(0).rank(); axis++) {
        Batched in = new Batched(Participants.stack(xs, axis), axis);
        Batched out = Batching.eval(f, I, List.of(in)).get(0);
        compare(row.name() + ", mapped at " + axis, expected(op, args), out);
      }
      List<List<NDArray>> shared = IntStream.range(0, N).mapToObj(_ -> args.get(0)).toList();
      Batched same = Batching.eval(f, I, List.of(Batched.same(xs.get(0)))).get(0);
      compare(row.name() + ", shared", expected(op, shared), same);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anotherMappedAxisPassesThrough(Row row) {
    Collective op = op(row);
    if (op instanceof AxisIndex) {
      return;
    }
    List<List<NDArray>> left = samples(row, DType.FLOAT32, 3);
    List<List<NDArray>> right = samples(row, DType.FLOAT32, 30);
    ClosedJaxpr f = Engines.trace(a -> Tracing.bind(op, a), left.get(0));
    for (int axis = 0; axis <= left.get(0).get(0).rank(); axis++) {
      int at = axis;
      List<NDArray> both =
          IntStream.range(0, N)
              .mapToObj(
                  k -> Participants.stack(List.of(left.get(k).get(0), right.get(k).get(0)), at))
              .toList();
      int[] out = new int[1];
      ClosedJaxpr onBoth =
          Engines.trace(
              a -> {
                Batched y = Batching.eval(f, 2, List.of(new Batched(a.get(0), at))).get(0);
                out[0] = y.axis();
                return List.of(y.array());
              },
              both.subList(0, 1));
      Batched in = new Batched(Participants.stack(both, 0), 0);
      Batched result = Batching.eval(onBoth, I, List.of(in)).get(0);
      List<NDArray> l = expected(op, left);
      List<NDArray> r = expected(op, right);
      List<NDArray> e =
          IntStream.range(0, N)
              .mapToObj(k -> Participants.stack(List.of(l.get(k), r.get(k)), out[0]))
              .toList();
      compare(row.name() + ", other axis at " + axis, e, result);
    }
  }

  static List<Row> linearRows() {
    return rows().stream()
        .filter(
            r ->
                !(op(r) instanceof AxisIndex)
                    && !(op(r) instanceof AllReduce a && a.op() != CollectiveOp.SUM))
        .toList();
  }

  /** Values that all participants share count once, others once for each. */
  @ParameterizedTest
  @MethodSource("linearRows")
  void theTransposeIsTheAdjoint(Row row) {
    Collective op = op(row);
    AbstractValue in = row.make().apply(DType.FLOAT64).types().get(0);
    AbstractValue out = op.infer(List.of(in)).get(0);
    boolean fromShared = op instanceof PVary;
    boolean toShared = op instanceof AllReduce || (op instanceof AllGather g && g.invariant());
    Batched x = random(in, fromShared, 1);
    Batched y = random(out, toShared, 2);
    ClosedJaxpr f = Tracing.toJaxpr("f", a -> Tracing.bind(op, a), List.of(in));
    ClosedJaxpr back =
        Tracing.toJaxpr(
            "its transpose",
            a -> {
              List<NDArray> ct = new ArrayList<>();
              Transposition.transpose(f, List.copyOf(a))
                  .forEach(c -> ct.add(java.util.Objects.requireNonNull(c)));
              return ct;
            },
            List.of(out));
    double left = dot(Batching.eval(f, I, List.of(x)).get(0), y, toShared);
    double right = dot(x, Batching.eval(back, I, List.of(y)).get(0), fromShared);
    assertEquals(left, right, 1e-12 * (1 + Math.abs(left)), "<Ax, y> and <x, A'y>\n" + back);
  }

  private static Batched random(AbstractValue one, boolean shared, int seed) {
    AbstractValue t = shared ? one : one.withShape(one.shape().insert(0, N));
    NDArray a = new Operand(t, -1, 1).sample(new Random(seed));
    return shared ? Batched.same(a) : new Batched(a, 0);
  }

  private static double dot(Batched a, Batched b, boolean shared) {
    double s = 0;
    for (int k = 0; k < (shared ? 1 : N); k++) {
      double[] u = example(a, k).toDoubleArray();
      double[] v = example(b, k).toDoubleArray();
      for (int i = 0; i < u.length; i++) {
        s += u[i] * v[i];
      }
    }
    return s;
  }

  static List<Row> smoothRows() {
    return rows().stream().filter(r -> !(op(r) instanceof AxisIndex)).toList();
  }

  @ParameterizedTest
  @MethodSource("smoothRows")
  void derivativesOfTheMappedFunctionAreLimitsOfDifferences(Row row) {
    Collective op = op(row);
    List<NDArray> xs = samples(row, DType.FLOAT64, 7).stream().map(a -> a.get(0)).toList();
    NDArray all = Participants.stack(xs, 0);
    Function1<NDArray, NDArray> one = v -> Tracing.bind1(op, v.mul(v)).sin();
    Function1<NDArray, NDArray> mapped = Transforms.vmap(one, VmapAxes.LEADING.axisName("i"));
    Gradients.check(
        v -> {
          NDArray y = mapped.apply(v);
          NDArray w = Lax.iota(DType.FLOAT64, y.shape(), 0).add(1.0);
          return y.mul(w).sum();
        },
        all,
        1e-6);
  }
}
