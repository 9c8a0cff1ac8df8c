package org.jacobean.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;

/**
 * What the CUDA driver of this machine says of itself. Asking never throws: a machine without a
 * driver or without a device is an ordinary machine.
 *
 * @param devices how many devices the driver offers; 0 when it cannot be used
 * @param version the CUDA version that the driver supports, as {@code 1000 * major + 10 * minor}; 0
 *     when there is no driver
 * @param unavailable why no device can be used; empty when one can
 */
public record CudaDriver(int devices, int version, String unavailable) {
  private static final FunctionDescriptor OF_INT = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
  private static final FunctionDescriptor TO_INT = FunctionDescriptor.of(JAVA_INT, ADDRESS);

  /**
   * Loads the driver that the operating system finds and asks it for its version and devices
   * ({@code cuInit}, {@code cuDriverGetVersion}, {@code cuDeviceGetCount} of the CUDA Driver API).
   */
  public static CudaDriver probe() {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return probe(windows ? "nvcuda.dll" : "libcuda.so.1");
  }

  static CudaDriver probe(String library) {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup symbols;
      try {
        symbols = SymbolLookup.libraryLookup(library, arena);
      } catch (IllegalArgumentException e) {
        return new CudaDriver(
            0, 0, "there is no NVIDIA driver here: " + library + " was not found");
      }
      return ask(library, symbols, arena.allocate(JAVA_INT));
    }
  }

  /**
   * What a loaded driver answers.
   *
   * @param library its name in messages
   * @param symbols its functions
   * @param number room for one int
   */
  static CudaDriver ask(String library, SymbolLookup symbols, MemorySegment number) {
    int status = call(symbols, "cuDriverGetVersion", TO_INT, number);
    int version = status == 0 ? number.get(JAVA_INT, 0) : 0;
    if (status == 0) {
      status = call(symbols, "cuInit", OF_INT, 0);
    }
    if (status == 0) {
      status = call(symbols, "cuDeviceGetCount", TO_INT, number);
    }
    if (status != 0) {
      return new CudaDriver(0, version, library + " answers with CUDA error " + status);
    }
    int devices = number.get(JAVA_INT, 0);
    return new CudaDriver(devices, version, devices == 0 ? library + " offers no device" : "");
  }

  /**
   * The status of a call; 500, the driver's own "not found", for a function that the library lacks.
   */
  private static int call(
      SymbolLookup symbols, String name, FunctionDescriptor type, Object argument) {
    var address = symbols.find(name);
    if (address.isEmpty()) {
      return 500;
    }
    try {
      return (int)
          Linker.nativeLinker().downcallHandle(address.get(), type).invokeWithArguments(argument);
    } catch (Throwable e) {
      throw new LinkageError("calling " + name, e);
    }
  }
}
