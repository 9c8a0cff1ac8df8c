package org.jacobean.control;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jspecify.annotations.Nullable;

/**
 * Branches whose captured values have become leading operands, the same ones for each.
 *
 * @param jaxprs the branches, without constvars
 * @param consts the captured values
 */
record Hoisting(List<Jaxpr> jaxprs, List<NDArray> consts) {
  static Hoisting of(List<ClosedJaxpr> branches) {
    Map<NDArray, Integer> index = new IdentityHashMap<>();
    List<NDArray> consts = new ArrayList<>();
    for (ClosedJaxpr b : branches) {
      for (NDArray c : b.consts()) {
        if (index.putIfAbsent(c, consts.size()) == null) {
          consts.add(c);
        }
      }
    }
    return new Hoisting(
        branches.stream().map(b -> widen(b, consts, index)).toList(), List.copyOf(consts));
  }

  private static Jaxpr widen(
      ClosedJaxpr branch, List<NDArray> consts, Map<NDArray, Integer> index) {
    Jaxpr j = branch.jaxpr();
    @Nullable Var[] leading = new Var[consts.size()];
    for (int i = 0; i < j.constVars().size(); i++) {
      leading[Objects.requireNonNull(index.get(branch.consts().get(i)))] = j.constVars().get(i);
    }
    List<Var> in = new ArrayList<>();
    for (int i = 0; i < leading.length; i++) {
      Var used = leading[i];
      in.add(used == null ? new Var(consts.get(i).aval()) : used);
    }
    in.addAll(j.inVars());
    return new Jaxpr(List.of(), in, j.eqns(), j.outs());
  }
}
