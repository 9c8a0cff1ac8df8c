package org.jacobean;

import java.util.List;
import java.util.stream.IntStream;
import org.jacobean.errors.BackendException;

/**
 * The devices of this process. {@code -Djacobean.cpu.devices=8} divides the processor into eight
 * virtual devices, each with a thread and arrays of its own, so that programs for many devices can
 * be written and tested on any machine.
 */
public final class Devices {
  private static final int MAX = 1024;

  private Devices() {}

  /** The devices for one value of the property. */
  private record Cpus(String text, List<Device> devices) {
    static Cpus of(String text) {
      int n = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
      if (n < 1 || n > MAX) {
        throw new BackendException(
            "JX0541",
            "-Djacobean.cpu.devices=" + text + " is not a number of devices from 1 to " + MAX);
      }
      String kind = n == 1 ? "processor" : "virtual device";
      return new Cpus(
          text, IntStream.range(0, n).mapToObj(i -> new Device(i, "cpu", kind)).toList());
    }
  }

  private static volatile Cpus cpus = Cpus.of("1");

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
    String text = System.getProperty("jacobean.cpu.devices", "1");
    Cpus known = cpus;
    if (!known.text.equals(text)) {
      known = Cpus.of(text);
      cpus = known;
    }
    return known.devices;
  }

  /** GPUs that programs can use: none yet, as there is no GPU back end. */
  public static List<Device> gpus() {
    return List.of();
  }
}
