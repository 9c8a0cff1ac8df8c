package org.jacobean.ir.op;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Jaxpr;

/**
 * An operation of the intermediate representation: its parameters are the record components, its
 * meaning is fixed by its family. What an interpreter does with a primitive lives with the
 * interpreter, as one exhaustive {@code switch} over the sealed families.
 */
public sealed interface Primitive
    permits Call,
        Callback,
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

  /** The programs among its parameters, in order. */
  default List<Jaxpr> jaxprs() {
    return List.of();
  }

  /**
   * What it does besides computing its results: by default what the programs among its parameters
   * do.
   */
  default Set<Effect> effects() {
    List<Jaxpr> inner = jaxprs();
    if (inner.isEmpty()) {
      return Set.of();
    }
    Set<Effect> all = EnumSet.noneOf(Effect.class);
    inner.forEach(j -> all.addAll(j.effects()));
    return all;
  }

  /** Whether it does more than to compute its results. */
  default boolean hasEffects() {
    return !effects().isEmpty();
  }

  /**
   * The types of the results.
   *
   * @throws org.jacobean.errors.ShapeException JX0220 when a numbered shape constraint is violated
   * @throws org.jacobean.errors.DTypeException JX0221 when a numbered dtype constraint is violated
   */
  List<AbstractValue> infer(List<AbstractValue> in);
}
