package org.jacobean.llvm.lower;

import org.jacobean.ir.Eqn;

/** What a variable stands for while lowering. */
sealed interface Value {
  /** Elements in memory, contiguous. */
  record Stored(int slot) implements Value {}

  /** Elements computed where they are used. */
  record Inlined(Eqn eqn, int result, int cost) implements Value {}
}
