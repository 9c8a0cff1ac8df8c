package org.jacobean.pytrees;

import java.util.Arrays;

/** A vector that is a leaf. */
record TestLeaf(double... elements) implements Leaf {
  @Override
  public boolean allClose(Leaf other, double rtol, double atol) {
    return other instanceof TestLeaf(double[] b) && Closeness.allClose(elements, b, rtol, atol);
  }

  @Override
  public String describe() {
    return "f64[" + elements.length + "]";
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof TestLeaf(double[] b) && Arrays.equals(elements, b);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  @Override
  public String toString() {
    return describe();
  }
}
