package org.jacobean.llvm.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jacobean.collective.DeviceThread;
import org.jacobean.errors.BackendException;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the iterations of a parallel loop with the thread that asks for it.
 *
 * <p>The caller always takes part, and never waits for a worker that has not begun: on a busy
 * machine a loop takes no longer than on the caller alone. Chunk boundaries follow from the number
 * of iterations and the grain only, so that results do not depend on the number of threads. A loop
 * started by a worker, inside another loop, runs on that worker.
 *
 * <p>Tasks run on other threads and do not see the caller's scoped values.
 */
public final class WorkerPool implements AutoCloseable {
  private static final int SLOTS = 16;
  private static final int SPINS_PER_CLOCK = 64;
  private static final int MAX_THREADS = 1024;

  /** Long enough to bridge the serial stretches between the parallel loops of one program. */
  private static final long SPIN_NANOS = 60_000;

  private final AtomicReferenceArray<@Nullable ParallelJob> slots =
      new AtomicReferenceArray<>(SLOTS);
  private final CopyOnWriteArrayList<Worker> workers = new CopyOnWriteArrayList<>();
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment parallelFor;

  /** Number of workers that take part; those beyond it sleep. */
  private volatile int active;

  private volatile boolean closed;

  private WorkerPool(int threads) {
    parallelFor = upcallStub();
    resize(threads);
  }

  private static final class Shared {
    static final WorkerPool INSTANCE = new WorkerPool(defaultThreads());

    private static int defaultThreads() {
      int cores = Runtime.getRuntime().availableProcessors();
      int threads = Integer.getInteger("jacobean.threads", cores);
      return Math.clamp(threads, 1, MAX_THREADS);
    }
  }

  /**
   * The pool of this process. It has as many threads as there are processors, the caller included,
   * or {@code -Djacobean.threads}.
   */
  public static WorkerPool shared() {
    return Shared.INSTANCE;
  }

  /**
   * A pool of its own.
   *
   * @param threads threads that run a loop, the caller included; 1 to 1024
   * @throws BackendException JX0510 if the number is out of range
   */
  public static WorkerPool create(int threads) {
    return new WorkerPool(threads);
  }

  /** Number of threads that run a loop, the caller included. */
  public int threads() {
    return active + 1;
  }

  /**
   * Changes the number of threads. Loops that are running finish with the threads they have.
   *
   * @param threads threads that run a loop, the caller included; 1 to 1024
   * @throws BackendException JX0510 if the number is out of range
   */
  public synchronized void resize(int threads) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new BackendException(
          "JX0510", "a worker pool has 1 to " + MAX_THREADS + " threads, not " + threads);
    }
    while (workers.size() < threads - 1) {
      workers.add(new Worker(workers.size()));
    }
    active = threads - 1;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  /**
   * Runs a task over {@code [0, n)} in chunks of {@code grain} and returns when all are done.
   *
   * @param n number of iterations; nothing happens if it is not positive
   * @param grain iterations per chunk; one chunk for all if it is not positive
   * @param task called once per chunk, from several threads at a time; if a call throws, chunks not
   *     yet begun are left out and the first exception is thrown here
   */
  public void parallelFor(long n, long grain, RangeTask task) {
    if (n <= 0) {
      return;
    }
    ParallelJob job = new ParallelJob(task, n, grain <= 0 ? n : grain);
    int helpers = DeviceThread.helpers((int) Math.min(job.chunks - 1, active));
    if (helpers <= 0 || Thread.currentThread() instanceof Worker) {
      job.help();
    } else {
      share(job, helpers);
    }
    job.rethrow();
  }

  private void share(ParallelJob job, int helpers) {
    int slot = publish(job);
    if (slot >= 0) {
      wake(helpers);
    }
    job.help();
    if (slot >= 0) {
      slots.set(slot, null);
      job.await();
    }
  }

  /** Makes a job visible to the workers; -1 if too many loops are running already. */
  private int publish(ParallelJob job) {
    for (int i = 0; i < SLOTS; i++) {
      if (slots.getPlain(i) == null && slots.compareAndSet(i, null, job)) {
        return i;
      }
    }
    return -1;
  }

  private void wake(int helpers) {
    int woken = 0;
    for (Worker worker : workers) {
      if (woken++ >= helpers) {
        return;
      }
      // Written before the worker looks at the slots a last time, so no wake-up is lost.
      if (worker.parked) {
        LockSupport.unpark(worker);
      }
    }
  }

  private @Nullable ParallelJob findOpen() {
    for (int i = 0; i < SLOTS; i++) {
      ParallelJob job = slots.get(i);
      if (job != null && job.open()) {
        return job;
      }
    }
    return null;
  }

  /**
   * Address of a C function {@code void jx_parallel_for(void (*fn)(void *ctx, int64_t begin,
   * int64_t end), void *ctx, int64_t n, int64_t grain)} that compiled code may call. It must not be
   * reached from a critical call. Valid as long as this pool is reachable.
   */
  public long parallelForAddress() {
    return parallelFor.address();
  }

  private MemorySegment upcallStub() {
    try {
      MethodHandle method =
          MethodHandles.lookup()
              .findVirtual(
                  WorkerPool.class,
                  "nativeParallelFor",
                  MethodType.methodType(
                      void.class, long.class, long.class, long.class, long.class));
      return Linker.nativeLinker()
          .upcallStub(
              method.bindTo(this),
              FunctionDescriptor.ofVoid(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG),
              arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called from native code. An exception that left this method would end the JVM. */
  @SuppressWarnings("unused") // through upcallStub
  private void nativeParallelFor(long function, long context, long n, long grain) {
    try {
      MemorySegment code = MemorySegment.ofAddress(function);
      parallelFor(n, grain, (begin, end) -> NativeCalls.call(code, context, begin, end));
    } catch (Throwable t) {
      NativeCalls.fail(t);
    }
  }

  /** Stops the workers once they are idle. Loops still work afterwards, on the caller alone. */
  @Override
  public synchronized void close() {
    if (this == Shared.INSTANCE) {
      return;
    }
    closed = true;
    active = 0;
    workers.forEach(LockSupport::unpark);
  }

  private final class Worker extends Thread {
    private final int index;
    private volatile boolean parked;

    Worker(int index) {
      super(null, null, "jacobean-worker-" + index, 0, false);
      this.index = index;
      setDaemon(true);
      start();
    }

    @Override
    public void run() {
      while (!closed) {
        ParallelJob job = index < active ? spinForJob() : null;
        if (job != null) {
          job.help();
        } else {
          sleep();
        }
      }
    }

    private @Nullable ParallelJob spinForJob() {
      long deadline = System.nanoTime() + SPIN_NANOS;
      do {
        for (int i = 0; i < SPINS_PER_CLOCK; i++) {
          ParallelJob job = findOpen();
          if (job != null) {
            return job;
          }
          Thread.onSpinWait();
        }
      } while (System.nanoTime() < deadline);
      return null;
    }

    private void sleep() {
      parked = true;
      if (!closed && (index >= active || findOpen() == null)) {
        LockSupport.park(WorkerPool.this);
      }
      parked = false;
      Thread.interrupted();
    }
  }
}
