package org.jacobean.ir.op;

/** How a scatter combines an update with what is there. */
public enum ScatterKind {
  /** Replace; of several updates to one element the last in row-major order wins. */
  SET("scatter"),
  ADD("scatter_add"),
  MUL("scatter_mul"),
  MIN("scatter_min"),
  MAX("scatter_max");

  private final String jaxName;

  ScatterKind(String jaxName) {
    this.jaxName = jaxName;
  }

  /** The name in printed jaxprs. */
  public String jaxName() {
    return jaxName;
  }
}
