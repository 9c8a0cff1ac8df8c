package org.jacobean.collective;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import org.jacobean.backend.DeviceArray;
import org.jacobean.ir.op.Collective;
import org.jspecify.annotations.Nullable;

/** The participants of one collective, as they arrive. Guarded by the lock of the run. */
final class Meeting {
  /** At most this much is computed by the last to arrive, for all. */
  private static final long SMALL_BYTES = 1 << 15;

  final Collective op;
  final List<Integer> members;
  final Condition changed;
  private final @Nullable DeviceArray[] operands;
  private int arrived;
  private int computed;
  private int left;
  private @Nullable Exchange exchange;

  /**
   * A meeting to which nobody has come.
   *
   * @param members positions in the mesh, by coordinate along the axes
   */
  Meeting(Collective op, List<Integer> members, Condition changed) {
    this.op = op;
    this.members = members;
    this.changed = changed;
    this.operands = new DeviceArray[members.size()];
  }

  /** Comes with an operand; the last one makes the exchange, and does it if it is small. */
  void arrive(int k, DeviceArray operand, List<Integer> deviceIds) {
    operands[k] = operand;
    if (++arrived < operands.length) {
      return;
    }
    List<DeviceArray> all = Arrays.stream(operands).map(Objects::requireNonNull).toList();
    Exchange e = new Exchange(op, all, deviceIds);
    if (Exchange.bytes(operand.aval(), operands.length) <= SMALL_BYTES) {
      for (int i = 0; i < operands.length; i++) {
        e.compute(i);
      }
      computed = operands.length;
    }
    exchange = e;
    changed.signalAll();
  }

  /** Whether an operand has the type of those that are there already. */
  boolean fits(DeviceArray operand) {
    for (DeviceArray o : operands) {
      if (o != null) {
        return o.aval().sameType(operand.aval());
      }
    }
    return true;
  }

  /** The exchange; null while somebody is missing. */
  @Nullable Exchange exchange() {
    return exchange;
  }

  /** Reports a share as done. */
  void shareDone() {
    if (++computed == operands.length) {
      changed.signalAll();
    }
  }

  boolean isComputed() {
    return computed >= operands.length;
  }

  /** Leaves with the result; true for the last one. */
  boolean leave() {
    return ++left == operands.length;
  }

  boolean hasArrived(int k) {
    return operands[k] != null;
  }
}
