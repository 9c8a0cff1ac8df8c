package org.jacobean.backend;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.errors.BackendException;
import org.jacobean.ir.op.Collective;

/**
 * Runs collectives for the participants of a program on several devices. Each device has a thread,
 * and each thread calls {@link #apply} for its own part; all of them must call it for the same
 * operations in the same order.
 */
public interface CollectiveEngine {
  /**
   * Takes part in an operation.
   *
   * @param op the operation, over axes of the mesh that the calling thread's device belongs to
   * @param args the caller's operand; none for {@link org.jacobean.ir.op.AxisIndex}
   * @return the caller's result
   */
  NDArray apply(Collective op, List<NDArray> args);

  /** A thread that executes the program of one device. */
  interface DeviceThread {
    /** The engine that connects it with the other devices. */
    CollectiveEngine engine();
  }

  /**
   * The engine of the current thread.
   *
   * @throws BackendException JX0481 when it is not the thread of a device
   */
  static CollectiveEngine current(Collective op) {
    if (Thread.currentThread() instanceof DeviceThread d) {
      return d.engine();
    }
    throw new BackendException(
        "JX0481",
        op.name()
            + " over "
            + op.namedAxes()
            + " runs outside its axis: nothing maps the function it was traced in over devices or"
            + " examples; run it through vmap with the axis name, or shardMap");
  }
}
