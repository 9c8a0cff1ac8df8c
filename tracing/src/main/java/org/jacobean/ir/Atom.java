package org.jacobean.ir;

import org.jacobean.AbstractValue;

/** An operand of an equation: a variable or a scalar literal. */
public sealed interface Atom permits Literal, Var {
  /** Its type. */
  AbstractValue aval();
}
