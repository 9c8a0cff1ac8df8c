package org.jacobean.llvm.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** Remembers what to give back once a block is unreachable. Linked so that it stays reachable. */
final class BlockReference extends PhantomReference<Object> {
  private static final VarHandle RELEASED = handle();

  final long address;
  final int sizeClass;
  private final NativeMemory memory;

  @SuppressWarnings("unused") // through RELEASED
  private volatile boolean released;

  /** Neighbours in the ring of live references; guarded by the ring's lock. */
  @Nullable BlockReference previous;

  @Nullable BlockReference next;

  BlockReference(
      NativeBlock block,
      ReferenceQueue<Object> queue,
      long address,
      int sizeClass,
      NativeMemory memory) {
    super(block, queue);
    this.address = address;
    this.sizeClass = sizeClass;
    this.memory = memory;
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(BlockReference.class, "released", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  boolean released() {
    return released;
  }

  /** Gives the memory back the first time; explicit release and collection may race. */
  void release() {
    if (RELEASED.compareAndSet(this, false, true)) {
      clear();
      memory.giveBack(this);
    }
  }
}
