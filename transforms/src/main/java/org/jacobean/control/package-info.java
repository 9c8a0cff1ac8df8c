/**
 * Structured control flow over trees: choices and loops that a transformation can see into.
 *
 * <p>An {@code if} or {@code for} on traced values cannot be recorded, because their elements are
 * not known while a function is traced. The functions of {@link org.jacobean.control.ControlFlow}
 * record their branches and bodies as jaxprs instead; a compiled program then runs them as native
 * branches and loops, and {@code grad}, {@code vmap} and {@code jit} apply to them.
 *
 * <p>Operands, carries and results are trees. Values that are no arrays, an {@code int} say, are
 * part of the tree's structure and stay the same from step to step; what changes has to be an
 * array. Functions may use arrays and tracers from around them: those become operands of the branch
 * or loop.
 *
 * <p>A weakly typed value gives way: a carry that starts as {@code NDArray.scalar(0.0)} takes the
 * type that the body returns, and a weakly typed result takes the type of the carry or of the other
 * branch.
 */
@org.jspecify.annotations.NullMarked
package org.jacobean.control;
