package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.*;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.junit.jupiter.api.Test;

/** Every overload does for its number of arguments what the one of one argument does. */
class FewArgumentsTest {
  private static final NDArray ONE = s(1);

  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  private static void is(double expected, NDArray actual) {
    assertEquals(expected, actual.item(), 1e-12);
  }

  @Test
  void oneArgument() {
    Function1<NDArray, NDArray> f = (a) -> a.square();
    Function1<NDArray, Tuple2<NDArray, String>> aux = (a) -> Tuple.of(f.apply(a), "aux");
    is(2, grad(f).apply(ONE));
    is(2, grad(f, GradOptions.DEFAULT).apply(ONE));
    is(2, gradWithAux(aux).apply(ONE)._1());
    is(1, valueAndGrad(f).apply(ONE).value());
    is(2, valueAndGrad(f, GradOptions.DEFAULT).apply(ONE).grad());
    assertEquals("aux", valueAndGradWithAux(aux).apply(ONE).aux());
    is(2, jvp(f, ONE, ONE).tangent());
    is(2, vjp(f, ONE).pullback().apply(ONE));
    is(2, vjpWithAux(aux, ONE).pullback().apply(ONE));
    is(2, linearize(f, ONE).tangentMap().apply(ONE));
    Function1<NDArray, NDArray> linear = (a) -> a.mul(1);
    is(1, linearTranspose(linear, ONE).apply(ONE));
    is(2, jacfwd(f).apply(ONE));
    is(2, jacrev(f).apply(ONE));
    is(2, jacobian(f).apply(ONE));
    is(2, hessian(f).apply(ONE));
    is(2, jacfwdTree(f).apply(ONE).of(""));
    is(2, jacrevTree(f).apply(ONE).of(""));
    is(2, hessianTree(f).apply(ONE).of(""));
    is(3, vmap(f).apply(ONE.broadcastTo(3)).sum());
    is(3, vmap(f, 0).apply(ONE.broadcastTo(3)).sum());
    is(3, vmap(f, VmapAxes.LEADING).apply(ONE.broadcastTo(3)).sum());
    is(1, jit(f).apply(ONE));
    is(1, jit(f).trace(ONE).compile().call(ONE));
    assertEquals(1, makeJaxpr(f, ONE).jaxpr().inVars().size());
    assertEquals("f64[]", evalShape(f, ONE).aval().toString());
    Function1<NDArray, NDArray> forward =
        customJvp(f, (NDArray at, NDArray t) -> new Jvp<>(at, t.mul(7)));
    is(7, grad(forward).apply(ONE));
    Function1<NDArray, NDArray> reverse =
        customVjp(f, (a) -> Tuple.of(f.apply(a), a), (NDArray saved, NDArray ct) -> ct.mul(9));
    is(9, grad(reverse).apply(ONE));
  }

