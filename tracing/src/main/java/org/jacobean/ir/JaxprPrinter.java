package org.jacobean.ir;

/** Prints jaxprs. */
final class JaxprPrinter {
  private JaxprPrinter() {}

  static String print(Jaxpr j) {
    return "jaxpr of " + j.eqns().size() + " equations";
  }
}
