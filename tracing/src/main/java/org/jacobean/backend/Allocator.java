package org.jacobean.backend;

/** Where concrete arrays get their memory from. */
@FunctionalInterface
public interface Allocator {
  /**
   * Uninitialised memory of at least {@code bytes} bytes.
   *
   * @throws org.jacobean.errors.BackendException JX05xx when the memory budget is exhausted
   */
  Buffer allocate(long bytes);
}