  @Test
  void twoArguments() {
    Function2<NDArray, NDArray, NDArray> f = (a, b) -> a.square().add(b.mul(2));
    Function2<NDArray, NDArray, Tuple2<NDArray, String>> aux =
        (a, b) -> Tuple.of(f.apply(a, b), "aux");
    is(2, grad(f).apply(ONE, ONE));
    is(2, grad(f, GradOptions.DEFAULT).apply(ONE, ONE));
    is(2, gradWithAux(aux).apply(ONE, ONE)._1());
    is(3, valueAndGrad(f).apply(ONE, ONE).value());
    is(2, valueAndGrad(f, GradOptions.DEFAULT).apply(ONE, ONE).grad());
    assertEquals("aux", valueAndGradWithAux(aux).apply(ONE, ONE).aux());
    is(2, gradAll(f).apply(ONE, ONE)._2());
    is(2, valueAndGradAll(f).apply(ONE, ONE).grad()._2());
    is(2, gradWrt1(f).apply(ONE, ONE));
    is(2, valueAndGradWrt1(f).apply(ONE, ONE).grad());
    is(4, jvp(f, Tuple.of(ONE, ONE), Tuple.of(ONE, ONE)).tangent());
    is(2, vjp(f, ONE, ONE).pullback().apply(ONE)._2());
    is(2, vjpWithAux(aux, ONE, ONE).pullback().apply(ONE)._2());
    is(4, linearize(f, ONE, ONE).tangentMap().apply(Tuple.of(ONE, ONE)));
    Function2<NDArray, NDArray, NDArray> linear = (a, b) -> a.mul(1).add(b.mul(2));
    is(2, linearTranspose(linear, ONE, ONE).apply(ONE)._2());
    is(2, jacfwd(f).apply(ONE, ONE));
    is(2, jacrev(f).apply(ONE, ONE));
    is(2, jacobian(f).apply(ONE, ONE));
    is(2, hessian(f).apply(ONE, ONE));
    is(2, jacfwdTree(f).apply(ONE, ONE).of(""));
    is(2, jacrevTree(f).apply(ONE, ONE).of(""));
    is(2, hessianTree(f).apply(ONE, ONE).of(""));
    is(2, hvp(f, ONE, ONE, ONE));
    is(9, vmap(f).apply(ONE.broadcastTo(3), ONE.broadcastTo(3)).sum());
    is(9, vmap(f, 0, 0).apply(ONE.broadcastTo(3), ONE.broadcastTo(3)).sum());
    is(9, vmap(f, VmapAxes.LEADING).apply(ONE.broadcastTo(3), ONE.broadcastTo(3)).sum());
    is(3, jit(f).apply(ONE, ONE));
    is(3, jit(f).trace(ONE, ONE).compile().call(ONE, ONE));
    assertEquals(2, makeJaxpr(f, ONE, ONE).jaxpr().inVars().size());
    assertEquals("f64[]", evalShape(f, ONE, ONE).aval().toString());
    Function2<NDArray, NDArray, NDArray> forward =
        customJvp(
            f,
            (Tuple2<NDArray, NDArray> at, Tuple2<NDArray, NDArray> t) ->
                new Jvp<>(at._2(), t._2().mul(7)));
    is(0, grad(forward).apply(ONE, ONE));
    is(7, gradWrt1(forward).apply(ONE, ONE));
    Function2<NDArray, NDArray, NDArray> reverse =
        customVjp(
            f,
            (a, b) -> Tuple.of(f.apply(a, b), a),
            (NDArray saved, NDArray ct) -> Tuple.of(ct.mul(9), ct.mul(10)));
    is(10, gradWrt1(reverse).apply(ONE, ONE));
  }

