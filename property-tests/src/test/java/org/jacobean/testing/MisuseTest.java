package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.grad;
import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.vmap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.control.ControlFlow;
import org.jacobean.errors.JacobeanException;
import org.jacobean.golden.GoldenMessages;
import org.jacobean.ir.JaxprJson;
import org.jacobean.ir.JaxprParser;
import org.jacobean.ir.op.DotDims;
import org.jacobean.lax.Lax;
import org.jacobean.numpy.Numpy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Garbage given to public methods is answered by a coded error, and the process lives on. */
class MisuseTest extends GoldenMessages {
  MisuseTest() {
    super("misuse.txt");
  }

  /** Arguments of a function. */
  record Pair(NDArray x, NDArray y) {}

  private static final NDArray V = NDArray.of(new float[] {1, 2, 3});
  private static final NDArray M = NDArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
  private static final NDArray S = NDArray.full(DType.FLOAT32, Shape.SCALAR, 2);
  private static final NDArray I = NDArray.of(new int[] {1, 2, 3});

  private static NDArray escaped() {
    List<NDArray> out = new ArrayList<>();
    jit((NDArray x) -> {
          out.add(x);
          return x.add(1.0);
        })
        .apply(V);
    return out.get(0);
  }

  @Override
  protected Map<String, Executable> cases() {
    Map<String, Executable> c = new LinkedHashMap<>();
    arrays(c);
    c.put("escaped tracer computed with", () -> escaped().add(1.0));
    c.put("escaped tracer read", () -> escaped().toDoubleArray());
    c.put(
        "escaped tracer in another function", () -> jit((NDArray x) -> x.add(escaped())).apply(V));
    c.put("branch on a tracer", () -> jit((NDArray x) -> x.item() > 0 ? x : x.neg()).apply(S));
    c.put("loop over elements of a tracer", () -> grad((NDArray x) -> total(x)).apply(V));
    c.put("null in a record", () -> jit((Pair p) -> p.x()).apply(nothing()));
    c.put("gradient of a matrix function", () -> grad((NDArray x) -> x.mul(x)).apply(M));
    c.put("gradient of integers", () -> grad((NDArray x) -> x.sum()).apply(I));
    c.put("map of ragged arguments", () -> vmap((Pair p) -> p.x()).apply(new Pair(V, M)));
    c.put(
        "branches of unequal shapes",
        () -> ControlFlow.cond(V.sum().gt(0.0), (NDArray x) -> x, (NDArray x) -> x.sum(), V));
    c.put(
        "carry that changes its dtype",
        () -> ControlFlow.foriLoop(0, 3, (i, x) -> x.astype(DType.FLOAT64), V));
    c.put(
        "scan over unequal lengths",
        () -> ControlFlow.scan((NDArray a, Pair p) -> Tuple.of(a, p.x()), S, new Pair(V, M)));
    c.put(
        "test of a while loop is no scalar",
        () -> ControlFlow.whileLoop(x -> x.gt(0.0), x -> x, V));
    c.put("text that is no program", () -> JaxprParser.parse("{ lambda ; a:f32[3]. let b = "));
    String unknown = "{ lambda ; a:f32[3]. let b:f32[3] = frobnicate a in (b,) }";
    c.put("unknown operation in a program", () -> JaxprParser.parse(unknown));
    c.put("JSON that is no program", () -> JaxprJson.read("[1, 2"));
    return c;
  }

  private static void arrays(Map<String, Executable> c) {
    c.put("sum of unequal shapes", () -> V.add(NDArray.of(new float[] {1, 2})));
    c.put("strict sum of unequal dtypes", () -> Lax.add(V, I));
    c.put("product of unequal shapes", () -> M.matmul(M));
    c.put("contraction of a missing axis", () -> Lax.dotGeneral(V, V, badDims()));
    c.put("impossible reshape", () -> M.reshape(4, 2));
    c.put("reshape with two unknowns", () -> M.reshape(-1, -1));
    c.put("axis out of range", () -> M.sum(2));
    c.put("axis named twice", () -> M.sum(0, 0));
    c.put("transposition of too few axes", () -> M.transpose(0));
    c.put("squeeze of a long axis", () -> M.squeeze(1));
    c.put("broadcast to fewer axes", () -> M.broadcastTo(3));
    c.put("too few values", () -> NDArray.of(new float[] {1, 2, 3}, 2, 2));
    c.put("negative shape", () -> NDArray.full(DType.FLOAT32, Shape.of(-1, 2), 0));
    c.put(
        "a shape of 2^62 elements",
        () -> NDArray.full(DType.FLOAT64, Shape.of(1 << 30, 1 << 30, 1 << 2), 1));
    c.put("more elements than a long counts", () -> Shape.of(1 << 30, 1 << 30, 1 << 30));
    c.put(
        "more memory than there is",
        () -> NDArray.full(DType.FLOAT64, Shape.of(1 << 30, 1 << 15), 1));
    c.put("element of a vector", () -> V.item());
    c.put("bitwise operation on floats", () -> V.and(V));
    c.put("maximum of nothing", () -> NDArray.of(new float[0]).max());
    c.put("concatenation of nothing", () -> Numpy.concatenate(List.of(), 0));
    c.put("unknown dtype", () -> DType.parse("float77"));
    c.put("slice beyond the end", () -> Lax.slice(V, Axes.of(1), Axes.of(9), Axes.of(1)));
    c.put("einsum of a wrong formula", () -> Numpy.einsum("ij,jk->iq", M, M));
  }

  private static DotDims badDims() {
    return new DotDims(Axes.NONE, Axes.NONE, Axes.of(7), Axes.of(0));
  }

  private static NDArray total(NDArray x) {
    NDArray sum = S;
    for (double v : x.toDoubleArray()) {
      sum = sum.add(v);
    }
    return sum;
  }

  @SuppressWarnings("NullAway") // the misuse that is tested
  private static Pair nothing() {
    return new Pair(V, null);
  }

  /** Without the memory that is in use on this machine. */
  @Override
  protected String stable(String message) {
    return message.replaceAll("fit: .* are in use", "fit: N are in use");
  }

  @Test
  void computingGoesOnAfterwards() {
    for (Executable body : cases().values()) {
      try {
        body.execute();
      } catch (Throwable expected) {
        assertTrue(expected instanceof JacobeanException, expected::toString);
      }
    }
    Function1<NDArray, NDArray> f = jit((NDArray x) -> x.mul(x).sum());
    assertEquals(14, f.apply(V).item());
    assertEquals(2, grad(f).apply(V).toDoubleArray()[0]);
  }
}
