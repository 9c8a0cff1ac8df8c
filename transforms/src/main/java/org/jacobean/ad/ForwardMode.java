package org.jacobean.ad;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jspecify.annotations.Nullable;

/**
 * A way to carry something along with each value through a program: one tangent, or the
 * coefficients of a power series. Loops, branches and calls do it alike for both.
 */
interface ForwardMode {
  /** What precedes the name of a function in the name of its transformed program. */
  String verb();

  /** How many arrays are carried along with each value. */
  int width();

  /**
   * Values of a program's results, and what they carry, in the current trace.
   *
   * @param carried {@link #width} entries per argument, one argument after the other; null for zero
   */
  Duals eval(ClosedJaxpr jaxpr, List<NDArray> primals, List<@Nullable NDArray> carried);
}
