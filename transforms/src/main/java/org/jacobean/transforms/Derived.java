package org.jacobean.transforms;

import org.jacobean.jit.TreeFunction;

/** A transformed function: equal to another when the transformation and the function are equal. */
interface Derived extends TreeFunction {
  /** The function that is transformed. */
  TreeFunction f();

  /** What is done to it, in a word. */
  String verb();

  @Override
  default TreeFunction inner() {
    return f();
  }

  @Override
  default String name() {
    return verb() + "(" + f().name() + ")";
  }
}