  @Test
  void threeArguments() {
    Function3<NDArray, NDArray, NDArray, NDArray> f =
        (a, b, c) -> a.square().add(b.mul(2)).add(c.mul(3));
    Function3<NDArray, NDArray, NDArray, Tuple2<NDArray, String>> aux =
        (a, b, c) -> Tuple.of(f.apply(a, b, c), "aux");
    is(2, grad(f).apply(ONE, ONE, ONE));
    is(2, grad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE));
    is(2, gradWithAux(aux).apply(ONE, ONE, ONE)._1());
    is(6, valueAndGrad(f).apply(ONE, ONE, ONE).value());
    is(2, valueAndGrad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE).grad());
    assertEquals("aux", valueAndGradWithAux(aux).apply(ONE, ONE, ONE).aux());
    is(3, gradAll(f).apply(ONE, ONE, ONE)._3());
    is(3, valueAndGradAll(f).apply(ONE, ONE, ONE).grad()._3());
    is(2, gradWrt1(f).apply(ONE, ONE, ONE));
    is(2, valueAndGradWrt1(f).apply(ONE, ONE, ONE).grad());
    is(3, gradWrt2(f).apply(ONE, ONE, ONE));
    is(3, valueAndGradWrt2(f).apply(ONE, ONE, ONE).grad());
    is(7, jvp(f, Tuple.of(ONE, ONE, ONE), Tuple.of(ONE, ONE, ONE)).tangent());
    is(3, vjp(f, ONE, ONE, ONE).pullback().apply(ONE)._3());
    is(3, vjpWithAux(aux, ONE, ONE, ONE).pullback().apply(ONE)._3());
    is(7, linearize(f, ONE, ONE, ONE).tangentMap().apply(Tuple.of(ONE, ONE, ONE)));
    Function3<NDArray, NDArray, NDArray, NDArray> linear =
        (a, b, c) -> a.mul(1).add(b.mul(2)).add(c.mul(3));
    is(3, linearTranspose(linear, ONE, ONE, ONE).apply(ONE)._3());
    is(2, jacfwd(f).apply(ONE, ONE, ONE));
    is(2, jacrev(f).apply(ONE, ONE, ONE));
    is(2, jacobian(f).apply(ONE, ONE, ONE));
    is(2, hessian(f).apply(ONE, ONE, ONE));
    is(2, jacfwdTree(f).apply(ONE, ONE, ONE).of(""));
    is(2, jacrevTree(f).apply(ONE, ONE, ONE).of(""));
    is(2, hessianTree(f).apply(ONE, ONE, ONE).of(""));
    is(18, vmap(f).apply(ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3)).sum());
    is(
        18,
        vmap(f, 0, 0, 0).apply(ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3)).sum());
    is(
        18,
        vmap(f, VmapAxes.LEADING)
            .apply(ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3))
            .sum());
    is(6, jit(f).apply(ONE, ONE, ONE));
    is(6, jit(f).trace(ONE, ONE, ONE).compile().call(ONE, ONE, ONE));
    assertEquals(3, makeJaxpr(f, ONE, ONE, ONE).jaxpr().inVars().size());
    assertEquals("f64[]", evalShape(f, ONE, ONE, ONE).aval().toString());
    Function3<NDArray, NDArray, NDArray, NDArray> forward =
        customJvp(
            f,
            (Tuple3<NDArray, NDArray, NDArray> at, Tuple3<NDArray, NDArray, NDArray> t) ->
                new Jvp<>(at._3(), t._3().mul(7)));
    is(0, grad(forward).apply(ONE, ONE, ONE));
    is(7, gradWrt2(forward).apply(ONE, ONE, ONE));
    Function3<NDArray, NDArray, NDArray, NDArray> reverse =
        customVjp(
            f,
            (a, b, c) -> Tuple.of(f.apply(a, b, c), a),
            (NDArray saved, NDArray ct) -> Tuple.of(ct.mul(9), ct.mul(10), ct.mul(11)));
    is(11, gradWrt2(reverse).apply(ONE, ONE, ONE));
  }

  @Test
  void fourArguments() {
    Function4<NDArray, NDArray, NDArray, NDArray, NDArray> f =
        (a, b, c, d) -> a.square().add(b.mul(2)).add(c.mul(3)).add(d.mul(4));
    Function4<NDArray, NDArray, NDArray, NDArray, Tuple2<NDArray, String>> aux =
        (a, b, c, d) -> Tuple.of(f.apply(a, b, c, d), "aux");
    is(2, grad(f).apply(ONE, ONE, ONE, ONE));
    is(2, grad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE));
    is(2, gradWithAux(aux).apply(ONE, ONE, ONE, ONE)._1());
    is(10, valueAndGrad(f).apply(ONE, ONE, ONE, ONE).value());
    is(2, valueAndGrad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE).grad());
    assertEquals("aux", valueAndGradWithAux(aux).apply(ONE, ONE, ONE, ONE).aux());
    is(4, gradAll(f).apply(ONE, ONE, ONE, ONE)._4());
    is(4, valueAndGradAll(f).apply(ONE, ONE, ONE, ONE).grad()._4());
    is(2, gradWrt1(f).apply(ONE, ONE, ONE, ONE));
    is(2, valueAndGradWrt1(f).apply(ONE, ONE, ONE, ONE).grad());
    is(3, gradWrt2(f).apply(ONE, ONE, ONE, ONE));
    is(3, valueAndGradWrt2(f).apply(ONE, ONE, ONE, ONE).grad());
    is(4, gradWrt3(f).apply(ONE, ONE, ONE, ONE));
    is(4, valueAndGradWrt3(f).apply(ONE, ONE, ONE, ONE).grad());
    is(11, jvp(f, Tuple.of(ONE, ONE, ONE, ONE), Tuple.of(ONE, ONE, ONE, ONE)).tangent());
    is(4, vjp(f, ONE, ONE, ONE, ONE).pullback().apply(ONE)._4());
    is(4, vjpWithAux(aux, ONE, ONE, ONE, ONE).pullback().apply(ONE)._4());
    is(11, linearize(f, ONE, ONE, ONE, ONE).tangentMap().apply(Tuple.of(ONE, ONE, ONE, ONE)));
    Function4<NDArray, NDArray, NDArray, NDArray, NDArray> linear =
        (a, b, c, d) -> a.mul(1).add(b.mul(2)).add(c.mul(3)).add(d.mul(4));
    is(4, linearTranspose(linear, ONE, ONE, ONE, ONE).apply(ONE)._4());
    is(2, jacfwd(f).apply(ONE, ONE, ONE, ONE));
    is(2, jacrev(f).apply(ONE, ONE, ONE, ONE));
    is(2, jacobian(f).apply(ONE, ONE, ONE, ONE));
    is(2, hessian(f).apply(ONE, ONE, ONE, ONE));
    is(2, jacfwdTree(f).apply(ONE, ONE, ONE, ONE).of(""));
    is(2, jacrevTree(f).apply(ONE, ONE, ONE, ONE).of(""));
    is(2, hessianTree(f).apply(ONE, ONE, ONE, ONE).of(""));
    is(
        30,
        vmap(f)
            .apply(ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3))
            .sum());
    is(
        30,
        vmap(f, 0, 0, 0, 0)
            .apply(ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3))
            .sum());
    is(
        30,
        vmap(f, VmapAxes.LEADING)
            .apply(ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3), ONE.broadcastTo(3))
            .sum());
    is(10, jit(f).apply(ONE, ONE, ONE, ONE));
    is(10, jit(f).trace(ONE, ONE, ONE, ONE).compile().call(ONE, ONE, ONE, ONE));
    assertEquals(4, makeJaxpr(f, ONE, ONE, ONE, ONE).jaxpr().inVars().size());
    assertEquals("f64[]", evalShape(f, ONE, ONE, ONE, ONE).aval().toString());
    Function4<NDArray, NDArray, NDArray, NDArray, NDArray> forward =
        customJvp(
            f,
            (Tuple4<NDArray, NDArray, NDArray, NDArray> at,
                Tuple4<NDArray, NDArray, NDArray, NDArray> t) -> new Jvp<>(at._4(), t._4().mul(7)));
    is(0, grad(forward).apply(ONE, ONE, ONE, ONE));
    is(7, gradWrt3(forward).apply(ONE, ONE, ONE, ONE));
    Function4<NDArray, NDArray, NDArray, NDArray, NDArray> reverse =
        customVjp(
            f,
            (a, b, c, d) -> Tuple.of(f.apply(a, b, c, d), a),
            (NDArray saved, NDArray ct) -> Tuple.of(ct.mul(9), ct.mul(10), ct.mul(11), ct.mul(12)));
    is(12, gradWrt3(reverse).apply(ONE, ONE, ONE, ONE));
  }

  @Test
  void fiveArguments() {
    Function5<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> f =
        (a, b, c, d, e) -> a.square().add(b.mul(2)).add(c.mul(3)).add(d.mul(4)).add(e.mul(5));
    Function5<NDArray, NDArray, NDArray, NDArray, NDArray, Tuple2<NDArray, String>> aux =
        (a, b, c, d, e) -> Tuple.of(f.apply(a, b, c, d, e), "aux");
    is(2, grad(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(2, grad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE, ONE));
    is(2, gradWithAux(aux).apply(ONE, ONE, ONE, ONE, ONE)._1());
    is(15, valueAndGrad(f).apply(ONE, ONE, ONE, ONE, ONE).value());
    is(2, valueAndGrad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE, ONE).grad());
    assertEquals("aux", valueAndGradWithAux(aux).apply(ONE, ONE, ONE, ONE, ONE).aux());
    is(5, gradAll(f).apply(ONE, ONE, ONE, ONE, ONE)._5());
    is(5, valueAndGradAll(f).apply(ONE, ONE, ONE, ONE, ONE).grad()._5());
    is(2, gradWrt1(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(2, valueAndGradWrt1(f).apply(ONE, ONE, ONE, ONE, ONE).grad());
    is(3, gradWrt2(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(3, valueAndGradWrt2(f).apply(ONE, ONE, ONE, ONE, ONE).grad());
    is(4, gradWrt3(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(4, valueAndGradWrt3(f).apply(ONE, ONE, ONE, ONE, ONE).grad());
    is(5, gradWrt4(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(5, valueAndGradWrt4(f).apply(ONE, ONE, ONE, ONE, ONE).grad());
    is(16, jvp(f, Tuple.of(ONE, ONE, ONE, ONE, ONE), Tuple.of(ONE, ONE, ONE, ONE, ONE)).tangent());
    is(5, vjp(f, ONE, ONE, ONE, ONE, ONE).pullback().apply(ONE)._5());
    is(5, vjpWithAux(aux, ONE, ONE, ONE, ONE, ONE).pullback().apply(ONE)._5());
    is(
        16,
        linearize(f, ONE, ONE, ONE, ONE, ONE)
            .tangentMap()
            .apply(Tuple.of(ONE, ONE, ONE, ONE, ONE)));
    Function5<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> linear =
        (a, b, c, d, e) -> a.mul(1).add(b.mul(2)).add(c.mul(3)).add(d.mul(4)).add(e.mul(5));
    is(5, linearTranspose(linear, ONE, ONE, ONE, ONE, ONE).apply(ONE)._5());
    is(2, jacfwd(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(2, jacrev(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(2, jacobian(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(2, hessian(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(2, jacfwdTree(f).apply(ONE, ONE, ONE, ONE, ONE).of(""));
    is(2, jacrevTree(f).apply(ONE, ONE, ONE, ONE, ONE).of(""));
    is(2, hessianTree(f).apply(ONE, ONE, ONE, ONE, ONE).of(""));
    is(
        45,
        vmap(f)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(
        45,
        vmap(f, 0, 0, 0, 0, 0)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(
        45,
        vmap(f, VmapAxes.LEADING)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(15, jit(f).apply(ONE, ONE, ONE, ONE, ONE));
    is(15, jit(f).trace(ONE, ONE, ONE, ONE, ONE).compile().call(ONE, ONE, ONE, ONE, ONE));
    assertEquals(5, makeJaxpr(f, ONE, ONE, ONE, ONE, ONE).jaxpr().inVars().size());
    assertEquals("f64[]", evalShape(f, ONE, ONE, ONE, ONE, ONE).aval().toString());
    Function5<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> forward =
        customJvp(
            f,
            (Tuple5<NDArray, NDArray, NDArray, NDArray, NDArray> at,
                Tuple5<NDArray, NDArray, NDArray, NDArray, NDArray> t) ->
                new Jvp<>(at._5(), t._5().mul(7)));
    is(0, grad(forward).apply(ONE, ONE, ONE, ONE, ONE));
    is(7, gradWrt4(forward).apply(ONE, ONE, ONE, ONE, ONE));
    Function5<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> reverse =
        customVjp(
            f,
            (a, b, c, d, e) -> Tuple.of(f.apply(a, b, c, d, e), a),
            (NDArray saved, NDArray ct) ->
                Tuple.of(ct.mul(9), ct.mul(10), ct.mul(11), ct.mul(12), ct.mul(13)));
    is(13, gradWrt4(reverse).apply(ONE, ONE, ONE, ONE, ONE));
  }

  @Test
  void noArgument() {
    Function0<NDArray> f = () -> ONE.add(1);
    is(2, jit(f).apply());
    is(2, jit(f).trace().compile().call());
    assertEquals(1, makeJaxpr(f).jaxpr().eqns().size());
    assertEquals("f64[]", evalShape(f).aval().toString());
  }
}
