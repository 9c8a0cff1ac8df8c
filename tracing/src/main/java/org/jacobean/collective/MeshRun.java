package org.jacobean.collective;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.BackendException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.eval.DebugOutput;
import org.jacobean.ir.op.AllGather;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.AllToAll;
import org.jacobean.ir.op.AxisIndex;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.PBroadcast;
import org.jacobean.ir.op.PPermute;
import org.jacobean.ir.op.PVary;
import org.jacobean.ir.op.ReduceScatter;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a program on all devices of a mesh. If one device fails, those that wait for it
 * leave, and the run fails with the first cause; so it does when a collective waits longer than
 * {@code -Djacobean.collective.deadline} seconds (300).
 */
final class MeshRun {
  private static final System.Logger LOG = System.getLogger("org.jacobean.collective");
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long WARN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long a failed run waits for devices that still compute before it gives them up. */
  private static final long GRACE_SECONDS = 10;

  private record Key(int sequence, int first, List<String> axes) {}

  private final String name;
  private final Mesh mesh;
  private final Function<Integer, List<NDArray>> blocks;
  private final UnaryOperator<List<NDArray>> body;
  private final PrintStream output = DebugOutput.current();
  private final List<Participant> participants = new ArrayList<>();
  private final CountDownLatch running;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Meeting> meetings = new HashMap<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * A run that has not begun.
   *
   * @param name the program, for messages
   * @param blocks the operands of the device at a position
   * @param body the program of one device
   */
  MeshRun(
      String name,
      Mesh mesh,
      Function<Integer, List<NDArray>> blocks,
      UnaryOperator<List<NDArray>> body) {
    this.name = name;
    this.mesh = mesh;
    this.blocks = blocks;
    this.body = body;
    for (int i = 0; i < mesh.size(); i++) {
      participants.add(new Participant(this, i));
    }
    this.running = new CountDownLatch(mesh.size());
  }

