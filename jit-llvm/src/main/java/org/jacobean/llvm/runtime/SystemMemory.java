package org.jacobean.llvm.runtime;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The C library's allocator, and how much memory this machine has. */
final class SystemMemory {
  private static final long LINE = 64;
  private static final long HUGE_PAGE = 2L << 20;
  private static final long HUGE_FROM = 4L << 20;
  private static final int MADV_HUGEPAGE = 14;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle MALLOC =
      bind("malloc", FunctionDescriptor.of(LONG, LONG)).orElseThrow();
  private static final MethodHandle FREE =
      bind("free", FunctionDescriptor.ofVoid(LONG)).orElseThrow();
  private static final Optional<MethodHandle> ALIGNED_ALLOC =
      bind("aligned_alloc", FunctionDescriptor.of(LONG, LONG, LONG));
  private static final Optional<MethodHandle> MADVISE =
      System.getProperty("os.name", "").startsWith("Linux")
          ? bind(
              "madvise",
              FunctionDescriptor.of(ValueLayout.JAVA_INT, LONG, LONG, ValueLayout.JAVA_INT))
          : Optional.empty();

  private SystemMemory() {}

  private static Optional<MethodHandle> bind(String name, FunctionDescriptor type) {
    return LINKER.defaultLookup().find(name).map(f -> LINKER.downcallHandle(f, type));
  }

  /** Address of new memory, or 0; large blocks are aligned to and advised for huge pages. */
  static long allocate(long bytes) {
    try {
      if (ALIGNED_ALLOC.isEmpty()) {
        return allocateAndAlign(bytes);
      }
      boolean huge = bytes >= HUGE_FROM;
      long address = (long) ALIGNED_ALLOC.get().invoke(huge ? HUGE_PAGE : LINE, bytes);
      if (huge && address != 0 && MADVISE.isPresent()) {
        // Only advice: without huge pages the memory is as good, if slower to touch first.
        int ignored = (int) MADVISE.get().invoke(address, bytes, MADV_HUGEPAGE);
      }
      return address;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** For C libraries without aligned_alloc: the address that malloc gave is kept in front. */
  private static long allocateAndAlign(long bytes) throws Throwable {
    long raw = (long) MALLOC.invoke(bytes + 2 * LINE);
    if (raw == 0) {
      return 0;
    }
    long address = (raw + 2 * LINE - 1) & -LINE;
    cellBefore(address).set(LONG, 0, raw);
    return address;
  }

  private static MemorySegment cellBefore(long address) {
    return MemorySegment.ofAddress(address - Long.BYTES).reinterpret(Long.BYTES);
  }

  static void free(long address) {
    try {
      FREE.invoke(ALIGNED_ALLOC.isEmpty() ? cellBefore(address).get(LONG, 0) : address);
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** Bytes of memory of this machine, or of this container if that is less. */
  static long physicalBytes() {
    Path info = Path.of("/proc/meminfo");
    try {
      if (Files.isReadable(info)) {
        for (String line : Files.readAllLines(info)) {
          if (line.startsWith("MemTotal:")) {
            long machine = Long.parseLong(line.replaceAll("\\D", "")) << 10;
            return Math.min(machine, containerBytes());
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Fall through to the slower way, which loads the management classes.
      return managementBytes();
    }
    return managementBytes();
  }

  private static long managementBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean bean
        ? bean.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  private static long containerBytes() {
    return Math.min(
        containerLimit("/sys/fs/cgroup/memory.max"),
        containerLimit("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
  }

  private static long containerLimit(String file) {
    try {
      Path path = Path.of(file);
      return Files.isReadable(path)
          ? Long.parseLong(Files.readString(path).strip())
          : Long.MAX_VALUE;
    } catch (IOException | NumberFormatException e) {
      return Long.MAX_VALUE; // "max" stands for no limit
    }
  }
}
