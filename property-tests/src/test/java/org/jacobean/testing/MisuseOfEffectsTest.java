package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;

import io.vavr.Function1;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.check.Checkify;
import org.jacobean.golden.GoldenMessages;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.JaxprParser;
import org.jacobean.ir.op.VmapMethod;
import org.jacobean.trace.Tracing;
import org.jacobean.transforms.Debug;
import org.junit.jupiter.api.function.Executable;

/** Misused callbacks, prints and checks are answered by coded errors. */
class MisuseOfEffectsTest extends GoldenMessages {
  private static final NDArray V = NDArray.of(new float[] {1, 2, 3});
  private static final NDArray S = NDArray.of(new float[] {2}).reshape();
  private static final Function1<NDArray, NDArray> SAME = v -> v;

  MisuseOfEffectsTest() {
    super("misuse-of-effects.txt");
  }

  @Override
  protected Map<String, Executable> cases() {
    Map<String, Executable> c = new LinkedHashMap<>();
    prints(c);
    callbacks(c);
    checks(c);
    traces(c);
    return c;
  }

  private static void prints(Map<String, Executable> c) {
    c.put("print with too few values", () -> Debug.print("{} and {}", S));
    c.put("print with too many values", () -> Debug.print("{}", S, V));
    c.put("print with an open brace", () -> Debug.print("x = {", S));
    c.put("print with a closing brace", () -> Debug.print("x = }", S));
    c.put("print with an unknown format", () -> Debug.print("{:x}", S));
    c.put("print with a name", () -> Debug.print("{name}", S));
    c.put("print in a jitted function", () -> jit((NDArray x) -> printed(x)).apply(V));
  }

  private static NDArray printed(NDArray x) {
    Debug.print("{} and {}", x);
    return x;
  }

  private static void callbacks(Map<String, Executable> c) {
    c.put("callback of another shape", () -> jit((NDArray x) -> wrong(x, V)).apply(S));
    c.put(
        "callback of another dtype",
        () -> pureCallback(S.astype(DType.INT32), (NDArray v) -> v.add(0.5), S));
    c.put(
        "callback of another structure",
        () -> pureCallback(List.of(S), (NDArray v) -> List.of(v, v), S));
    c.put("callback that returns null", () -> pureCallback(S, (NDArray _) -> nothing(), S));
    c.put("callback that throws", () -> jit((NDArray x) -> failing(x)).apply(S));
    c.put("derivative of a callback", () -> grad((NDArray x) -> wrong(x, x)).apply(S));
    c.put("batch of a callback", () -> vmap((NDArray x) -> wrong(x, x)).apply(V));
    c.put(
        "batch of an ordered callback",
        () -> jit(vmap((NDArray x) -> ioCallback(x, true, SAME, x))).apply(V));
    c.put(
        "callback in a loop that is linearized",
        () ->
            linearize(
                (NDArray x) ->
                    whileLoop(
                        (List<NDArray> s) -> s.get(0).lt(2),
                        s ->
                            List.of(
                                ioCallback(s.get(0), false, (NDArray v) -> v.add(1), s.get(0)),
                                s.get(1).mul(x)),
                        List.of(NDArray.of(new int[] {0}).reshape(), x)),
                S));
    c.put(
        "callback read from text",
        () ->
            Tracing.eval(
                new ClosedJaxpr(
                    JaxprParser.parse(
                        "{ lambda ; a:f32[]. let b:f32[] = pure_callback[results=(f32[])"
                            + " vmap_method=NONE] a in (b,) }"),
                    List.of()),
                List.of(S)));
  }

  private static NDArray nothing() {
    return java.util.Map.<String, NDArray>of().get("nothing");
  }

  private static NDArray wrong(NDArray x, NDArray like) {
    return pureCallback(like, SAME, x);
  }

  private static NDArray failing(NDArray x) {
    return pureCallback(
        x,
        VmapMethod.SEQUENTIAL,
        (NDArray v) -> {
          throw new IllegalStateException("the disk is full");
        },
        x);
  }

  private static void checks(Map<String, Executable> c) {
    c.put("check of a vector", () -> Checkify.check(V.gt(0), "positive"));
    c.put("check of a number", () -> Checkify.check(S, "positive"));
    c.put("check with too few values", () -> Checkify.check(S.gt(0), "{}"));
    c.put("check that fails", () -> checked(S.neg()));
    c.put("check that fails when compiled", () -> jit((NDArray x) -> checked(x)).apply(S.neg()));
    c.put("check that fails in vmap", () -> vmap((NDArray x) -> checked(x)).apply(V.sub(2.5)));
    c.put(
        "failure as a value",
        () -> Checkify.checkify((NDArray x) -> checked(x)).apply(S.neg())._1().throwIfError());
    c.put(
        "failures of examples",
        () ->
            vmap(Checkify.checkify((NDArray x) -> checked(x)))
                .apply(V.sub(2.5))
                ._1()
                .throwIfError());
    c.put(
        "division by zero",
        () ->
            Checkify.checkify((NDArray x) -> divided(x), Checkify.ALL_CHECKS)
                .apply(S.mul(0))
                ._1()
                .throwIfError());
    c.put("NaN", () -> Debug.nans(() -> jit((NDArray x) -> logarithm(x)).apply(V.sub(2.5))));
    c.put("infinity", () -> Debug.infs(() -> logarithm(V.sub(1))));
  }

  private static NDArray checked(NDArray x) {
    Checkify.check(x.gt(0), "{} is not positive", x);
    return x;
  }

  private static NDArray divided(NDArray x) {
    return S.div(x);
  }

  private static NDArray logarithm(NDArray x) {
    return x.log();
  }

  private static void traces(Map<String, Executable> c) {
    c.put(
        "traced too often",
        () -> {
          var f = jit(assertMaxTraces((NDArray x) -> x.mul(2), 1));
          f.apply(V);
          f.apply(V);
          f.apply(S);
        });
    c.put("a traced value as a condition", () -> jit((NDArray x) -> branching(x)).apply(S));
  }

  private static NDArray branching(NDArray x) {
    NDArray positive = x.gt(0);
    return positive.itemBoolean() ? x : x.neg();
  }
}
