package org.jacobean.collective;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jacobean.Devices;
import org.jacobean.backend.CollectiveEngine;
import org.jacobean.errors.BackendException;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one device. Devices never share threads: participants of a collective wait for each
 * other, and fewer threads than participants would wait for ever.
 */
public final class DeviceThread extends Thread implements CollectiveEngine.DeviceThread {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Map<Integer, DeviceThread> THREADS = new HashMap<>();

  private final int device;
  private final BlockingQueue<Participant> queue;
  private volatile @Nullable Participant current;
  private volatile boolean abandoned;

  private DeviceThread(int device, BlockingQueue<Participant> queue) {
    super(null, null, "jacobean-cpu-" + device, 0, false);
    this.device = device;
    this.queue = queue;
    setDaemon(true);
  }

  /** Whether the current thread is a device's. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof DeviceThread;
  }

  /**
   * How many helpers a parallel loop on the current thread may have: on a device's thread the
   * device's share of the processor, the thread itself not counted.
   *
   * @param available helpers there are
   */
  public static int helpers(int available) {
    return isCurrent() ? Math.min(available, threads() - 1) : available;
  }

  private static int threads() {
    int all = Integer.getInteger("jacobean.threads", Runtime.getRuntime().availableProcessors());
    return Math.max(1, all / Devices.cpus().size());
  }

  /**
   * Queues the parts of one run, all at once: so every thread meets any two runs in the same order,
   * and runs that are asked for at the same time do not wait for each other crosswise.
   */
  static void submit(List<Participant> parts, List<Integer> devices) {
    LOCK.lock();
    try {
      for (int i = 0; i < parts.size(); i++) {
        THREADS
            .computeIfAbsent(devices.get(i), d -> started(d, new LinkedBlockingQueue<>()))
            .queue
            .add(parts.get(i));
      }
    } finally {
      LOCK.unlock();
    }
  }

  private static DeviceThread started(int device, BlockingQueue<Participant> queue) {
    DeviceThread t = new DeviceThread(device, queue);
    t.start();
    return t;
  }

  /** Gives a device another thread, as its own does not come back from {@code part}. */
  static void abandon(Participant part, int device) {
    LOCK.lock();
    try {
      DeviceThread t = THREADS.get(device);
      if (t != null && t.current == part) {
        t.abandoned = true;
        THREADS.put(device, started(device, t.queue));
      }
    } finally {
      LOCK.unlock();
    }
  }

  @Override
  public void run() {
    while (!abandoned) {
      try {
        Participant p = queue.take();
        current = p;
        p.run();
        current = null;
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt a device; what is queued still has to run.
        Thread.interrupted();
      }
    }
  }

  @Override
  public CollectiveEngine engine() {
    Participant p = current;
    if (p == null) {
      throw new BackendException("JX0555", "device cpu:" + device + " does not run a program");
    }
    return p;
  }
}
