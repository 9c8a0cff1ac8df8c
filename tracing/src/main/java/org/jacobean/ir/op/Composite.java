package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.NDArray;

/**
 * The open end of the primitives: a user's operation, defined in terms of others. Every interpreter
 * falls back to {@link #expand}; a backend or transformation may know the class and do better.
 */
public non-sealed interface Composite extends Primitive {
  /** The results, computed with other operations; called with arrays or tracers. */
  List<NDArray> expand(List<NDArray> args);
}
