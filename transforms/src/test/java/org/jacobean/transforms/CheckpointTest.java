package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jacobean.NDArray;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.*;
import org.jacobean.optimize.Optimizer;
import org.junit.jupiter.api.Test;

/** Rematerialisation: the same derivatives from fewer saved values. */
class CheckpointTest {
  private static final NDArray X = NDArray.of(new double[] {0.3, -1.2, 2.1});
  private static final NDArray W =
      NDArray.of(new double[] {0.4, -0.3, 1.1, 0.7, 0.2, -0.5, -0.9, 0.6, 0.8}, 3, 3);

  private static NDArray layer(NDArray w, NDArray x) {
    return x.matmul(w).sin().mul(x);
  }

  private static NDArray twoLayers(NDArray w, NDArray x) {
    return layer(w, checkpointName(layer(w, x), "hidden"));
  }

  private static NDArray loss(NDArray w, NDArray x) {
    return twoLayers(w, x).sum();
  }

  private static void assertClose(NDArray expected, NDArray actual) {
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    assertEquals(e.length, a.length);
    for (int i = 0; i < e.length; i++) {
      assertEquals(e[i], a[i], 1e-9 * Math.max(1, Math.abs(e[i])));
    }
  }

  private static List<CheckpointPolicy> policies() {
    return List.of(
        CheckpointPolicy.nothingSaveable(),
        CheckpointPolicy.everythingSaveable(),
        CheckpointPolicy.dotsSaveable(),
        CheckpointPolicy.dotsWithNoBatchDimsSaveable(),
        CheckpointPolicy.saveOnlyTheseNames("hidden"),
        CheckpointPolicy.saveAnyNamesButThese("hidden"),
        CheckpointPolicy.saveAnythingExceptTheseNames("hidden"),
        CheckpointPolicy.saveFromBothPolicies(
            CheckpointPolicy.dotsSaveable(), CheckpointPolicy.saveOnlyTheseNames("hidden")),
        (op, _) -> op instanceof Unary u && u.op() == UnaryOp.SIN);
  }

  @Test
  void valuesAndGradientsAreUnchangedUnderEveryPolicy() {
    NDArray value = loss(W, X);
    NDArray gradient = grad(CheckpointTest::loss).apply(W, X);
    for (CheckpointPolicy p : policies()) {
      Function2<NDArray, NDArray, NDArray> f = checkpoint(CheckpointTest::loss, p);
      assertClose(value, f.apply(W, X));
      assertClose(value, jit(f).apply(W, X));
      assertClose(gradient, grad(f).apply(W, X));
      assertClose(gradient, jit(grad(f)).apply(W, X));
    }
  }

  @Test
  void higherDerivativesAreUnchanged() {
    Function1<NDArray, NDArray> f = x -> loss(W, x);
    NDArray hessian = hessian(f).apply(X);
    for (CheckpointPolicy p : policies()) {
      Function1<NDArray, NDArray> g = checkpoint(f, p);
      assertClose(hessian, hessian(g).apply(X));
      assertClose(hessian, jacrev(grad(g)).apply(X));
      assertClose(hessian, jit(jacrev(jacrev(g))).apply(X));
      assertClose(hessian, jacfwd(jacfwd(g)).apply(X));
    }
    Function1<NDArray, NDArray> third =
        x -> grad(grad(grad((NDArray y) -> y.sin().mul(y)))).apply(x);
    Function1<NDArray, NDArray> again =
        x ->
            grad(checkpoint(grad(checkpoint(grad(checkpoint((NDArray y) -> y.sin().mul(y)))))))
                .apply(x);
    assertClose(third.apply(NDArray.scalar(0.7)), again.apply(NDArray.scalar(0.7)));
  }

  @Test
  void checkpointsNestAndSeeThroughJit() {
    Function1<NDArray, NDArray> inner = checkpoint((NDArray x) -> x.sin().mul(x).sin());
    Function1<NDArray, NDArray> outer =
        checkpoint((NDArray x) -> jit(inner).apply(inner.apply(x)).sin().sum());
    Function1<NDArray, NDArray> plain =
        x -> {
          NDArray y = x.sin().mul(x).sin();
          return y.sin().mul(y).sin().sin().sum();
        };
    assertClose(grad(plain).apply(X), grad(outer).apply(X));
    assertClose(grad(plain).apply(X), jit(grad(jit(outer))).apply(X));
    assertClose(hessian(plain).apply(X), jit(hessian(outer)).apply(X));
  }

  @Test
  void capturedTracersAreDifferentiated() {
    Function1<NDArray, NDArray> f = x -> checkpoint((NDArray y) -> y.mul(x).sin().sum()).apply(x);
    Function1<NDArray, NDArray> plain = x -> x.mul(x).sin().sum();
    assertClose(grad(plain).apply(X), grad(f).apply(X));
  }

