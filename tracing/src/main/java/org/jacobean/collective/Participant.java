package org.jacobean.collective;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jacobean.NDArray;
import org.jacobean.backend.CollectiveEngine;
import org.jacobean.ir.op.Collective;
import org.jspecify.annotations.Nullable;

/** One device's part in a run: what its thread executes, and the engine that it finds there. */
final class Participant implements Runnable, CollectiveEngine {
  /** How far it has come. */
  enum State {
    QUEUED,
    COPYING,
    RUNNING,
    DONE,
    CANCELLED
  }

  final int position;
  private final MeshRun run;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

  /** Number of the collective it is at, or has done last; guarded by the lock of the run. */
  int sequence;

  /** Where it waits; guarded by the lock of the run. */
  @Nullable Meeting waitingAt;

  private volatile List<NDArray> results = List.of();

  Participant(MeshRun run, int position) {
    this.run = run;
    this.position = position;
  }

  @Override
  public void run() {
    if (!state.compareAndSet(State.QUEUED, State.COPYING)) {
      return;
    }
    try {
      List<NDArray> blocks = run.blocks(position);
      state.set(State.RUNNING);
      run.check();
      results = run.runBody(blocks);
    } catch (Throwable t) {
      run.fail(position, t);
    } finally {
      state.set(State.DONE);
      run.done();
    }
  }

  @Override
  public NDArray apply(Collective op, List<NDArray> args) {
    return run.collective(this, op, args);
  }

  State state() {
    return state.get();
  }

  /** Makes sure that it will not touch the operands of the run any more. */
  boolean cancel() {
    while (state.get() == State.COPYING) {
      Thread.onSpinWait();
    }
    return state.compareAndSet(State.QUEUED, State.CANCELLED);
  }

  List<NDArray> results() {
    return results;
  }
}
