package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;

/** Gives the branches of a cond a common list of arguments. */
final class Branches {
  private Branches() {}

  /** Each branch with the constants of all branches, in order, as leading arguments. */
  static List<Jaxpr> hoist(List<Jaxpr> branches) {
    List<Jaxpr> out = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      List<Var> in = new ArrayList<>();
      for (int j = 0; j < branches.size(); j++) {
        for (Var v : branches.get(j).constVars()) {
          in.add(i == j ? v : new Var(v.aval()));
        }
      }
      in.addAll(branches.get(i).inVars());
      out.add(new Jaxpr(List.of(), in, branches.get(i).eqns(), branches.get(i).outs()));
    }
    return out;
  }
}
