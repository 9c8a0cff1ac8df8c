package org.jacobean.backend;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jacobean.errors.BackendException;
import org.jacobean.ir.SourceLine;
import org.jacobean.trace.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one concrete array. The memory lives as long as the buffer object is reachable and
 * not deleted; code that passes its address to native functions keeps {@link #memory} reachable for
 * the duration of the call.
 *
 * <p>Tiny arrays are words on the Java heap. The tiny results of one compiled call may share one
 * Java array.
 */
public final class Buffer {
  /** Off the heap: the memory, and whatever gives it back once it is unreachable. */
  private record Native(MemorySegment segment, Object owner) {}

  /** What happened to memory that is gone, and where. */
  private record Gone(String how, SourceLine where) {}

  private static final VarHandle MEMORY = handle();

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(Buffer.class, "memory", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private final long bytes;

  /** The address, 0 on the heap. */
  private final long address;

  /** Where this array begins in shared words. */
  private final int at;

  /**
   * One of {@code long[]}, {@link MemorySegment}, {@link Native} and {@link Gone}. Read as
   * volatile; not declared so, since the fence after the constructor's write would cost more than
   * the rest of a tiny array.
   */
  private Object memory;

  /** A buffer over memory that needs no owner, such as a Java array's. */
  public Buffer(MemorySegment segment) {
    this(segment.byteSize(), segment.isNative() ? segment.address() : 0, 0, segment);
  }

  /** A buffer over memory that stays valid as long as {@code owner} is reachable. */
  public Buffer(MemorySegment segment, Object owner) {
    this(
        segment.byteSize(),
        segment.isNative() ? segment.address() : 0,
        0,
        new Native(segment, owner));
  }

  private Buffer(long bytes, long address, int at, Object memory) {
    this.bytes = bytes;
    this.address = address;
    this.at = at;
    this.memory = memory;
  }

  /** A new heap buffer, zeroed and 8-byte aligned. */
  public static Buffer onHeap(long bytes) {
    return new Buffer(bytes, 0, 0, new long[Math.toIntExact((bytes + 7) / 8)]);
  }

  /** A heap buffer in words that others share, beginning at word {@code at}. */
  public static Buffer within(long[] words, int at, long bytes) {
    return new Buffer(bytes, 0, at, words);
  }

  /**
   * The memory, contiguous, row-major.
   *
   * @throws BackendException JX0561 when it was deleted or donated
   */
  public MemorySegment segment() {
    return switch (now()) {
      case long[] words -> MemorySegment.ofArray(words).asSlice(8L * at, bytes);
      case Native n -> n.segment();
      case MemorySegment s -> s;
      case Gone gone -> throw gone(gone);
      default -> throw new IllegalStateException();
    };
  }

  private Object now() {
    return MEMORY.getVolatile(this);
  }

  /** Length in bytes. */
  public long bytes() {
    return bytes;
  }

  /**
   * What keeps the memory alive, to be held while native code uses {@link #address}.
   *
   * @throws BackendException JX0561 when it was deleted or donated
   */
  public Object memory() {
    Object m = now();
    if (m instanceof Gone gone) {
      throw gone(gone);
    }
    return m;
  }

  /** The address of native memory; 0 on the Java heap. Stale once the buffer is deleted. */
  public long address() {
    return address;
  }

  /** The words this array lies in, from {@link #wordsFrom}; null if it lies elsewhere. */
  public long @Nullable [] words() {
    return now() instanceof long[] words ? words : null;
  }

  /** The first of {@link #words} that is this array's. */
  public int wordsFrom() {
    return at;
  }

  /** Whether the memory was given up. */
  public boolean isDeleted() {
    return now() instanceof Gone;
  }

  /**
   * Gives the memory up: all arrays over this buffer become unusable. Idempotent. The memory itself
   * is free again when nothing uses it any more.
   *
   * @param how for the error of a later use, for example {@code "was deleted"}
   * @param where the user's line
   */
  public void delete(String how, SourceLine where) {
    Object m = now();
    if (!(m instanceof Gone)) {
      MEMORY.compareAndSet(this, m, new Gone(how, where));
    }
  }

  /**
   * The same memory under a new buffer, for a result that takes the place of this array; this
   * buffer is deleted. Of several threads that try, one succeeds.
   *
   * @param how as for {@link #delete}
   * @param where the user's line
   * @throws BackendException JX0561 when it was deleted or donated
   */
  public Buffer donate(String how, SourceLine where) {
    Object m = memory();
    if (!MEMORY.compareAndSet(this, m, new Gone(how, where))) {
      throw gone((Gone) now());
    }
    return new Buffer(bytes, address, at, m);
  }

  private static BackendException gone(Gone gone) {
    String where = gone.where().toString();
    BackendException e =
        new BackendException(
            "JX0561",
            "this array "
                + gone.how()
                + (where.isEmpty() ? "" : " at " + where)
                + " and has no elements any more; use what was computed from it, or keep it");
    e.at(SourceLines.caller().toString());
    return e;
  }
}
