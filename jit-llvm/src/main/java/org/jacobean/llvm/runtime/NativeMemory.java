package org.jacobean.llvm.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jacobean.errors.BackendException;
import org.jspecify.annotations.Nullable;

/**
 * Allocator of the memory behind arrays. Free blocks are kept by size and used again, which for
 * large arrays saves the page faults of fresh memory.
 *
 * <p>Blocks are given back when they become unreachable. The garbage collector does not know how
 * much memory a small object stands for, so this class asks for a collection when the memory in use
 * has doubled since the last one (and exceeds 128 MB to 1 GB, as the limit allows), and before it
 * fails at its limit.
 *
 * <p>The limit is 70 % of the machine's or container's memory, or {@code -Djacobean.memory.limit}
 * with an optional suffix K, M, G or T. Thread-safe.
 */
public final class NativeMemory {
  private static final Logger LOG = System.getLogger(NativeMemory.class.getName());
  private static final long MIN_COLLECT_BYTES = 128L << 20;
  private static final long MAX_COLLECT_BYTES = 1L << 30;

  /** Collections that take longer are those of a large Java heap, and are made less often. */
  private static final long SLOW_NANOS = 200_000_000;

  private static final int MIN_PAUSE = 4;
  private static final int MAX_ATTEMPTS = 4;
  private static final long WAIT_MILLIS = 200;
  private static final int RINGS = 16;

  private final long limit;
  private final FreeList[] free = new FreeList[SizeClass.COUNT];
  private final BlockRing[] rings = new BlockRing[RINGS];
  private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
  private final AtomicLong live = new AtomicLong();
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong pooled = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();
  private final AtomicLong collections = new AtomicLong();
  private final ReentrantLock collecting = new ReentrantLock();
  private final long leastFloor;
  private final long mostFloor;
  private volatile long collectAt;

  /** Memory in use below which no collection is worth its time; guarded by the lock. */
  private long floor;

  private long lastCollected = System.nanoTime();

  private NativeMemory(long limit) {
    this.limit = limit;
    this.leastFloor =
        Math.min(limit, Math.clamp(limit / 128, MIN_COLLECT_BYTES, MAX_COLLECT_BYTES));
    this.mostFloor = Math.max(leastFloor, limit / 16);
    this.floor = leastFloor;
    this.collectAt = floor;
    Arrays.setAll(free, i -> new FreeList());
    Arrays.setAll(rings, i -> new BlockRing());
    Thread.ofPlatform().daemon().name("jacobean-memory").start(this::takeBackForever);
  }

  private static final Lazy<NativeMemory> SHARED = Lazy.of(() -> new NativeMemory(defaultLimit()));

  private static long defaultLimit() {
    String property = System.getProperty("jacobean.memory.limit", "");
    return property.isBlank()
        ? SystemMemory.physicalBytes() / 10 * 7
        : parseBytes(property.strip());
  }

  /**
   * The allocator of this process.
   *
   * @throws BackendException JX0510 if {@code jacobean.memory.limit} is not a size
   */
  public static NativeMemory shared() {
    return SHARED.get();
  }

  /**
   * An allocator of its own, with a limit in bytes.
   *
   * @throws BackendException JX0510 if the limit is not positive
   */
  public static NativeMemory withLimit(long bytes) {
    if (bytes <= 0) {
      throw new BackendException("JX0510", "a memory limit is positive, not " + bytes);
    }
    return new NativeMemory(bytes);
  }

  /** Reads {@code 4096}, {@code 512M}, {@code 8G}. */
  static long parseBytes(String text) {
    String digits = text.replaceAll("(?i)([KMGT])?B?$", "");
    String unit = text.substring(digits.length()).toUpperCase(Locale.ROOT);
    int shift = unit.isEmpty() ? 0 : 10 * "BKMGT".indexOf(unit.charAt(0));
    try {
      long value = Math.multiplyExact(Long.parseLong(digits), 1L << shift);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw badLimit(text, e);
    }
    throw badLimit(text, null);
  }

