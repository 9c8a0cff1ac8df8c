package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.cond;
import static org.jacobean.transforms.Transforms.ioCallback;
import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.scan;
import static org.jacobean.transforms.Transforms.stopGradient;

import io.vavr.Tuple;
import java.util.Random;
import org.jacobean.NDArray;
import org.jacobean.transforms.Debug;

/**
 * A pseudo-random program of a seed that prints: straight on, in loops, in branches, in jitted
 * functions, and from callbacks whose results may be unused. Every line begins with the program's
 * {@code id}.
 *
 * @param seed determines the steps
 */
record EffectfulProgram(long seed) {
  /** A smooth function of a float32 scalar. */
  NDArray apply(NDArray id, NDArray x) {
    return block(new Random(seed), id, x, 2);
  }

  private static NDArray block(Random r, NDArray id, NDArray x, int depth) {
    NDArray v = x;
    int steps = 2 + r.nextInt(4);
    for (int i = 0; i < steps; i++) {
      v = step(r, id, v, depth);
    }
    return v;
  }

  private static NDArray step(Random r, NDArray id, NDArray x, int depth) {
    int n = r.nextInt(1000);
    long inner = r.nextLong();
    return switch (r.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> x.sin().mul(2);
      case 1 -> {
        Debug.print("{} at {}: {:.1f}", id, n, x);
        yield x.add(x.tanh());
      }
      case 2 -> {
        ioCallback(
            stopGradient(x), false, (NDArray a, NDArray v) -> shown(a, n, v), id, stopGradient(x));
        yield x.mul(0.5);
      }
      case 3 ->
          x.add(
              ioCallback(
                  stopGradient(x),
                  false,
                  (NDArray a, NDArray v) -> shown(a, n, v),
                  id,
                  stopGradient(x)));
      case 4 -> loop(inner, id, x, depth, n);
      case 5 ->
          cond(
              x.gt(0),
              () -> block(new Random(inner), id, x, depth - 1),
              () -> block(new Random(~inner), id, x.sub(1), depth - 1));
      default ->
          jit((NDArray a, NDArray v) -> block(new Random(inner), a, v, depth - 1)).apply(id, x);
    };
  }

  private static NDArray loop(long seed, NDArray id, NDArray x, int depth, int n) {
    return scan(
            (NDArray c, NDArray i) -> {
              Debug.print("{} at {}, step {}", id, n, i);
              return Tuple.of(block(new Random(seed), id, c, depth - 1), i);
            },
            x,
            NDArray.of(new int[] {0, 1, 2}, 3))
        ._1();
  }

  private static NDArray shown(NDArray id, int n, NDArray v) {
    Debug.print("{} io {}: {:.1f}", id, n, v);
    return v.mul(0.1);
  }
}
