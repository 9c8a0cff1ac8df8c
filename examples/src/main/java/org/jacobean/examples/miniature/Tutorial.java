package org.jacobean.examples.miniature;

import static org.jacobean.examples.miniature.Batching.vmap;
import static org.jacobean.examples.miniature.Jit.jit;
import static org.jacobean.examples.miniature.Ops.mul;
import static org.jacobean.examples.miniature.Ops.sin;
import static org.jacobean.examples.miniature.Reverse.grad;

import java.util.List;

/** The program of docs/how-it-works.md. */
public final class Tutorial {
  private Tutorial() {}

  /** {@code x sin x}. */
  static Value f(Value x) {
    return mul(x, sin(x));
  }

  /** Prints the function's program, its derivatives, and derivatives at several points. */
  public static void main(String[] args) {
    System.out.println(Recorder.record(Tutorial::f, List.of()));
    System.out.println(Reverse.linearize(Tutorial::f, Array.scalar(2)).derivative());
    System.out.println(Recorder.record(vmap(grad(Tutorial::f)), List.of(3)));
    System.out.println(grad(grad(Tutorial::f)).apply(Array.scalar(2)));
    System.out.println(jit(vmap(grad(Tutorial::f))).apply(Array.of(0, 1, 2)));
  }
}
