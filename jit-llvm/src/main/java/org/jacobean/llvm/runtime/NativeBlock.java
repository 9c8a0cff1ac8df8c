package org.jacobean.llvm.runtime;

import java.lang.foreign.MemorySegment;

/**
 * A piece of native memory, aligned to 64 bytes at least and not cleared. It goes back to its
 * allocator when {@link #release} is called or when this object is no longer reachable, so whoever
 * uses the address must keep the block reachable (see {@link
 * java.lang.ref.Reference#reachabilityFence}).
 */
public final class NativeBlock {
  private final long address;
  private final long size;
  private final BlockReference reference;

  NativeBlock(long address, long size, int sizeClass, NativeMemory memory) {
    this.address = address;
    this.size = size;
    this.reference = memory.track(this, address, sizeClass);
  }

  /** Address of the first byte. */
  public long address() {
    return address;
  }

  /** Bytes asked for. */
  public long size() {
    return size;
  }

  /** Bytes that may be used; a multiple of 64, at least {@link #size}. */
  public long capacity() {
    return SizeClass.bytes(reference.sizeClass);
  }

  /**
   * The {@link #size} bytes as a segment. The segment does not keep the block reachable, nor does
   * it know when the block is released.
   */
  public MemorySegment segment() {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }

  /** Whether the block was released; using its memory is then undefined. */
  public boolean isReleased() {
    return reference.released();
  }

  /** Gives the memory back now. Idempotent. */
  public void release() {
    reference.release();
  }
}
