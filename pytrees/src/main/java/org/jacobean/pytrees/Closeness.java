package org.jacobean.pytrees;

import java.lang.reflect.Array;

/** Compares leaves within a tolerance. */
final class Closeness {
  private Closeness() {}

  static boolean allClose(Object actual, Object expected, double rtol, double atol) {
    if (actual instanceof Leaf a && expected instanceof Leaf b) {
      return a.allClose(b, rtol, atol);
    }
    return actual.getClass() == expected.getClass() && arraysClose(actual, expected, rtol, atol);
  }

  private static boolean arraysClose(Object actual, Object expected, double rtol, double atol) {
    int length = Array.getLength(expected);
    if (Array.getLength(actual) != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!elementsClose(Array.get(actual, i), Array.get(expected, i), rtol, atol)) {
        return false;
      }
    }
    return true;
  }

  private static boolean elementsClose(Object a, Object b, double rtol, double atol) {
    if (a instanceof Number x && b instanceof Number y) {
      return a.equals(b) || close(x, y, rtol, atol);
    }
    return a instanceof Boolean ? a.equals(b) : arraysClose(a, b, rtol, atol);
  }

  private static boolean close(Number x, Number y, double rtol, double atol) {
    double a = x.doubleValue();
    double b = y.doubleValue();
    // An infinity on one side alone would otherwise be within rtol * infinity.
    return a == b || (Double.isFinite(b) && Math.abs(a - b) <= atol + rtol * Math.abs(b));
  }
}
