package org.jacobean.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.pytrees.Difference;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.AxisEnv;

/**
 * What a trace is made for: the structure of the arguments, static values included, and the types
 * of their leaves.
 *
 * @param tree structure of the array of arguments
 * @param avals types of the leaves
 * @param axes the named axes in scope, over which the function may have collectives
 */
record CallSignature(TreeDef tree, List<AbstractValue> avals, AxisEnv axes) {
  CallSignature {
    avals = List.copyOf(avals);
  }

  /** The signature of a call made now. */
  static CallSignature of(Staging.Args args) {
    return new CallSignature(args.tree(), args.avals(), AxisEnv.current());
  }

  /** Where another signature differs from this one, in words; empty when they are equal. */
  List<String> differences(CallSignature now) {
    List<String> out = new ArrayList<>();
    for (Difference d : tree.differences(now.tree)) {
      out.add(
          Staging.argumentName(d.path()) + ": " + d.expected() + " before, " + d.actual() + " now");
    }
    if (!out.isEmpty()) {
      return out;
    }
    for (int i = 0; i < avals.size(); i++) {
      if (!avals.get(i).equals(now.avals.get(i))) {
        out.add(
            Staging.argumentName(tree.paths().get(i))
                + ": "
                + avals.get(i)
                + " before, "
                + now.avals.get(i)
                + " now"
                + (avals.get(i).sameType(now.avals.get(i))
                    ? " (a weakly typed scalar has a trailing *)"
                    : ""));
      }
    }
    if (!axes.equals(now.axes)) {
      out.add("the named axes in scope: " + axes + " before, " + now.axes + " now");
    }
    return out;
  }

  /** The place of the only difference, if there is only one and it lies in the structure. */
  Optional<KeyPath> onlyStructuralDifference(CallSignature now) {
    List<Difference> all = tree.differences(now.tree);
    return all.size() == 1 ? Optional.of(all.getFirst().path()) : Optional.empty();
  }

  /** For example {@code (Mlp(w=*), *) with f32[3], f32[2]}. */
  @Override
  public String toString() {
    return tree + " with " + avals + (axes.axes().isEmpty() ? "" : " over the axes " + axes);
  }
}
