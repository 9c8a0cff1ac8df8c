package org.jacobean.llvm.lower;

import org.jacobean.AbstractValue;

/**
 * A piece of memory of a loop program.
 *
 * @param id its number
 * @param aval what it holds, contiguous and row-major
 * @param kind where it comes from
 * @param position number of the argument or result; for scratch unused
 */
public record Slot(int id, AbstractValue aval, Kind kind, int position) {
  /** Where memory comes from. */
  public enum Kind {
    /** An argument; read-only. */
    INPUT,
    /** A result, allocated by the caller. */
    OUTPUT,
    /** Part of the scratch memory of a call. */
    SCRATCH,
    /** Moves through another slot inside a loop. */
    WINDOW
  }
}