  /** Runs on all devices; the results of each. */
  List<List<NDArray>> execute() {
    DeviceThread.submit(participants, mesh.deviceIds());
    boolean interrupted = false;
    long given = 0;
    while (true) {
      try {
        if (running.await(1, TimeUnit.SECONDS)) {
          break;
        }
        if (failure.get() != null && ++given >= GRACE_SECONDS) {
          giveUp();
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    check();
    return participants.stream().map(Participant::results).toList();
  }

  private void giveUp() {
    for (Participant p : participants) {
      p.cancel();
      if (p.state() == Participant.State.RUNNING) {
        DeviceThread.abandon(p, mesh.deviceIds().get(p.position));
      }
    }
  }

  List<NDArray> blocks(int position) {
    return blocks.apply(position);
  }

  /** Runs the program of one device. What it prints goes where the caller's prints go. */
  List<NDArray> runBody(List<NDArray> in) {
    return DebugOutput.within(output, () -> body.apply(in));
  }

  void done() {
    running.countDown();
  }

  /** Throws the first failure, if there is one. */
  void check() {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable t -> throw new IllegalStateException(t);
    }
  }

  /** Lets all that wait leave. */
  void fail(int position, Throwable cause) {
    Throwable t =
        cause instanceof JacobeanException || cause instanceof Error
            ? cause
            : new BackendException(
                "JX0552",
                "device " + device(position) + " failed in " + name + ": " + cause,
                cause);
    if (failure.compareAndSet(null, t)) {
      lock.lock();
      try {
        meetings.values().forEach(m -> m.changed.signalAll());
      } finally {
        lock.unlock();
      }
    }
  }

  private String device(int position) {
    return "cpu:" + mesh.deviceIds().get(position);
  }

  /** Takes part in a collective for one device, on its thread. */
  NDArray collective(Participant p, Collective op, List<NDArray> args) {
    return switch (op) {
      case AxisIndex a ->
          NDArray.fullLong(DType.INT32, Shape.SCALAR, mesh.coordinate(p.position, a.axis().name()));
      case PVary _ -> args.getFirst();
      case AllGather _, AllReduce _, AllToAll _, PBroadcast _, PPermute _, ReduceScatter _ ->
          meet(p, op, (DeviceArray) args.getFirst());
    };
  }

  private NDArray meet(Participant p, Collective op, DeviceArray operand) {
    List<String> along = op.namedAxes().stream().map(NamedAxis::name).toList();
    List<Integer> members = mesh.group(p.position, along);
    int k = members.indexOf(p.position);
    Meeting m;
    lock.lock();
    try {
      check();
      p.sequence++;
      Key key = new Key(p.sequence, members.getFirst(), along);
      m = meetings.computeIfAbsent(key, _ -> new Meeting(op, members, lock.newCondition()));
      if (!m.op.equals(op)) {
        throw failed(p, diverged(p, op, "another device of the group is at " + text(m.op)));
      }
      if (!m.fits(operand)) {
        String type = "of another type than " + operand.aval();
        throw failed(p, diverged(p, op, "another device of the group gives an operand " + type));
      }
      p.waitingAt = m;
      m.arrive(k, operand, members.stream().map(mesh.deviceIds()::get).toList());
      await(p, m);
      p.waitingAt = null;
    } finally {
      lock.unlock();
    }
    return finish(p, m, k);
  }

  /** Computes this device's share, and stays until the others have read its operand. */
  private NDArray finish(Participant p, Meeting m, int k) {
    Exchange exchange = java.util.Objects.requireNonNull(m.exchange());
    if (!m.isComputed()) {
      try {
        exchange.compute(k);
      } catch (Throwable t) {
        fail(p.position, t);
      }
    }
    lock.lock();
    try {
      if (!m.isComputed()) {
        m.shareDone();
      }
      // Everybody is here, so this wait ends; leaving early would free memory that others read.
      while (!m.isComputed()) {
        m.changed.awaitUninterruptibly();
      }
      if (m.leave()) {
        meetings.values().remove(m);
      }
      check();
    } finally {
      lock.unlock();
    }
    return exchange.result(k);
  }

  /** Waits until all members have come. */
  private void await(Participant p, Meeting m) {
    long start = System.nanoTime();
    long deadline = TimeUnit.SECONDS.toNanos(Long.getLong("jacobean.collective.deadline", 300));
    boolean warned = false;
    while (m.exchange() == null) {
      check();
      long waited = System.nanoTime() - start;
      if (waited >= deadline) {
        throw failed(p, late(p, m, waited));
      }
      if (!warned && waited >= WARN_NANOS) {
        warned = true;
        LOG.log(System.Logger.Level.WARNING, () -> late(p, m, WARN_NANOS).getMessage());
      }
      if (waited >= POLL_NANOS) {
        checkTogether(p, m);
      }
      try {
        m.changed.awaitNanos(Math.min(POLL_NANOS, deadline - waited));
      } catch (InterruptedException e) {
        throw failed(p, new BackendException("JX0552", device(p.position) + " was interrupted", e));
      }
    }
  }

  /** Fails if a device that is missing here can never come. */
  private void checkTogether(Participant p, Meeting m) {
    for (int k = 0; k < m.members.size(); k++) {
      Participant other = participants.get(m.members.get(k));
      if (m.hasArrived(k)) {
        continue;
      }
      Meeting at = other.waitingAt;
      String who = "device " + device(other.position);
      if (other.state() == Participant.State.DONE) {
        throw failed(p, diverged(p, m.op, who + " has finished without it"));
      }
      if (at != null && other.sequence >= p.sequence) {
        throw failed(p, diverged(p, m.op, who + " is at " + text(at.op)));
      }
    }
  }

  private RuntimeException failed(Participant p, BackendException e) {
    fail(p.position, e);
    return e;
  }

  private BackendException diverged(Participant p, Collective op, String what) {
    return new BackendException(
        "JX0554",
        "the devices of "
            + mesh
            + " part ways in "
            + name
            + ": device "
            + device(p.position)
            + " waits in "
            + text(op)
            + ", but "
            + what
            + "; all devices must reach the same collectives in the same order, so keep them out of"
            + " branches and loops whose condition differs between devices");
  }

  private BackendException late(Participant p, Meeting m, long waited) {
    List<String> missing = new ArrayList<>();
    for (int k = 0; k < m.members.size(); k++) {
      if (!m.hasArrived(k)) {
        missing.add(device(m.members.get(k)));
      }
    }
    return new BackendException(
        "JX0553",
        text(m.op)
            + " of device "
            + device(p.position)
            + " in "
            + name
            + " (collective number "
            + p.sequence
            + ") has waited "
            + TimeUnit.NANOSECONDS.toSeconds(waited)
            + " s for "
            + missing
            + "; if they only need longer, raise -Djacobean.collective.deadline (seconds)");
  }

  private static String text(Collective op) {
    return op.name() + " over " + op.namedAxes().stream().map(a -> "'" + a.name() + "'").toList();
  }
}
