package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;

import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.golden.GoldenMessages;
import org.junit.jupiter.api.function.Executable;

/** Bad input to derivatives and custom rules is named in words a user can act on. */
class MisuseOfDerivativesTest extends GoldenMessages {
  private static final NDArray V = NDArray.of(new double[] {1, 2});
  private static final NDArray S = NDArray.full(DType.FLOAT64, Shape.SCALAR, 1);
  private static final NDArray Z =
      NDArray.ofComplex(DType.COMPLEX128, new double[] {1, 2}, Shape.SCALAR);

  MisuseOfDerivativesTest() {
    super("misuse-of-derivatives.txt");
  }

  record Pair(NDArray a, NDArray b) {}

  @Override
  protected Map<String, Executable> cases() {
    Map<String, Executable> all = new LinkedHashMap<>();
    losses(all);
    points(all);
    derivativeRules(all);
    otherRules(all);
    solves(all);
    return all;
  }

  private static void losses(Map<String, Executable> all) {
    all.put("loss that is no scalar", () -> grad((NDArray x) -> x.mul(2)).apply(V));
    all.put("integer loss", () -> grad((NDArray x) -> x.astype(DType.INT32)).apply(S));
    all.put("complex loss", () -> grad((NDArray z) -> z.mul(z)).apply(Z));
    all.put("integer argument", () -> grad((NDArray x) -> x.mul(2.0)).apply(NDArray.scalar(3)));
    all.put(
        "real argument of a holomorphic function",
        () -> grad((NDArray x) -> x.mul(2), GradOptions.HOLOMORPHIC).apply(S));
    all.put(
        "real result of a holomorphic function",
        () -> jacfwd((NDArray x) -> x.real(), GradOptions.HOLOMORPHIC).apply(Z));
    all.put("complex result of jacrev", () -> jacrev((NDArray x) -> x.mul(Z)).apply(S));
    all.put("complex argument of jacfwd", () -> jacfwd((NDArray x) -> x.abs()).apply(Z));
    all.put("integer result of jacrev", () -> jacrev((NDArray x) -> x.gt(0)).apply(S));
  }

  private static void points(Map<String, Executable> all) {
    all.put("tangent of another shape", () -> jvp((NDArray x) -> x, V, S));
    all.put(
        "tangent of an integer that is no float0",
        () -> jvp((NDArray x) -> x, NDArray.of(new int[] {1}), NDArray.of(new double[] {1})));
    all.put(
        "cotangent of another dtype",
        () -> vjp((NDArray x) -> x, V).pullback().apply(V.astype(DType.FLOAT32)));
    all.put(
        "tangents of another structure",
        () -> jvp((List<NDArray> x) -> x.get(0), List.of(V, V), List.of(V)));
  }

  private static void derivativeRules(Map<String, Executable> all) {
    Custom1<NDArray, NDArray> sin = custom((NDArray x) -> x.sin());
    all.put(
        "forward mode without a rule",
        () -> jvp(sin.vjp(x -> Tuple.of(x, x), (x, ct) -> ct), S, S));
    all.put(
        "pushing through a reverse rule",
        () -> linearize(sin.vjp(x -> Tuple.of(x, x), (x, ct) -> ct), S).tangentMap().apply(S));
    all.put(
        "value of another shape from a forward rule",
        () -> jvp(sin.jvp((x, t) -> new Jvp<>(x.sum(), t)), V, V));
    all.put(
        "tangent of another dtype from a forward rule",
        () -> jvp(sin.jvp((x, t) -> new Jvp<>(x, t.astype(DType.FLOAT32))), V, V));
    all.put(
        "cotangent of another shape from a reverse rule",
        () ->
            grad((NDArray x) -> sin.vjp(y -> Tuple.of(y, y), (y, ct) -> ct.sum()).apply(x).sum())
                .apply(V));
    Custom1<List<NDArray>, NDArray> list =
        custom((List<NDArray> x) -> x.get(0).add(x.get(1)))
            .vjp(x -> Tuple.of(x.get(0).add(x.get(1)), x), (x, ct) -> List.of(ct));
    all.put(
        "one cotangent too few from a reverse rule",
        () -> grad((List<NDArray> x) -> list.apply(x)).apply(List.of(S, S)));
    all.put(
        "value of a zero that knows no shape",
        () ->
            grad(sin.jvpWithZeros(
                    (x, t) -> new Dual<>(x, Tangent.of(Tangent.<NDArray>zero().value()))))
                .apply(S));
  }

  private static void otherRules(Map<String, Executable> all) {
    Custom1<NDArray, NDArray> sin = custom((NDArray x) -> x.sin());
    all.put(
        "batching rule without the examples",
        () -> vmap(sin.batching(b -> b.of(b.value().sum()))).apply(V));
    all.put(
        "batching rule that says the result is the same for all",
        () -> vmap(sin.batching(b -> b.same(b.value()))).apply(V));
    all.put(
        "batching rule of another dtype",
        () -> vmap(sin.batching(b -> b.of(b.value().astype(DType.FLOAT32)))).apply(V));
    Custom1<Pair, Pair> pair = custom((Pair p) -> p);
    all.put(
        "computed part of a batch",
        () -> vmap(pair.batching(b -> b.withSame(p -> p.a().mul(2)))).apply(new Pair(V, V)));
    Function1<NDArray, NDArray> capturing =
        c -> custom((NDArray x) -> x.mul(c)).batching(b -> b).apply(S);
    all.put("batching rule and a mapped capture", () -> vmap(capturing).apply(V));
    Function1<NDArray, NDArray> badTranspose =
        custom((NDArray x) -> x.mul(2)).transpose(NDArray::sum);
    all.put("transpose of another shape", () -> linearTranspose(badTranspose, V).apply(V));
    Custom1<List<NDArray>, NDArray> lists =
        custom((List<NDArray> x) -> x.get(0).add(x.get(1))).transpose(ct -> List.of(ct));
    all.put("transpose of another structure", () -> linearTranspose(lists, List.of(S, S)).apply(S));
  }

  private static void solves(Map<String, Executable> all) {
    all.put(
        "matrix of another shape",
        () ->
            grad((NDArray b) -> customSymmetricSolve((NDArray x) -> x.sum(), b, (m, y) -> y).sum())
                .apply(V));
    all.put(
        "reverse mode without a transposed solver",
        () ->
            grad((NDArray b) -> customLinearSolve((NDArray x) -> x, b, (m, y) -> y).sum())
                .apply(V));
    all.put(
        "integer right-hand side",
        () -> customSymmetricSolve((NDArray x) -> x, NDArray.of(new int[] {1}), (m, y) -> y));
    all.put(
        "root of another dtype",
        () -> customRoot((NDArray x) -> x, V, (f, x) -> x.astype(DType.FLOAT32), (g, y) -> y));
    Function1<NDArray, Tuple2<NDArray, NDArray>> withAux =
        a ->
            customRootWithAux(
                (NDArray x) -> x.sub(a), V, (f, x) -> Tuple.of(x.sum(), x), (g, y) -> y);
    all.put("root of another shape beside something else", () -> jit(withAux).apply(V));
  }
}
