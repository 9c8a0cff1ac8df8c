package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Evaluates a jaxpr and keeps its derivative at that point as a linear jaxpr. */
public final class Linearize {
  private Linearize() {}

  /**
   * A point and the derivative there.
   *
   * @param outs the results, computed in the trace that was current
   * @param tangentMap from the tangents of the differentiated inexact arguments to the tangents of
   *     the inexact results, in order; its constants are the residuals
   */
  public record Linearized(List<NDArray> outs, ClosedJaxpr tangentMap) {}

  /**
   * Linearizes a jaxpr at {@code primals}.
   *
   * @param differentiate which arguments vary; integers and booleans among them are constants all
   *     the same
   * @throws org.jacobean.errors.TransformException as {@link Jvp#eval}
   */
  public static Linearized linearize(
      ClosedJaxpr jaxpr, List<NDArray> primals, boolean[] differentiate) {
    return linearize(jaxpr, primals, differentiate, true);
  }

  /**
   * As {@link #linearize(ClosedJaxpr, List, boolean[])}, for evaluation as well as transposition:
   * of functions that have both a forward-mode and a reverse-mode rule, the former is used.
   */
  public static Linearized linearizeForward(
      ClosedJaxpr jaxpr, List<NDArray> primals, boolean[] differentiate) {
    return linearize(jaxpr, primals, differentiate, false);
  }

  private static Linearized linearize(
      ClosedJaxpr jaxpr, List<NDArray> primals, boolean[] differentiate, boolean isTransposed) {
    if (differentiate.length != primals.size()) {
      throw Faults.count("choices of what to differentiate", primals.size(), differentiate.length);
    }
    LinearTrace lin = new LinearTrace(Tracing.current(), "a derivative", isTransposed);
    List<@Nullable NDArray> tangents = new ArrayList<>();
    for (int i = 0; i < differentiate.length; i++) {
      boolean varies = differentiate[i] && primals.get(i).dtype().isInexact();
      tangents.add(varies ? lin.newArgument(primals.get(i).aval().strong()) : null);
    }
    return Tracing.within(
        lin,
        () -> {
          Duals y = Jvp.eval(jaxpr, primals, tangents, lin);
          List<NDArray> dots = new ArrayList<>();
          for (int i = 0; i < y.primals().size(); i++) {
            NDArray out = y.primals().get(i);
            if (out.dtype().isInexact()) {
              dots.add(Tangents.instantiate(y.tangents().get(i), out.aval()));
            }
          }
          return new Linearized(y.primals(), DeadCode.eliminate(lin.finish(dots)));
        });
  }
}
