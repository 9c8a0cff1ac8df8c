package org.jacobean.testing;

import java.util.List;
import org.jacobean.AbstractValue;

/**
 * The type of a function on a list of arrays.
 *
 * @param in types and ranges of the arguments
 * @param out types of the results
 */
public record Signature(List<Operand> in, List<AbstractValue> out) {
  /** Copies the lists. */
  public Signature {
    in = List.copyOf(in);
    out = List.copyOf(out);
  }

  /** The types of the arguments. */
  public List<AbstractValue> inTypes() {
    return in.stream().map(Operand::type).toList();
  }

  /** Whether some argument and some result can have a derivative. */
  public boolean isDifferentiable() {
    return in.stream().anyMatch(o -> o.type().dtype().isInexact())
        && out.stream().anyMatch(a -> a.dtype().isInexact());
  }

  /** Directions for the inexact ones among types. */
  static List<Operand> directions(List<AbstractValue> types) {
    return types.stream()
        .filter(a -> a.dtype().isInexact())
        .map(a -> new Operand(a.strong(), -1, 1))
        .toList();
  }
}
