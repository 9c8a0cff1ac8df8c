package org.jacobean.ir;

import org.jacobean.AbstractValue;

/**
 * A variable of a jaxpr, bound once. Identity is object identity; names are given by the printer.
 */
public final class Var implements Atom {
  private final AbstractValue aval;

  /** A fresh variable of the given type. */
  public Var(AbstractValue aval) {
    this.aval = aval;
  }

  @Override
  public AbstractValue aval() {
    return aval;
  }

  @Override
  public String toString() {
    return "var:" + aval;
  }
}
