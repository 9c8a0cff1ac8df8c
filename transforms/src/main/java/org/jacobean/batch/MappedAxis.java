package org.jacobean.batch;

import java.util.List;
import java.util.function.Supplier;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.trace.AxisEnv;

/**
 * The axis that runs over the examples.
 *
 * @param size the number of examples
 * @param name the name that collectives know it by; empty: none
 */
public record MappedAxis(int size, String name) {
  /** An axis that collectives cannot run over. */
  public static MappedAxis of(int size) {
    return new MappedAxis(size, "");
  }

  /** Whether a collective runs over this axis. */
  boolean isOf(Collective op) {
    return !name.isEmpty() && op.namedAxes().contains(new NamedAxis(name, size));
  }

  /**
   * Runs {@code body}, which traces a function of one example, with this axis in scope if it has a
   * name.
   */
  public <T> T inScope(Supplier<T> body) {
    return name.isEmpty()
        ? body.get()
        : AxisEnv.within(List.of(AxisEnv.Bound.mapped(name, size)), body);
  }
}
