package org.jacobean.llvm.runtime;

import java.lang.foreign.ValueLayout;

/** A program that the tests run in a JVM with a small heap: makes and drops arrays. */
public final class ChurnArrays {
  private ChurnArrays() {}

  /** Arguments: number of arrays, bytes of each. */
  public static void main(String[] args) throws Exception {
    long count = Long.parseLong(args[0]);
    long bytes = Long.parseLong(args[1]);
    NativeMemory memory = NativeMemory.shared();
    long start = System.nanoTime();
    long worst = 0;
    for (long i = 0; i < count; i++) {
      long t = System.nanoTime();
      NativeBlock block = memory.allocate(bytes);
      worst = Math.max(worst, System.nanoTime() - t);
      for (long at = 0; at < bytes; at += 4096) {
        block.segment().set(ValueLayout.JAVA_BYTE, at, (byte) 1);
      }
    }
    double nanos = (System.nanoTime() - start) / (double) count;
    System.out.printf(
        "ns/array=%.0f worst_ms=%.1f rss_mb=%d %s%n",
        nanos, worst / 1e6, Rss.bytes() >> 20, memory.stats());
  }
}