  private static BackendException badLimit(String text, @Nullable Exception cause) {
    String message =
        "jacobean.memory.limit is '" + text + "', which is not a size such as 4096, 512M or 8G";
    return cause == null
        ? new BackendException("JX0510", message)
        : new BackendException("JX0510", message, cause);
  }

  /**
   * Memory for so many bytes, with whatever was in it before.
   *
   * @param bytes size; 0 is allowed
   * @throws BackendException JX0507 if the limit would be exceeded, JX0508 if the operating system
   *     refuses, JX0510 if the size is negative
   */
  public NativeBlock allocate(long bytes) {
    int sizeClass = sizeClass(bytes);
    return new NativeBlock(take(bytes, sizeClass), bytes, sizeClass, this);
  }

  /**
   * Memory that the caller gives back with {@link #release}, and that is lost if it does not: for
   * scratch space in a try-finally, at a third of the cost of a block.
   *
   * @param bytes size; 0 is allowed
   * @return address of at least so many bytes, aligned to 64, with whatever was in it before
   * @throws BackendException as {@link #allocate}
   */
  public long acquire(long bytes) {
    return take(bytes, sizeClass(bytes));
  }

  /** Gives back what {@link #acquire} returned for the same size. Not checked. */
  public void release(long address, long bytes) {
    giveBack(address, sizeClass(bytes));
  }

  private int sizeClass(long bytes) {
    if (bytes < 0) {
      throw new BackendException("JX0510", "cannot allocate " + bytes + " bytes");
    }
    if (bytes > SizeClass.MAX_BYTES) {
      throw overLimit(bytes);
    }
    return SizeClass.of(bytes);
  }

  private long take(long bytes, int sizeClass) {
    long capacity = SizeClass.bytes(sizeClass);
    if (live.get() + capacity > collectAt) {
      collect(capacity);
    }
    long address = free[sizeClass].pop();
    if (address != 0) {
      live.addAndGet(capacity);
      pooled.addAndGet(-capacity);
    } else {
      reserve(bytes, capacity);
      address = obtain(bytes, sizeClass);
    }
    blocks.incrementAndGet();
    return address;
  }

  /** Counts fresh memory against the limit, making room if need be. */
  private void reserve(long bytes, long capacity) {
    for (int attempt = 0; ; attempt++) {
      long now = live.addAndGet(capacity);
      long total = now + pooled.get();
      if (total > limit && now <= limit) {
        trim(limit - now);
        total = now + pooled.get();
      }
      if (total <= limit) {
        peak.accumulateAndGet(total, Math::max);
        return;
      }
      live.addAndGet(-capacity);
      if (attempt == MAX_ATTEMPTS || capacity > limit) {
        throw overLimit(bytes);
      }
      collectNow();
    }
  }

  private long obtain(long bytes, int sizeClass) {
    long capacity = SizeClass.bytes(sizeClass);
    long address = SystemMemory.allocate(capacity);
    if (address == 0) {
      trim(0);
      collectNow();
      address = SystemMemory.allocate(capacity);
    }
    if (address == 0) {
      live.addAndGet(-capacity);
      throw new BackendException(
          "JX0508",
          "the operating system refuses "
              + describe(bytes)
              + " of native memory with "
              + describe(live.get())
              + " in use; free memory, or use smaller arrays");
    }
    return address;
  }

  private BackendException overLimit(long bytes) {
    return new BackendException(
        "JX0507",
        "an array of "
            + describe(bytes)
            + " does not fit: "
            + describe(live.get())
            + " of at most "
            + describe(limit)
            + " are in use; keep fewer arrays alive, delete() what is no longer needed, or raise"
            + " -Djacobean.memory.limit");
  }

  private static String describe(long bytes) {
    if (bytes < 1 << 20) {
      return bytes + " bytes";
    }
    return "%.1f MB".formatted(bytes / (double) (1 << 20));
  }

  BlockReference track(NativeBlock block, long address, int sizeClass) {
    BlockReference reference = new BlockReference(block, queue, address, sizeClass, this);
    ring(address).add(reference);
    return reference;
  }

