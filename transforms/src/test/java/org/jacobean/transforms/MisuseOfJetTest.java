package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.jet;

import io.vavr.Function1;
import io.vavr.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.golden.GoldenMessages;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.function.Executable;

/** Series that do not fit are refused. */
class MisuseOfJetTest extends GoldenMessages {
  record Pair(NDArray x, NDArray y) {}

  private static final NDArray V = NDArray.of(new float[] {1, 2, 3});
  private static final NDArray S = NDArray.full(DType.FLOAT32, Shape.SCALAR, 2);

  MisuseOfJetTest() {
    super("misuse-jet.txt");
  }

  @Override
  protected Map<String, Executable> cases() {
    Map<String, Executable> c = new LinkedHashMap<>();
    Function1<Pair, NDArray> f = p -> p.x().mul(p.y());
    c.put(
        "second term of another shape",
        () -> jet(f, new Pair(V, S), List.of(new Pair(V, S), new Pair(S, S))));
    c.put(
        "first term of another dtype",
        () -> jet(NDArray::sin, V, List.of(V.astype(DType.FLOAT64))));
    c.put(
        "term of another structure",
        () -> jet((List<NDArray> l) -> l.get(0), List.of(V, S), List.of(List.of(V))));
    c.put(
        "complex term of a real argument",
        () -> jet(NDArray::sin, V, List.of(V.astype(DType.COMPLEX64))));
    c.put(
        "operation without derivative",
        () ->
            jet(
                (NDArray x, NDArray y) -> Lax.binary(BinaryOp.NEXTAFTER, x, y),
                Tuple.of(V, V),
                List.of(Tuple.of(V, V))));
    return c;
  }
}
