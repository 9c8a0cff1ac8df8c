package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;

import io.vavr.Function1;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jacobean.NDArray;
import org.jacobean.golden.GoldenMessages;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.trace.AxisEnv;
import org.jacobean.trace.Tracing;
import org.junit.jupiter.api.function.Executable;

/** Bad input to collectives is answered by a coded error. */
class MisuseOfNamedAxesTest extends GoldenMessages {
  private static final NDArray M = NDArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);

  MisuseOfNamedAxesTest() {
    super("misuse-of-named-axes.txt");
  }

  private static Executable mapped(Function1<NDArray, NDArray> f) {
    return () -> vmap(f, VmapAxes.LEADING.axisName("batch")).apply(M);
  }

  @Override
  protected Map<String, Executable> cases() {
    Map<String, Executable> c = new LinkedHashMap<>();
    c.put("sum without an axis", () -> psum(M, "i"));
    c.put("sum without an axis in jit", () -> jit((NDArray x) -> psum(x, "i")).apply(M));
    c.put("map without a name", () -> vmap((NDArray x) -> axisIndex("i").add(x)).apply(M));
    c.put("misspelt axis", mapped(x -> psum(x, "bacth")));
    c.put("axis of another case", mapped(x -> pmean(x, "BATCH")));
    c.put("unknown axis", mapped(x -> allGather(x, "model")));
    c.put("unknown axis among two", mapped(x -> pmax(x, "batch", "model")));
    c.put(
        "unknown axis in two maps",
        () ->
            vmap(
                    vmap((NDArray x) -> psum(x, "k"), VmapAxes.LEADING.axisName("inner")),
                    VmapAxes.LEADING.axisName("outer"))
                .apply(M));
    c.put("one axis twice", mapped(x -> psum(x, "batch", "batch")));
    c.put("sum of another number", mapped(x -> x.add(psum(new Count(), "batch").intValue())));
    c.put("gather along a missing axis", mapped(x -> allGather(x, "batch", 3, false)));
    c.put("scatter of a length that is no multiple", mapped(x -> psumScatter(x, "batch", 0, true)));
    c.put("scatter of another length", mapped(x -> psumScatter(x, "batch", 0, false)));
    c.put("scatter of a missing axis", mapped(x -> psumScatter(x, "batch", -2, false)));
    c.put("exchange of another length", mapped(x -> allToAll(x, "batch", 0, 0, false)));
    c.put("exchange that cannot be divided", mapped(x -> allToAll(x, "batch", 0, 0, true)));
    c.put("message to nobody", mapped(x -> ppermute(x, "batch", new int[] {0, 3})));
    c.put(
        "two messages to one",
        mapped(x -> ppermute(x, "batch", new int[] {0, 1}, new int[] {2, 1})));
    c.put("shuffle that is no permutation", mapped(x -> pshuffle(x, "batch", 0, 1, 1)));
    c.put("shuffle of too few", mapped(x -> pshuffle(x, "batch", 1, 0)));
    c.put("broadcast from nobody", mapped(x -> pbroadcast(x, "batch", 3)));
    c.put("result that differs left unmapped", MisuseOfNamedAxesTest::unmapped);
    c.put("program run outside its axis", MisuseOfNamedAxesTest::outside);
    return c;
  }

  /** A number that is not one of Java's. */
  @SuppressWarnings("serial")
  private static final class Count extends Number {
    @Override
    public int intValue() {
      return 1;
    }

    @Override
    public long longValue() {
      return 1;
    }

    @Override
    public float floatValue() {
      return 1;
    }

    @Override
    public double doubleValue() {
      return 1;
    }
  }

  private static void unmapped() {
    Function1<NDArray, NDArray> f = x -> x.sub(pmean(x, "i"));
    vmap(f, VmapAxes.LEADING.axisName("i").out(NOT_MAPPED)).apply(M);
  }

  private static void outside() {
    ClosedJaxpr program =
        AxisEnv.within(
            java.util.List.of(AxisEnv.Bound.mapped("i", 4)),
            () ->
                Tracing.toJaxpr(
                    "f", a -> java.util.List.of(psum(a.get(0), "i")), java.util.List.of(M.aval())));
    Tracing.eval(program, java.util.List.of(M));
  }
}