  @Test
  void insideControlFlow() {
    Function1<NDArray, NDArray> step = x -> x.sin().mul(x);
    Function1<NDArray, NDArray> kept = checkpoint(step);
    assertSameDerivatives(
        x -> scan((NDArray c, NDArray y) -> Tuple.of(step.apply(c), c), x.sum(), x)._2().sum(),
        x -> scan((NDArray c, NDArray y) -> Tuple.of(kept.apply(c), c), x.sum(), x)._2().sum());
    assertSameDerivatives(
        x -> cond(x.sum().gt(0), step, (NDArray y) -> y, x).sum(),
        x -> cond(x.sum().gt(0), kept, (NDArray y) -> y, x).sum());
    assertSameDerivatives(
        x -> foriLoop(0, 3, (i, c) -> step.apply(c), x).sum(),
        x -> checkpoint((NDArray z) -> foriLoop(0, 3, (i, c) -> kept.apply(c), z)).apply(x).sum());
    Function1<NDArray, NDArray> loop =
        x -> whileLoop((NDArray c) -> c.sum().lt(2), (NDArray c) -> c.mul(c).add(1), x).sum();
    Function1<NDArray, NDArray> keptLoop =
        checkpoint(
            (NDArray x) ->
                whileLoop(
                        (NDArray c) -> c.sum().lt(2), checkpoint((NDArray c) -> c.mul(c).add(1)), x)
                    .sum());
    assertClose(jacfwd(loop).apply(X), jacfwd(keptLoop).apply(X));
    assertClose(jacfwd(loop).apply(X), jit(jacfwd(keptLoop)).apply(X));
  }

  @Test
  void checkpointOfScanOfCond() {
    Function1<NDArray, NDArray> plain =
        x ->
            scan(
                    (NDArray c, NDArray y) -> {
                      NDArray next =
                          cond(y.gt(0), (NDArray z) -> z.sin().mul(z), (NDArray z) -> z.mul(2), c);
                      return Tuple.of(next, next.mul(y));
                    },
                    x.sum(),
                    x)
                ._2()
                .sum();
    assertSameDerivatives(plain, checkpoint(plain));
    assertSameDerivatives(plain, checkpoint(plain, (op, _) -> op instanceof Unary, false));
  }

  private static void assertSameDerivatives(
      Function1<NDArray, NDArray> plain, Function1<NDArray, NDArray> kept) {
    assertClose(plain.apply(X), kept.apply(X));
    assertClose(grad(plain).apply(X), grad(kept).apply(X));
    assertClose(grad(plain).apply(X), jit(grad(kept)).apply(X));
    assertClose(hessian(plain).apply(X), jit(hessian(kept)).apply(X));
    assertClose(jacrev(grad(plain)).apply(X), jacrev(grad(kept)).apply(X));
  }

  @Test
  void underVmap() {
    NDArray xs = NDArray.of(new double[] {0.3, -1.2, 2.1, 1, 2, 3, -1, 0.5, 0}, 3, 3);
    Function1<NDArray, NDArray> plain = x -> loss(W, x);
    for (CheckpointPolicy p : policies()) {
      Function1<NDArray, NDArray> kept = checkpoint(plain, p);
      assertClose(vmap(grad(plain)).apply(xs), vmap(grad(kept)).apply(xs));
      assertClose(vmap(grad(plain)).apply(xs), jit(vmap(grad(kept))).apply(xs));
      Function1<NDArray, NDArray> total = x -> vmap(plain).apply(x).sum();
      Function1<NDArray, NDArray> keptTotal = x -> vmap(kept).apply(x).sum();
      assertClose(grad(total).apply(xs), jit(grad(keptTotal)).apply(xs));
    }
  }

  @Test
  void loopsInsideStopUnderVmapWhenTheirOwnExamplesAreDone() {
    Function1<NDArray, NDArray> f =
        checkpoint(
            (NDArray x) -> whileLoop((NDArray c) -> c.lt(10), (NDArray c) -> c.mul(2).add(1), x));
    Function1<NDArray, NDArray> g =
        x -> cond(x.gt(0), (NDArray y) -> f.apply(y), (NDArray y) -> y, x);
    NDArray xs = NDArray.of(new double[] {1, -5, 3, -1e300});
    assertClose(NDArray.of(new double[] {15, -5, 15, -1e300}), vmap(g).apply(xs));
  }

  // ------------------------------------------------------------- what is saved

  private static List<String> saved(CheckpointPolicy p) {
    return savedResiduals(checkpoint(CheckpointTest::twoLayers, p), W, X).stream()
        .map(r -> r.type().toString())
        .sorted()
        .toList();
  }

  @Test
  void onlyArgumentsAreSavedUnlessThePolicyAllowsMore() {
    assertEquals(List.of("f64[3,3]", "f64[3]"), saved(CheckpointPolicy.nothingSaveable()));
    List<SavedResidual> r = savedResiduals(checkpoint(CheckpointTest::twoLayers), W, X);
    assertEquals(List.of("argument 0", "argument 1"), r.stream().map(SavedResidual::why).toList());
    assertEquals(
        List.of("f64[3,3]", "f64[3]", "f64[3]"),
        saved(CheckpointPolicy.saveOnlyTheseNames("hidden")));
    assertEquals(
        List.of("f64[3,3]", "f64[3]"), saved(CheckpointPolicy.saveOnlyTheseNames("other")));
    assertEquals(
        List.of("f64[3,3]", "f64[3]", "f64[3]"),
        saved(CheckpointPolicy.saveAnyNamesButThese("other")));
    assertEquals(
        List.of("f64[3,3]", "f64[3]", "f64[3]", "f64[3]"), saved(CheckpointPolicy.dotsSaveable()));
  }

