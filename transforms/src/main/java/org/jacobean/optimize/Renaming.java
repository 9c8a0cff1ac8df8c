package org.jacobean.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;

/** Replaces variables by what stands for them. */
final class Renaming {
  private Renaming() {}

  /** The operands with variables replaced where {@code env} has something for them. */
  static List<Atom> atoms(List<Atom> in, Map<Var, Atom> env) {
    List<Atom> out = new ArrayList<>(in.size());
    for (Atom a : in) {
      out.add(
          switch (a) {
            case Literal l -> l;
            case Var v -> env.getOrDefault(v, v);
          });
    }
    return out;
  }
}
