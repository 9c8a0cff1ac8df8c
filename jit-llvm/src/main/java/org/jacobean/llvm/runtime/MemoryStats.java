package org.jacobean.llvm.runtime;

/**
 * State of a {@link NativeMemory} at one moment. All sizes in bytes.
 *
 * @param liveBytes capacity of the blocks in use, unreachable ones not yet collected included
 * @param liveBlocks number of these blocks
 * @param pooledBytes capacity of the free blocks kept for reuse
 * @param peakBytes highest sum of live and pooled bytes so far
 * @param limitBytes what live and pooled bytes together may not exceed
 * @param collections garbage collections asked for to find unreachable blocks
 */
public record MemoryStats(
    long liveBytes,
    long liveBlocks,
    long pooledBytes,
    long peakBytes,
    long limitBytes,
    long collections) {}
