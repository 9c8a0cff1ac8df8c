package org.jacobean.backend;

/** Prints arrays. */
final class ArrayPrinter {
  private ArrayPrinter() {}

  static String print(DeviceArray a) {
    return a.aval() + java.util.Arrays.toString(a.toComplexArray());
  }
}