  private BlockRing ring(long address) {
    return rings[(int) ((address >>> 12) ^ (address >>> 6)) & (RINGS - 1)];
  }

  /** Called once per block, by {@link BlockReference#release}. */
  void giveBack(BlockReference reference) {
    ring(reference.address).remove(reference);
    giveBack(reference.address, reference.sizeClass);
  }

  private void giveBack(long address, int sizeClass) {
    long capacity = SizeClass.bytes(sizeClass);
    live.addAndGet(-capacity);
    blocks.decrementAndGet();
    if (pooled.addAndGet(capacity) <= limit / 4) {
      free[sizeClass].push(address);
    } else {
      pooled.addAndGet(-capacity);
      SystemMemory.free(address);
    }
  }

  /** Frees pooled blocks, largest first, until at most so many bytes are pooled. */
  public void trim(long keepBytes) {
    for (int i = free.length - 1; i >= 0 && pooled.get() > keepBytes; i--) {
      long address;
      while (pooled.get() > keepBytes && (address = free[i].pop()) != 0) {
        pooled.addAndGet(-SizeClass.bytes(i));
        SystemMemory.free(address);
      }
    }
  }

  /** What is in use now. */
  public MemoryStats stats() {
    return new MemoryStats(
        live.get(), blocks.get(), pooled.get(), peak.get(), limit, collections.get());
  }

  /** Asks for a collection if there is still much in use after what is known to be unreachable. */
  private void collect(long capacity) {
    drain();
    if (live.get() + capacity > collectAt) {
      collectNow();
    }
  }

  /** Collects garbage, takes back what became unreachable, and decides when to do so again. */
  private void collectNow() {
    long before = collections.get();
    collecting.lock();
    try {
      if (collections.get() != before) {
        return; // another thread has just done it
      }
      long start = System.nanoTime();
      Sentinel sentinel = new Sentinel(new Object(), queue);
      System.gc();
      // References reach the queue some time after the collection, the sentinel among them.
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
      do {
        drain();
      } while (!sentinel.await() && System.nanoTime() < deadline);
      drain();
      collections.incrementAndGet();
      adaptFloor(start, System.nanoTime());
      collectAt = Math.min(limit, Math.max(floor, 2 * live.get()));
    } finally {
      collecting.unlock();
    }
  }

  /**
   * Lets more memory pile up where a collection is slow. Not where it is fast: memory that is used
   * again soon is still in the caches.
   */
  private void adaptFloor(long start, long end) {
    long took = end - start;
    if (took > SLOW_NANOS && start - lastCollected < MIN_PAUSE * took) {
      floor = Math.min(mostFloor, 2 * floor);
    } else if (took < SLOW_NANOS) {
      floor = leastFloor;
    }
    lastCollected = end;
  }

  /** Takes back every block that is known to be unreachable. */
  private void drain() {
    Reference<?> reference;
    while ((reference = queue.poll()) != null) {
      takeBack(reference);
    }
  }

  private static void takeBack(Reference<?> reference) {
    switch (reference) {
      case BlockReference block -> block.release();
      case Sentinel sentinel -> sentinel.seen.countDown();
      default -> throw new IllegalStateException("not a reference of this allocator");
    }
  }

  /** Body of the thread that takes blocks back as natural collections find them. */
  private void takeBackForever() {
    while (true) {
      try {
        takeBack(queue.remove());
      } catch (InterruptedException e) {
        // Nobody has reason to stop this thread, and memory would leak without it.
        LOG.log(Level.DEBUG, "the memory thread does not end when interrupted", e);
      }
    }
  }

  /** Tells that a collection's references have begun to arrive. */
  private static final class Sentinel extends PhantomReference<Object> {
    final CountDownLatch seen = new CountDownLatch(1);

    Sentinel(Object watched, ReferenceQueue<Object> queue) {
      super(watched, queue);
    }

    boolean await() {
      try {
        return seen.await(1, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
  }
}
