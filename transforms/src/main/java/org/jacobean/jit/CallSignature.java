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

  /** Where another signature differs from this one; empty when they are equal. */
  List<RetraceCause> differences(CallSignature now) {
    List<RetraceCause> out = new ArrayList<>();
    for (Difference d : tree.differences(now.tree)) {
      boolean value = d.expected().startsWith("static ") && d.actual().startsWith("static ");
      out.add(
          new RetraceCause(
              value ? RetraceCause.Kind.STATIC : RetraceCause.Kind.TREE,
              Staging.argumentName(d.path()),
              d.expected(),
              d.actual()));
    }
    if (!out.isEmpty()) {
      return out;
    }
    for (int i = 0; i < avals.size(); i++) {
      AbstractValue a = avals.get(i);
      AbstractValue b = now.avals.get(i);
      if (!a.equals(b)) {
        String where = Staging.argumentName(tree.paths().get(i));
        out.add(new RetraceCause(RetraceCause.Kind.LEAF, where, a.toString(), b.toString()));
      }
    }
    if (!axes.equals(now.axes)) {
      out.add(
          new RetraceCause(
              RetraceCause.Kind.AXES,
              "the named axes in scope",
              axes.toString(),
              now.axes.toString()));
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