  @Test
  void namesAndLinesAreReported() {
    List<SavedResidual> r =
        savedResiduals(
            checkpoint(CheckpointTest::twoLayers, CheckpointPolicy.saveOnlyTheseNames("hidden")),
            W,
            X);
    String named = r.get(2).why();
    assertTrue(named.startsWith("named 'hidden' from CheckpointTest.java:"), named);
  }

  // ------------------------------------------------------------- what is computed again

  @Test
  void effectsRunOnce() {
    AtomicInteger shown = new AtomicInteger();
    AtomicInteger read = new AtomicInteger();
    Function1<NDArray, NDArray> f =
        checkpoint(
            (NDArray x) -> {
              Debug.callback((NDArray y) -> shown.incrementAndGet(), x);
              NDArray k =
                  ioCallback(
                      NDArray.of(new double[] {0}),
                      true,
                      () -> NDArray.of(new double[] {read.incrementAndGet()}));
              return x.sin().sin().mul(k.sum()).sum();
            });
    assertClose(grad((NDArray x) -> x.sin().sin().sum()).apply(X), grad(f).apply(X));
    assertEquals(1, shown.get());
    assertEquals(1, read.get());
    assertClose(grad((NDArray x) -> x.sin().sin().mul(2).sum()).apply(X), jit(grad(f)).apply(X));
    assertEquals(2, shown.get());
    assertEquals(2, read.get());
  }

  private static int count(Jaxpr j, UnaryOp op) {
    int n = 0;
    for (Eqn e : j.eqns()) {
      n += e.op() instanceof Unary u && u.op() == op ? 1 : 0;
    }
    return n;
  }

  private static Jaxpr compiled(Function1<NDArray, NDArray> f) {
    return Optimizer.optimize(Optimizer.inline(makeJaxpr(f, X).jaxpr().constsToArgs()));
  }

  @Test
  void recomputationSurvivesTheOptimizer() {
    Function1<NDArray, NDArray> f = x -> x.sin().sin().sin();
    Function1<NDArray, NDArray> value = x -> f.apply(x).sum();
    Function1<NDArray, NDArray> kept = x -> checkpoint(f).apply(x).sum();
    Function1<NDArray, NDArray> merged =
        x -> checkpoint(f, CheckpointPolicy.nothingSaveable(), false).apply(x).sum();
    // The value is used, so that the first computation stays.
    assertEquals(3, count(compiled(both(value)), UnaryOp.SIN));
    assertEquals(5, count(compiled(both(kept)), UnaryOp.SIN));
    assertEquals(3, count(compiled(both(merged)), UnaryOp.SIN));
  }

  private static Function1<NDArray, NDArray> both(Function1<NDArray, NDArray> f) {
    return x -> {
      ValueAndGrad<NDArray> vg = valueAndGrad(f).apply(x);
      return vg.grad().mul(vg.value());
    };
  }

  // ------------------------------------------------------------- notation, cache

  @Test
  void printsAsACall() {
    Function1<NDArray, NDArray> f =
        checkpoint(
            (NDArray x) -> checkpointName(x.sin(), "s").sin(), CheckpointPolicy.dotsSaveable());
    assertEquals(
        """
        { lambda ; a:f64[3]. let
            b:f64[3] = checkpoint[
              differentiated=False
              jaxpr={ lambda ; c:f64[3]. let
                  d:f64[3] = sin c
                  e:f64[3] = name[name=s] d
                  f:f64[3] = sin e
                in (f,) }
              policy=dots_saveable
              prevent_cse=True
            ] a
          in (b,) }\
        """,
        makeJaxpr(f, X).jaxpr().toString());
  }

  private static Function1<NDArray, NDArray> made(CheckpointPolicy p) {
    return checkpoint((NDArray x) -> x.sin(), p);
  }

  private static Function1<NDArray, NDArray> userMade(int k) {
    return made((op, in) -> in.size() == k);
  }

  @Test
  void madeInTheSameWayIsEqual() {
    assertEquals(userMade(1), userMade(1));
    assertNotEquals(userMade(1), userMade(2));
    assertEquals(
        made(CheckpointPolicy.saveOnlyTheseNames("a", "b")),
        made(CheckpointPolicy.saveOnlyTheseNames("b", "a")));
    assertNotEquals(
        made(CheckpointPolicy.dotsSaveable()), made(CheckpointPolicy.nothingSaveable()));
    Tuple2<NDArray, Integer> named = checkpointName(Tuple.of(X, 3), "x");
    assertEquals(3, named._2());
    assertClose(X, named._1());
  }
}
