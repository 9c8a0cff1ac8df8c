package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.jit.Arguments;
import org.jacobean.jit.Captures;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Difference;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracer;

/**
 * What a call of a function with derivative rules of its own knows about its types. The operands
 * are arrays that the function and its rules captured, then the leaves of the arguments.
 *
 * @param name the function's name
 * @param in structure of the arguments
 * @param avals types of the arguments' leaves
 * @param out structure of the result
 * @param outAvals types of the result's leaves
 * @param captured number of leading operands that were captured
 * @param program the function, as applied to captured arrays (those of the rules unused) and leaves
 * @param foreign positions of captured operands that an enclosing transformation may differentiate
 */
record CustomCall(
    String name,
    TreeDef in,
    List<AbstractValue> avals,
    TreeDef out,
    List<AbstractValue> outAvals,
    int captured,
    Jaxpr program,
    List<Integer> foreign) {

  private static final ScopedValue<TreeFunction> TRACED_RULE_OF = ScopedValue.newInstance();

  static CustomCall of(
      String name, Staging.Args args, Staging.Staged staged, List<NDArray> ruleConsts) {
    List<NDArray> consts = staged.jaxpr().consts();
    List<Integer> foreign = new ArrayList<>();
    for (int i = 0; i < consts.size(); i++) {
      if (consts.get(i) instanceof Tracer t && t.dtype().isInexact()) {
        foreign.add(i);
      }
    }
    List<org.jacobean.ir.Var> in = new ArrayList<>(staged.jaxpr().jaxpr().constVars());
    ruleConsts.forEach(c -> in.add(new org.jacobean.ir.Var(c.aval())));
    in.addAll(staged.jaxpr().jaxpr().inVars());
    Jaxpr inner = staged.jaxpr().jaxpr();
    return new CustomCall(
        name,
        args.tree(),
        args.avals(),
        staged.out(),
        staged.jaxpr().outAvals(),
        consts.size() + ruleConsts.size(),
        new Jaxpr(List.of(), in, inner.eqns(), inner.outs()),
        List.copyOf(foreign));
  }

  /** The program without constants. */
  ClosedJaxpr closed() {
    return new ClosedJaxpr(program, List.of());
  }

  /** The leaves of the arguments among the operands. */
  List<NDArray> leaves(List<NDArray> operands) {
    return operands.subList(captured, operands.size());
  }

  /** The arguments from their leaves: alone if there is one, as a tuple otherwise. */
  Object arguments(List<NDArray> leaves) {
    Object[] args = in.unflatten(leaves);
    return args.length == 1 ? args[0] : WithRespectTo.tuple(args);
  }

  /** The result from its leaves. */
  Object result(List<NDArray> leaves) {
    return out.unflatten(leaves);
  }

  /** The checked leaves of a result that a rule returned. */
  List<NDArray> resultLeaves(String what, Object tree) {
    return leaves(what, out, outAvals, TangentTrees::resultName, tree);
  }

  /**
   * The checked leaves of a tangent of the result; of integers, whatever was given becomes float0
   * zeros.
   */
  List<NDArray> tangentLeaves(String what, Object tree) {
    return leaves(what, out, tangents(outAvals), TangentTrees::resultName, tree);
  }

  /** The checked leaves of cotangents of the arguments. */
  List<NDArray> cotangentLeaves(String what, Object tree) {
    Object[] perArgument =
        in.leafCount() == 0 && tree instanceof io.vavr.Tuple0
            ? new Object[0]
            : DerivativesAtPoint.untuple(tree, arity());
    return leaves(what, in, tangents(avals), Staging::argumentName, perArgument);
  }

  private int arity() {
    Object[] args = in.unflatten(avals.stream().map(_ -> NDArray.scalar(0)).toList());
    return args.length;
  }

  private static List<AbstractValue> tangents(List<AbstractValue> values) {
    return values.stream().map(AbstractValue::tangent).toList();
  }

  private List<NDArray> leaves(
      String what,
      TreeDef tree,
      List<AbstractValue> types,
      Function<KeyPath, String> names,
      Object given) {
    Tree.Flattened flat = Tree.flatten(given);
    if (!flat.structure().equals(tree)) {
      Difference d = tree.diff(flat.structure()).orElseThrow();
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
    List<NDArray> arrays = Arguments.arrays(flat.leaves());
    List<NDArray> checked = new ArrayList<>(arrays.size());
    for (int i = 0; i < arrays.size(); i++) {
      AbstractValue wanted = types.get(i);
      NDArray a = arrays.get(i);
      if (!wanted.dtype().isInexact() && what.contains("tangent")) {
        checked.add(NDArray.full(org.jacobean.DType.FLOAT0, wanted.shape(), 0));
        continue;
      }
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
                + names.apply(tree.paths().get(i))
                + " but is "
                + a.aval()
                + "; convert it with astype or reshape");
      }
      checked.add(Lax.convertElementType(a, wanted.dtype(), wanted.weakType()));
    }
    return checked;
  }

  /**
   * Whether a rule has to be traced when the function is called, because it may have captured
   * tracers that will be gone when the rule is asked for. A rule that calls its own function is
   * traced once and then taken as it is.
   */
  static boolean mustTrace(TreeFunction function, TreeFunction... rules) {
    if (TRACED_RULE_OF.isBound() && TRACED_RULE_OF.get().equals(function)) {
      return false;
    }
    for (TreeFunction rule : rules) {
      if (rule.captures() == Captures.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  /** Traces a rule of {@code function}. */
  static <T> T whileTracingRuleOf(TreeFunction function, Supplier<T> body) {
    return ScopedValue.where(TRACED_RULE_OF, function).call(body::get);
  }
}
