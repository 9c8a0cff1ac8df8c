package org.jacobean.llvm.runtime;

import org.jspecify.annotations.Nullable;

/** Keeps the references of live blocks reachable; several rings, so that threads rarely wait. */
final class BlockRing {
  private @Nullable BlockReference first;

  synchronized void add(BlockReference reference) {
    reference.next = first;
    if (first != null) {
      first.previous = reference;
    }
    first = reference;
  }

  synchronized void remove(BlockReference reference) {
    BlockReference before = reference.previous;
    BlockReference after = reference.next;
    if (before != null) {
      before.next = after;
    } else {
      first = after;
    }
    if (after != null) {
      after.previous = before;
    }
    reference.previous = null;
    reference.next = null;
  }
}
