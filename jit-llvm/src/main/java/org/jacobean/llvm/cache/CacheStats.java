package org.jacobean.llvm.cache;

/**
 * Counters of an {@link ObjectCache} since this process began to use it.
 *
 * @param hits entries found
 * @param misses entries not found
 * @param writes entries stored
 * @param corrupted entries that failed their checksum and were deleted
 * @param evicted entries deleted to stay within the size limit
 */
public record CacheStats(long hits, long misses, long writes, long corrupted, long evicted) {}
