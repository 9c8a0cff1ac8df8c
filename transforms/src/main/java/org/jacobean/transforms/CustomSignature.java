package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.jit.Arguments;
import org.jacobean.jit.Staging;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Difference;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a function with rules of its own knows about its types. The operands are arrays
 * that the function and its rules captured, then the leaves of the arguments.
 *
 * @param name the function's name
 * @param in structure of the arguments
 * @param avals types of the arguments' leaves
 * @param out structure of the result
 * @param outAvals types of the result's leaves
 * @param functionConsts number of leading operands that the function captured
 */
record CustomSignature(
    String name,
    TreeDef in,
    List<AbstractValue> avals,
    TreeDef out,
    List<AbstractValue> outAvals,
    int functionConsts) {
  static CustomSignature of(String name, Staging.Args args, Staging.Staged staged) {
    return new CustomSignature(
        name,
        args.tree(),
        args.avals(),
        staged.out(),
        staged.jaxpr().outAvals(),
        staged.jaxpr().consts().size());
  }

  /** What belongs to the leaves of the arguments among what belongs to the operands. */
  <V extends @Nullable Object> List<V> leaves(List<V> operands) {
    return new ArrayList<>(operands.subList(operands.size() - avals.size(), operands.size()));
  }

  /** The arguments from their leaves: alone if there is one, as a tuple otherwise. */
  Object arguments(List<NDArray> leaves) {
    Object[] args = in.unflatten(leaves);
    return args.length == 1 ? args[0] : WithRespectTo.tuple(args);
  }

  int arity() {
    Object[] args = in.unflatten(placeholders(avals));
    return args.length;
  }

  /** The structure of {@link #arguments} and the types of its leaves. */
  Leaves argumentLeaves() {
    return new Leaves(Tree.structure(arguments(placeholders(avals))), avals);
  }

  /** The structure of the last argument and the types of its leaves. */
  Leaves lastArgument() {
    Object[] args = in.unflatten(placeholders(avals));
    TreeDef last = Tree.structure(args[args.length - 1]);
    return new Leaves(last, avals.subList(avals.size() - last.leafCount(), avals.size()));
  }

  /** The structure of the result and the types of its leaves. */
  Leaves resultLeaves() {
    return new Leaves(out, outAvals);
  }

  private static List<NDArray> placeholders(List<AbstractValue> types) {
    return types.stream().map(_ -> NDArray.scalar(0)).toList();
  }

  /** The result from its leaves. */
  Object result(List<NDArray> leaves) {
    return out.unflatten(leaves);
  }

  /** The checked leaves of a result that a rule returned. */
  List<NDArray> results(String what, Object tree) {
    List<NDArray> arrays = structured(what, tree, out, TangentTrees::resultName);
    List<NDArray> checked = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      checked.add(fit(what, arrays.get(i), outAvals.get(i), out, i, TangentTrees::resultName));
    }
    return checked;
  }

  /** The leaves of a result that a rule returned, of the right structure. */
  List<NDArray> structured(String what, Object tree) {
    return structured(what, tree, out, TangentTrees::resultName);
  }

  /** The checked leaves of a tangent of the result; null for zero and for integers. */
  List<@Nullable NDArray> tangents(String what, Tangent<?> tangent) {
    return checked(what, tangent, resultLeaves(), TangentTrees::resultName);
  }

  /** The checked leaves of cotangents of the arguments; null for zero and for integers. */
  List<@Nullable NDArray> cotangents(String what, Tangent<?> tangent) {
    Function<KeyPath, String> names =
        arity() == 1
            ? path -> "argument 0" + (path.keys().isEmpty() ? "" : " " + path)
            : Staging::argumentName;
    return checked(what, tangent, argumentLeaves(), names);
  }

  /** The checked leaves of a cotangent of the last argument; null for integers. */
  List<@Nullable NDArray> lastCotangent(String what, Object tree) {
    return checked(
        what,
        Tangent.of(tree),
        lastArgument(),
        path -> "argument " + (arity() - 1) + (path.keys().isEmpty() ? "" : " " + path));
  }

  private List<@Nullable NDArray> checked(
      String what, Tangent<?> tangent, Leaves of, Function<KeyPath, String> names) {
    Leaves given = tangent.leaves();
    if (given != null) {
      requireStructure(what, given.tree(), of.tree(), names);
    }
    List<@Nullable NDArray> arrays = tangent.arrays(of.avals().size());
    List<@Nullable NDArray> checked = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      NDArray a = arrays.get(i);
      AbstractValue wanted = of.avals().get(i);
      // Whatever was given for an integer carries no information.
      checked.add(
          a == null || !wanted.dtype().isInexact()
              ? null
              : fit(what, a, wanted, of.tree(), i, names));
    }
    return checked;
  }

  private List<NDArray> structured(
      String what, Object tree, TreeDef wanted, Function<KeyPath, String> names) {
    Tree.Flattened flat = Tree.flatten(tree);
    requireStructure(what, flat.structure(), wanted, names);
    return Arguments.arrays(flat.leaves());
  }

  private void requireStructure(
      String what, TreeDef actual, TreeDef wanted, Function<KeyPath, String> names) {
    if (!actual.equals(wanted)) {
      Difference d = wanted.diff(actual).orElseThrow();
      throw Faults.of(
          "JX0424",
          "the "
              + what
              + " of '"
              + name
              + "' does not have the structure it should: for "
              + names.apply(d.path())
              + " it should have "
              + d.expected()
              + " but has "
              + d.actual());
    }
  }

  private NDArray fit(
      String what,
      NDArray a,
      AbstractValue wanted,
      TreeDef tree,
      int leaf,
      Function<KeyPath, String> names) {
    boolean fits =
        a.shape().equals(wanted.shape()) && (a.dtype() == wanted.dtype() || a.aval().weakType());
    if (!fits) {
      throw Faults.of(
          "JX0425",
          "the "
              + what
              + " of '"
              + name
              + "' must be "
              + wanted.strong()
              + " for "
              + names.apply(tree.paths().get(leaf))
              + " but is "
              + a.aval()
              + "; convert it with astype or reshape");
    }
    return Lax.convertElementType(a, wanted.dtype(), wanted.weakType());
  }
}
