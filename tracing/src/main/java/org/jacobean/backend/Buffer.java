package org.jacobean.backend;

import java.lang.foreign.MemorySegment;

/**
 * The memory of one concrete array. The memory lives as long as the buffer object is reachable;
 * code that passes its address to native functions keeps it reachable for the duration of the call.
 */
public final class Buffer {
  private final MemorySegment segment;

  /** Whatever gives the memory back once it is unreachable; kept, not used. */
  @SuppressWarnings("unused")
  private final Object owner;

  /** A buffer over memory that needs no owner, such as a Java array's. */
  public Buffer(MemorySegment segment) {
    this(segment, segment);
  }

  /** A buffer over memory that stays valid as long as {@code owner} is reachable. */
  public Buffer(MemorySegment segment, Object owner) {
    this.segment = segment;
    this.owner = owner;
  }

  /** The memory, contiguous, row-major. */
  public MemorySegment segment() {
    return segment;
  }

  /** Length in bytes. */
  public long bytes() {
    return segment.byteSize();
  }

  /** A new heap buffer, zeroed and 8-byte aligned. */
  public static Buffer onHeap(long bytes) {
    return new Buffer(
        MemorySegment.ofArray(new long[Math.toIntExact((bytes + 7) / 8)]).asSlice(0, bytes));
  }
}
