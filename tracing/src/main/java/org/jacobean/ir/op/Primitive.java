package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * An operation of the intermediate representation: its parameters are the record components, its
 * meaning is fixed by its family. What an interpreter does with a primitive lives with the
 * interpreter, as one exhaustive {@code switch} over the sealed families.
 */
public sealed interface Primitive
    permits Call,
        Collective,
        Composite,
        Contraction,
        Control,
        Convolution,
        Creation,
        Cumulative,
        Indexing,
        Movement,
        Pointwise,
        Reduction,
        Sorting {

  /** The name in printed jaxprs; JAX's where JAX has the operation. */
  String name();

  /**
   * The types of the results.
   *
   * @throws org.jacobean.errors.ShapeException JX0220 when a numbered shape constraint is violated
   * @throws org.jacobean.errors.DTypeException JX0221 when a numbered dtype constraint is violated
   */
  List<AbstractValue> infer(List<AbstractValue> in);
}
