package org.jacobean.llvm.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One parallel loop. Chunk {@code i} is {@code [i * grain, min(n, (i + 1) * grain))}, whoever runs
 * it; threads claim chunks by drawing tickets, so that nobody waits for a thread that has not
 * started.
 */
final class ParallelJob {
  private static final VarHandle TICKET = handle("ticket", long.class);
  private static final VarHandle DONE = handle("done", long.class);
  private static final VarHandle FAILURE = handle("failure", Throwable.class);
  private static final long SPIN_NANOS = 40_000;
  private static final int SPINS_PER_CLOCK = 64;

  private final RangeTask task;
  private final long n;
  private final long grain;
  final long chunks;

  @SuppressWarnings("unused") // through TICKET
  private volatile long ticket;

  private volatile long done;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread waiter;

  ParallelJob(RangeTask task, long n, long grain) {
    this.task = task;
    this.n = n;
    this.grain = grain;
    this.chunks = (n - 1) / grain + 1;
  }

  private static VarHandle handle(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(ParallelJob.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether a chunk may be left; may be wrong either way by the time the caller acts on it. */
  boolean open() {
    return (long) TICKET.getOpaque(this) < chunks;
  }

  /** Runs chunks until none is left to claim. Never throws. */
  void help() {
    long finished = 0;
    long chunk;
    while ((chunk = (long) TICKET.getAndAdd(this, 1L)) < chunks) {
      if (failure == null) {
        run(chunk);
      }
      finished++;
    }
    if (finished > 0 && (long) DONE.getAndAdd(this, finished) + finished == chunks) {
      Thread sleeper = waiter;
      if (sleeper != null) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  private void run(long chunk) {
    try {
      long begin = chunk * grain;
      task.run(begin, grain < n - begin ? begin + grain : n);
    } catch (Throwable t) {
      FAILURE.compareAndSet(this, null, t);
    }
  }

  /** Waits until the chunks that other threads claimed are finished. */
  void await() {
    if (done == chunks) {
      return;
    }
    long deadline = System.nanoTime() + SPIN_NANOS;
    do {
      for (int i = 0; i < SPINS_PER_CLOCK; i++) {
        if (done == chunks) {
          return;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() < deadline);
    waiter = Thread.currentThread();
    boolean interrupted = false;
    while (done != chunks) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Throws what the first failing chunk threw. */
  void rethrow() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable t -> throw new IllegalStateException(t);
    }
  }
}
