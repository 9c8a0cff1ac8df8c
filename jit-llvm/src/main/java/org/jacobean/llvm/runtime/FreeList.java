package org.jacobean.llvm.runtime;

import java.util.Arrays;

/** Addresses of free blocks of one size, last in, first out: the warmest is used first. */
final class FreeList {
  private long[] addresses = new long[4];
  private int size;

  synchronized long pop() {
    return size == 0 ? 0 : addresses[--size];
  }

  synchronized void push(long address) {
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * size);
    }
    addresses[size++] = address;
  }
}
