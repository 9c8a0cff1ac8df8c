package org.jacobean.jit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the most recently used entries, each computed once even when many threads ask for it.
 */
final class BoundedCache<K, V> {
  private final Map<K, Slot<V>> slots;

  BoundedCache(int capacity) {
    slots =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Slot<V>> eldest) {
            return size() > capacity;
          }
        };
  }

  /** A value that may still be on its way. */
  private static final class Slot<V> {
    final ReentrantLock lock = new ReentrantLock();
    volatile @Nullable V value;
  }

  /** The value of {@code key}, computed if absent. A failure is not kept. */
  V get(K key, Supplier<V> compute) {
    Slot<V> slot;
    synchronized (slots) {
      slot = slots.computeIfAbsent(key, _ -> new Slot<>());
    }
    V known = slot.value;
    if (known != null) {
      return known;
    }
    slot.lock.lock();
    try {
      known = slot.value;
      if (known == null) {
        known = compute.get();
        slot.value = known;
      }
      return known;
    } finally {
      slot.lock.unlock();
    }
  }

  /** The keys, least recently used first. */
  java.util.List<K> keys() {
    synchronized (slots) {
      return java.util.List.copyOf(slots.keySet());
    }
  }
}
