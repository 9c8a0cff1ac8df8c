package org.jacobean.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CudaDriverTest {
  @Test
  void offersDevicesOrSaysWhyNot() {
    CudaDriver driver = CudaDriver.probe();
    assertEquals(driver.devices() == 0, !driver.unavailable().isEmpty(), driver::toString);
  }

  @Test
  void aMachineWithoutDriverIsOrdinary() {
    CudaDriver driver = CudaDriver.probe("libno-such-cuda.so.1");
    assertEquals(0, driver.devices());
    assertTrue(driver.unavailable().contains("libno-such-cuda.so.1"), driver.unavailable());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLibraryThatIsNoDriverIsRefused() {
    CudaDriver driver = CudaDriver.probe("libm.so.6");
    assertEquals(0, driver.devices());
    assertTrue(driver.unavailable().contains("CUDA error 500"), driver.unavailable());
  }

  /** A driver of version 12.8 in Java, reached as the real one is: through native calls. */
  private static CudaDriver askDriver(int initStatus, int devices) throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle constant = MethodHandles.constant(int.class, initStatus);
      MethodHandle store =
          MethodHandles.lookup()
              .findStatic(
                  CudaDriverTest.class,
                  "store",
                  java.lang.invoke.MethodType.methodType(
                      int.class, int.class, MemorySegment.class));
      var ofInt = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      var toInt = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
      Linker linker = Linker.nativeLinker();
      Map<String, MemorySegment> functions =
          Map.of(
              "cuInit",
              linker.upcallStub(MethodHandles.dropArguments(constant, 0, int.class), ofInt, arena),
              "cuDriverGetVersion",
              linker.upcallStub(MethodHandles.insertArguments(store, 0, 12080), toInt, arena),
              "cuDeviceGetCount",
              linker.upcallStub(MethodHandles.insertArguments(store, 0, devices), toInt, arena));
      SymbolLookup symbols = name -> Optional.ofNullable(functions.get(name));
      return CudaDriver.ask("libfake.so", symbols, arena.allocate(ValueLayout.JAVA_INT));
    }
  }

  @SuppressWarnings("unused") // called through its method handle
  private static int store(int value, MemorySegment to) {
    to.reinterpret(4).set(ValueLayout.JAVA_INT, 0, value);
    return 0;
  }

  @Test
  void aDriverTellsItsVersionAndDevices() throws Exception {
    assertEquals(new CudaDriver(2, 12080, ""), askDriver(0, 2));
  }

  @Test
  void aDriverWithoutDeviceSaysSo() throws Exception {
    assertEquals(new CudaDriver(0, 12080, "libfake.so offers no device"), askDriver(0, 0));
  }

  @Test
  void theErrorOfADriverIsReported() throws Exception {
    assertEquals(
        new CudaDriver(0, 12080, "libfake.so answers with CUDA error 100"), askDriver(100, 2));
  }
}
