package org.jacobean;

import java.util.List;
import java.util.stream.IntStream;
import org.jacobean.errors.BackendException;

/**
 * The devices of this process. {@code -Djacobean.cpu.devices=8} divides the processor into eight
 * virtual devices, each with a thread and arrays of its own, so that programs for many devices can
 * be written and tested on any machine. The number is read once, when devices are first asked for.
 */
public final class Devices {
  private static final int MAX = 1024;

  private Devices() {}

  private static final class Cpus {
    static final String TEXT = System.getProperty("jacobean.cpu.devices", "1");
    static final List<Device> ALL = create(number(TEXT));

    private static int number(String text) {
      try {
        int n = Integer.parseInt(text);
        return n > MAX ? 0 : Math.max(0, n);
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    private static List<Device> create(int n) {
      String kind = n == 1 ? "processor" : "virtual device";
      return IntStream.range(0, n).mapToObj(i -> new Device(i, "cpu", kind)).toList();
    }
  }

  /** All devices that programs can use: those of the preferred platform. */
  public static List<Device> all() {
    return cpus();
  }

  /**
   * The processor, or the virtual devices it is divided into.
   *
   * @throws BackendException JX0541 when {@code jacobean.cpu.devices} is no number from 1 to 1024
   */
  public static List<Device> cpus() {
    if (Cpus.ALL.isEmpty()) {
      throw new BackendException(
          "JX0541",
          "-Djacobean.cpu.devices=" + Cpus.TEXT + " is not a number of devices from 1 to " + MAX);
    }
    return Cpus.ALL;
  }

  /** GPUs that programs can use: none yet, as there is no GPU back end. */
  public static List<Device> gpus() {
    return List.of();
  }
}
