package org.jacobean.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
