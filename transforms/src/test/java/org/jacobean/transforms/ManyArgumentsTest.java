package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.*;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.junit.jupiter.api.Test;

/** Every overload does for its number of arguments what the one of one argument does. */
class ManyArgumentsTest {
  private static final NDArray ONE = s(1);

  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  private static void is(double expected, NDArray actual) {
    assertEquals(expected, actual.item(), 1e-12);
  }

  @Test
  void sixArguments() {
    Function6<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> f =
        (a, b, c, d, e, x) ->
            a.square().add(b.mul(2)).add(c.mul(3)).add(d.mul(4)).add(e.mul(5)).add(x.mul(6));
    Function6<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, Tuple2<NDArray, String>> aux =
        (a, b, c, d, e, x) -> Tuple.of(f.apply(a, b, c, d, e, x), "aux");
    is(2, grad(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, grad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, gradWithAux(aux).apply(ONE, ONE, ONE, ONE, ONE, ONE)._1());
    is(21, valueAndGrad(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).value());
    is(2, valueAndGrad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE, ONE, ONE).grad());
    assertEquals("aux", valueAndGradWithAux(aux).apply(ONE, ONE, ONE, ONE, ONE, ONE).aux());
    is(6, gradAll(f).apply(ONE, ONE, ONE, ONE, ONE, ONE)._6());
    is(6, valueAndGradAll(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).grad()._6());
    is(2, gradWrt1(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, valueAndGradWrt1(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(3, gradWrt2(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(3, valueAndGradWrt2(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(4, gradWrt3(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(4, valueAndGradWrt3(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(5, gradWrt4(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(5, valueAndGradWrt4(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(6, gradWrt5(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(6, valueAndGradWrt5(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(
        22,
        jvp(f, Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE), Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE))
            .tangent());
    is(6, vjp(f, ONE, ONE, ONE, ONE, ONE, ONE).pullback().apply(ONE)._6());
    is(6, vjpWithAux(aux, ONE, ONE, ONE, ONE, ONE, ONE).pullback().apply(ONE)._6());
    is(
        22,
        linearize(f, ONE, ONE, ONE, ONE, ONE, ONE)
            .tangentMap()
            .apply(Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE)));
    Function6<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> linear =
        (a, b, c, d, e, x) ->
            a.mul(1).add(b.mul(2)).add(c.mul(3)).add(d.mul(4)).add(e.mul(5)).add(x.mul(6));
    is(6, linearTranspose(linear, ONE, ONE, ONE, ONE, ONE, ONE).apply(ONE)._6());
    is(2, jacfwd(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacrev(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacobian(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, hessian(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacfwdTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(2, jacrevTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(2, hessianTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(
        63,
        vmap(f)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(
        63,
        vmap(f, 0, 0, 0, 0, 0, 0)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(
        63,
        vmap(f, VmapAxes.LEADING)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(21, jit(f).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(21, jit(f).trace(ONE, ONE, ONE, ONE, ONE, ONE).compile().call(ONE, ONE, ONE, ONE, ONE, ONE));
    assertEquals(6, makeJaxpr(f, ONE, ONE, ONE, ONE, ONE, ONE).jaxpr().inVars().size());
    assertEquals("f64[]", evalShape(f, ONE, ONE, ONE, ONE, ONE, ONE).aval().toString());
    Function6<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> forward =
        customJvp(
            f,
            (Tuple6<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> at,
                Tuple6<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> t) ->
                new Jvp<>(at._6(), t._6().mul(7)));
    is(0, grad(forward).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    is(7, gradWrt5(forward).apply(ONE, ONE, ONE, ONE, ONE, ONE));
    Function6<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> reverse =
        customVjp(
            f,
            (a, b, c, d, e, x) -> Tuple.of(f.apply(a, b, c, d, e, x), a),
            (NDArray saved, NDArray ct) ->
                Tuple.of(ct.mul(9), ct.mul(10), ct.mul(11), ct.mul(12), ct.mul(13), ct.mul(14)));
    is(14, gradWrt5(reverse).apply(ONE, ONE, ONE, ONE, ONE, ONE));
  }

  @Test
  void sevenArguments() {
    Function7<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> f =
        (a, b, c, d, e, x, y) ->
            a.square()
                .add(b.mul(2))
                .add(c.mul(3))
                .add(d.mul(4))
                .add(e.mul(5))
                .add(x.mul(6))
                .add(y.mul(7));
    Function7<
            NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, Tuple2<NDArray, String>>
        aux = (a, b, c, d, e, x, y) -> Tuple.of(f.apply(a, b, c, d, e, x, y), "aux");
    is(2, grad(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, grad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, gradWithAux(aux).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE)._1());
    is(28, valueAndGrad(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).value());
    is(2, valueAndGrad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    assertEquals("aux", valueAndGradWithAux(aux).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).aux());
    is(7, gradAll(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE)._7());
    is(7, valueAndGradAll(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad()._7());
    is(2, gradWrt1(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, valueAndGradWrt1(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(3, gradWrt2(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(3, valueAndGradWrt2(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(4, gradWrt3(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(4, valueAndGradWrt3(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(5, gradWrt4(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(5, valueAndGradWrt4(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(6, gradWrt5(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(6, valueAndGradWrt5(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(7, gradWrt6(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(7, valueAndGradWrt6(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(
        29,
        jvp(
                f,
                Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE, ONE),
                Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE, ONE))
            .tangent());
    is(7, vjp(f, ONE, ONE, ONE, ONE, ONE, ONE, ONE).pullback().apply(ONE)._7());
    is(7, vjpWithAux(aux, ONE, ONE, ONE, ONE, ONE, ONE, ONE).pullback().apply(ONE)._7());
    is(
        29,
        linearize(f, ONE, ONE, ONE, ONE, ONE, ONE, ONE)
            .tangentMap()
            .apply(Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE, ONE)));
    Function7<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> linear =
        (a, b, c, d, e, x, y) ->
            a.mul(1)
                .add(b.mul(2))
                .add(c.mul(3))
                .add(d.mul(4))
                .add(e.mul(5))
                .add(x.mul(6))
                .add(y.mul(7));
    is(7, linearTranspose(linear, ONE, ONE, ONE, ONE, ONE, ONE, ONE).apply(ONE)._7());
    is(2, jacfwd(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacrev(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacobian(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, hessian(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacfwdTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(2, jacrevTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(2, hessianTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(
        84,
        vmap(f)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(
        84,
        vmap(f, 0, 0, 0, 0, 0, 0, 0)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(
        84,
        vmap(f, VmapAxes.LEADING)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(28, jit(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(
        28,
        jit(f)
            .trace(ONE, ONE, ONE, ONE, ONE, ONE, ONE)
            .compile()
            .call(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    assertEquals(7, makeJaxpr(f, ONE, ONE, ONE, ONE, ONE, ONE, ONE).jaxpr().inVars().size());
    assertEquals("f64[]", evalShape(f, ONE, ONE, ONE, ONE, ONE, ONE, ONE).aval().toString());
    Function7<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> forward =
        customJvp(
            f,
            (Tuple7<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> at,
                Tuple7<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> t) ->
                new Jvp<>(at._7(), t._7().mul(7)));
    is(0, grad(forward).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(7, gradWrt6(forward).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    Function7<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> reverse =
        customVjp(
            f,
            (a, b, c, d, e, x, y) -> Tuple.of(f.apply(a, b, c, d, e, x, y), a),
            (NDArray saved, NDArray ct) ->
                Tuple.of(
                    ct.mul(9),
                    ct.mul(10),
                    ct.mul(11),
                    ct.mul(12),
                    ct.mul(13),
                    ct.mul(14),
                    ct.mul(15)));
    is(15, gradWrt6(reverse).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE));
  }

  @Test
  void eightArguments() {
    Function8<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> f =
        (a, b, c, d, e, x, y, z) ->
            a.square()
                .add(b.mul(2))
                .add(c.mul(3))
                .add(d.mul(4))
                .add(e.mul(5))
                .add(x.mul(6))
                .add(y.mul(7))
                .add(z.mul(8));
    Function8<
            NDArray,
            NDArray,
            NDArray,
            NDArray,
            NDArray,
            NDArray,
            NDArray,
            NDArray,
            Tuple2<NDArray, String>>
        aux = (a, b, c, d, e, x, y, z) -> Tuple.of(f.apply(a, b, c, d, e, x, y, z), "aux");
    is(2, grad(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, grad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, gradWithAux(aux).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE)._1());
    is(36, valueAndGrad(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).value());
    is(
        2,
        valueAndGrad(f, GradOptions.DEFAULT).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    assertEquals(
        "aux", valueAndGradWithAux(aux).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).aux());
    is(8, gradAll(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE)._8());
    is(8, valueAndGradAll(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad()._8());
    is(2, gradWrt1(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, valueAndGradWrt1(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(3, gradWrt2(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(3, valueAndGradWrt2(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(4, gradWrt3(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(4, valueAndGradWrt3(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(5, gradWrt4(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(5, valueAndGradWrt4(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(6, gradWrt5(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(6, valueAndGradWrt5(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(7, gradWrt6(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(7, valueAndGradWrt6(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(8, gradWrt7(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(8, valueAndGradWrt7(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).grad());
    is(
        37,
        jvp(
                f,
                Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE),
                Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE))
            .tangent());
    is(8, vjp(f, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).pullback().apply(ONE)._8());
    is(8, vjpWithAux(aux, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).pullback().apply(ONE)._8());
    is(
        37,
        linearize(f, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE)
            .tangentMap()
            .apply(Tuple.of(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE)));
    Function8<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray>
        linear =
            (a, b, c, d, e, x, y, z) ->
                a.mul(1)
                    .add(b.mul(2))
                    .add(c.mul(3))
                    .add(d.mul(4))
                    .add(e.mul(5))
                    .add(x.mul(6))
                    .add(y.mul(7))
                    .add(z.mul(8));
    is(8, linearTranspose(linear, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).apply(ONE)._8());
    is(2, jacfwd(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacrev(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacobian(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, hessian(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(2, jacfwdTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(2, jacrevTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(2, hessianTree(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).of(""));
    is(
        108,
        vmap(f)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(
        108,
        vmap(f, 0, 0, 0, 0, 0, 0, 0, 0)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(
        108,
        vmap(f, VmapAxes.LEADING)
            .apply(
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3),
                ONE.broadcastTo(3))
            .sum());
    is(36, jit(f).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(
        36,
        jit(f)
            .trace(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE)
            .compile()
            .call(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    assertEquals(8, makeJaxpr(f, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).jaxpr().inVars().size());
    assertEquals("f64[]", evalShape(f, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE).aval().toString());
    Function8<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray>
        forward =
            customJvp(
                f,
                (Tuple8<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray> at,
                    Tuple8<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray>
                        t) -> new Jvp<>(at._8(), t._8().mul(7)));
    is(0, grad(forward).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    is(7, gradWrt7(forward).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
    Function8<NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray, NDArray>
        reverse =
            customVjp(
                f,
                (a, b, c, d, e, x, y, z) -> Tuple.of(f.apply(a, b, c, d, e, x, y, z), a),
                (NDArray saved, NDArray ct) ->
                    Tuple.of(
                        ct.mul(9),
                        ct.mul(10),
                        ct.mul(11),
                        ct.mul(12),
                        ct.mul(13),
                        ct.mul(14),
                        ct.mul(15),
                        ct.mul(16)));
    is(16, gradWrt7(reverse).apply(ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE));
  }
}
