package org.jacobean.llvm;

import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/** Pointwise, broadcasting and row-wise programs fuse and agree with the reference evaluator. */
class FusionTest {
  private static final DType F = DType.FLOAT32;
  private static final DType I = DType.INT32;
  private final Agreement r = new Agreement();

  @Test
  void pointwiseAndScalars() {
    Agreement.check(a -> List.of(a.get(0).add(a.get(1))), r.random(F, 5), r.random(F, 5));
    Agreement.check(a -> List.of(a.get(0).mul(2.0).sin()), r.random(F));
    Agreement.check(
        a -> List.of(a.get(0).add(a.get(1)).mul(2.0)), r.random(F, 100003), r.random(F, 100003));
  }

  @Test
  void broadcastingAndRows() {
    Agreement.check(
        a -> List.of(a.get(0).add(a.get(1)).exp()), r.random(F, 33, 17), r.random(F, 17));
    Agreement.check(a -> List.of(a.get(0).sub(a.get(0).max(true, 1)).exp()), r.random(F, 33, 17));
    Agreement.check(
        a -> {
          NDArray e = a.get(0).sub(a.get(0).max(true, 1)).exp();
          return List.of(e.div(e.sum(true, 1)));
        },
        r.random(F, 64, 300));
    Agreement.check(
        a -> {
          NDArray m = a.get(0).mean(true, -1);
          NDArray c = a.get(0).sub(m);
          return List.of(c.mul(c.square().mean(true, -1).add(1e-5).rsqrt()));
        },
        r.random(F, 65, 128));
  }

  @Test
  void indicesAndMasks() {
    Agreement.check(
        a ->
            List.of(Lax.iota(I, Shape.of(5, 37), 1), Lax.iota(F, Shape.of(5, 37), 0).add(a.get(0))),
        r.random(F, 37));
    Agreement.check(
        a -> {
          NDArray i = Lax.iota(I, Shape.of(33, 33), 0), j = Lax.iota(I, Shape.of(33, 33), 1);
          return List.of(Lax.select(i.ge(j), a.get(0), Lax.full(F, Shape.of(33, 33), -1e9)));
        },
        r.random(F, 33, 33));
  }

  @Test
  void emptyArraysAndPassedThroughArguments() {
    Agreement.check(
        a -> List.of(a.get(0).add(1.0), a.get(0).sum(0), a.get(0).sum(1), a.get(0).sum()),
        r.random(F, 0, 5));
    Agreement.check(
        a -> List.of(a.get(0), a.get(0), a.get(0).reshape(10), NDArray.scalar(2.0)),
        r.random(F, 2, 5));
  }

  @Test
  void integerPowers() {
    Agreement.check(
        a ->
            List.of(
                Lax.integerPow(a.get(0), 3),
                Lax.integerPow(a.get(0), -2),
                Lax.integerPow(a.get(0), 7)),
        r.random(F, 45));
  }

  @Test
  void randomBits() {
    Agreement.check(
        a -> {
          List<NDArray> t = Lax.threefry2x32(a.get(0), a.get(1), a.get(2), a.get(2));
          return List.of(t.get(0), t.get(1), t.get(0).xor(t.get(1)));
        },
        r.random(DType.UINT32),
        r.random(DType.UINT32),
        r.random(DType.UINT32, 99));
  }
}
