package org.jacobean.jit;

import org.jacobean.AbstractValue;

/**
 * What became of a donated array.
 *
 * @param argument where it is among the arguments, in words
 * @param type its type
 * @param outcome what was done with its memory
 */
public record Donation(String argument, AbstractValue type, Outcome outcome) {
  /** What was done with the memory of a donated array. */
  public enum Outcome {
    /** A result of the same type is computed in it. */
    REUSED,
    /** It is too small to matter: such arrays lie on the Java heap. */
    TINY,
    /** No result of the same type could take it; it is only given up. */
    UNUSED
  }

  /** For example {@code argument 0 .w f32[784,512]: reused}. */
  @Override
  public String toString() {
    return argument + " " + type + ": " + outcome.name().toLowerCase(java.util.Locale.ROOT);
  }
}
