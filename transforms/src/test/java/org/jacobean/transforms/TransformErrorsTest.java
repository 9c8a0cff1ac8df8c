package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.golden.GoldenMessages;
import org.jacobean.jit.Arguments;
import org.junit.jupiter.api.function.Executable;

/** The messages of misuse, against a file. */
class TransformErrorsTest extends GoldenMessages {
  TransformErrorsTest() {
    super("transform-errors.txt");
  }

  record Pair(NDArray x, NDArray y) {}

  record Named(NDArray x, String name) {}

  private static final NDArray V = NDArray.of(new float[] {1, 2, 3});
  private static final NDArray S = NDArray.full(DType.FLOAT32, Shape.SCALAR, 2);
  private static final NDArray I = NDArray.fullLong(DType.INT32, Shape.SCALAR, 2);
  private static final NDArray Z =
      NDArray.ofComplex(DType.COMPLEX64, new double[] {1, 2}, Shape.SCALAR);

  static NDArray first(Pair p) {
    return p.x().mul(p.y()).sum();
  }

  static NDArray identity(NDArray x) {
    return x;
  }

  @Override
  protected Map<String, Executable> cases() {
    Map<String, Executable> c = new LinkedHashMap<>();
    Function1<NDArray, NDArray> id = TransformErrorsTest::identity;
    Function2<NDArray, NDArray, NDArray> mul = NDArray::mul;
    c.put("grad of a vector", () -> grad(id).apply(V));
    c.put("grad of an integer loss", () -> grad((NDArray x) -> x.astype(DType.INT32)).apply(S));
    c.put("grad of a complex loss", () -> grad(id).apply(Z));
    c.put(
        "grad of an integer argument",
        () -> grad(TransformErrorsTest::first).apply(new Pair(S, I)));
    c.put("holomorphic grad of a real function", () -> grad(id, GradOptions.HOLOMORPHIC).apply(S));
    c.put(
        "jvp with another structure",
        () -> jvp((Named n) -> n.x(), new Named(S, "a"), new Named(S, "b")));
    c.put(
        "jvp with another shape",
        () -> jvp(TransformErrorsTest::first, new Pair(V, V), new Pair(V, S)));
    c.put(
        "jvp with another dtype",
        () -> jvp(mul, Tuple.of(S, S), Tuple.of(S, S.astype(DType.FLOAT64))));
    c.put(
        "pullback of another structure",
        () -> vjp((Pair p) -> List.of(p.x()), new Pair(S, S)).pullback().apply(List.of(S, S)));
    c.put(
        "pullback of another shape",
        () -> vjp((Pair p) -> p.x(), new Pair(V, S)).pullback().apply(S));
    c.put("vmap without mapped arguments", () -> vmap(mul, NOT_MAPPED, NOT_MAPPED).apply(V, V));
    c.put("vmap without arrays", () -> vmap((Integer n) -> S).apply(3));
    c.put("vmap of a scalar", () -> vmap(TransformErrorsTest::first).apply(new Pair(V, S)));
    c.put("vmap over a missing axis", () -> vmap(mul, 0, 2).apply(V, V));
    c.put(
        "vmap of ragged batches",
        () ->
            vmap((Pair p, NDArray w) -> p.x().mul(w))
                .apply(new Pair(V, NDArray.of(new double[8], 4, 2)), V));
    c.put(
        "vmap with a given size", () -> vmap(mul, VmapAxes.in(0, NOT_MAPPED).size(4)).apply(V, V));
    c.put("vmap with too few axes", () -> vmap(mul, 0).apply(V, V));
    c.put(
        "vmap with axes that do not fit",
        () -> vmap(TransformErrorsTest::first, VmapAxes.in(Map.of("z", 0))).apply(new Pair(V, V)));
    c.put(
        "vmap that should not map its result",
        () -> vmap(id, VmapAxes.in(0).out(NOT_MAPPED)).apply(V));
    c.put("vmap with a missing out axis", () -> vmap(id, VmapAxes.in(0).out(1)).apply(V));
    c.put("jacfwd of a complex argument", () -> jacfwd(id).apply(Z));
    c.put(
        "jacrev of an integer result", () -> jacrev((NDArray x) -> x.astype(DType.INT32)).apply(V));
    c.put(
        "custom rule of another shape",
        () ->
            grad(customJvp((NDArray x) -> x.sum(), (NDArray x, NDArray t) -> new Jvp<>(x.sum(), t)))
                .apply(V));
    c.put(
        "custom cotangent of another structure",
        () ->
            grad(customVjp(
                    (Pair p) -> p.x(),
                    (Pair p) -> Tuple.of(p.x(), p.y()),
                    (NDArray y, NDArray ct) -> new Pair(ct, NDArray.of(new float[2]))))
                .apply(new Pair(S, S)));
    c.put(
        "custom result of another structure",
        () ->
            grad(customVjp(
                        (NDArray x) -> List.of(x),
                        (NDArray x) -> Tuple.of(List.of(x, x), S),
                        (NDArray y, List<NDArray> ct) -> y)
                    .andThen(l -> l.get(0)))
                .apply(S));
    c.put("ragged Java array", () -> Arguments.array(new double[][] {{1, 2}, {3}}));
    c.put("leaf that is no array", () -> Arguments.array("text"));
    c.put("jit that calls itself", () -> Recursive.SELF.apply(S));
    c.put("compiled for other arguments", () -> jit(mul).trace(S, V).compile().call(S, S));
    c.put(
        "static values without equals",
        () -> {
          var f = jit((Object o, NDArray x) -> x.mul(2));
          for (int i = 0; i < 20; i++) {
            f.apply(new Settings(), S);
          }
        });
    c.put(
        "element of a traced array", () -> jit((NDArray x) -> x.item() > 0 ? x : x.neg()).apply(S));
    c.put("element of an evalShape result", () -> evalShape(id, S).item());
    c.put(
        "result that is null",
        () -> jit((NDArray x) -> Option.<NDArray>none().getOrNull()).apply(S));
    return c;
  }

  /** Has no equals. */
  static final class Settings {}

  static final class Recursive {
    static final Function1<NDArray, NDArray> SELF = jit(Recursive::call);

    static NDArray call(NDArray x) {
      return SELF.apply(x);
    }
  }
}
