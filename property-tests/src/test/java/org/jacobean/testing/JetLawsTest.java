package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.jet;
import static org.jacobean.transforms.Transforms.jvp;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jacobean.transforms.Jet;
import org.jacobean.transforms.SeriesScale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Taylor mode is repeated forward mode along the path, for every operation. */
class JetLawsTest {
  private static final int ORDER = 4;
  private static final NDArray ONE = NDArray.full(DType.FLOAT64, Shape.SCALAR, 1);

  /** A function with a reverse-mode rule only has no forward mode to compare with. */
  static List<Row> rows() {
    return OperationLawsTest.smoothRows().stream()
        .filter(r -> !(r.any().op() instanceof CustomCall c && c.rules().jvp().isEmpty()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void seriesAreDerivativesAlongThePath(Row row) {
    Instance instance = row.make().apply(DType.FLOAT64);
    List<NDArray> x = instance.sample(new Random(11));
    Function1<List<NDArray>, List<NDArray>> f =
        a -> OperationLawsTest.floats(Tracing.bind(instance.op(), a));
    List<List<NDArray>> series = new ArrayList<>();
    for (int k = 1; k <= ORDER; k++) {
      series.add(moves(x, k));
    }
    Jet<List<NDArray>> y = jet(f, x, series, SeriesScale.COEFFICIENTS);
    Function1<NDArray, List<NDArray>> derivative = t -> f.apply(at(x, series, t));
    double factorial = 1;
    for (int k = 0; k <= ORDER; k++) {
      List<NDArray> expected = derivative.apply(NDArray.full(DType.FLOAT64, Shape.SCALAR, 0));
      List<NDArray> actual = k == 0 ? y.value() : y.series().get(k - 1);
      for (int i = 0; i < expected.size(); i++) {
        NDArray e = Lax.mul(expected.get(i), 1 / factorial);
        Engines.assertClose(row.name() + " order " + k + " result " + i, e, actual.get(i), 1e-9);
      }
      factorial *= k + 1;
      Function1<NDArray, List<NDArray>> below = derivative;
      derivative = t -> jvp(below, t, ONE).tangent();
    }
  }

  /** Small enough for the path to stay where the functions are smooth. */
  private static List<NDArray> moves(List<NDArray> x, int k) {
    List<NDArray> v = new ArrayList<>();
    for (NDArray a : x) {
      boolean moves = a.dtype().isFloat();
      v.add(moves ? Lax.mul(OperationLawsTest.direction(a.aval(), 17 * k + v.size()), 0.5) : a);
    }
    return v;
  }

  private static List<NDArray> at(List<NDArray> x, List<List<NDArray>> series, NDArray t) {
    List<NDArray> p = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      NDArray v = x.get(i);
      NDArray power = t;
      for (List<NDArray> term : series) {
        if (v.dtype().isFloat()) {
          v = v.add(term.get(i).mul(power));
          power = power.mul(t);
        }
      }
      p.add(v);
    }
    return p;
  }
}
