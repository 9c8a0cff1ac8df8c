package org.jacobean.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.TransformException;
import org.jacobean.lax.Promotion;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.AxisEnv;

/**
 * The carry of a loop whose types have settled.
 *
 * @param init the leaves it starts with
 * @param body the step, recorded on and returning the leaves' types
 */
record Carry(List<NDArray> init, Recorded body) {
  /**
   * Records a loop's body on a carry and checks that it returns the carry's structure and types.
   * Weakly typed leaves take the type that the body returns for them; then it is recorded again.
   *
   * @param what names the loop in error messages
   * @param init the initial carry
   * @param lead how many results of the body precede the carry
   * @param carryOut which of the body's result trees is the carry
   * @param record records the body for a carry of the given types
   */
  static Carry settle(
      String what,
      Flat init,
      int lead,
      int carryOut,
      Function<List<AbstractValue>, Recorded> record) {
    List<AbstractValue> types = init.avals();
    Recorded body = record.apply(types);
    // Each round makes at least one leaf strong, widens its kind, or lets it vary over one more
    // axis of the mesh, so the bound is never reached by a loop that settles.
    for (int round = 0; round <= (3 + AxisEnv.current().axes().size()) * types.size(); round++) {
      requireStructure(what, init.tree(), body.outs().get(carryOut));
      List<AbstractValue> next = promoted(types, body.outAvals(), lead);
      if (next.equals(types)) {
        break;
      }
      types = next;
      body = record.apply(types);
    }
    List<AbstractValue> outs = new ArrayList<>(body.outAvals());
    for (int i = 0; i < types.size(); i++) {
      AbstractValue in = types.get(i);
      AbstractValue out = outs.get(lead + i);
      if (in.sameType(out)) {
        continue;
      }
      AbstractValue common = out.weakType() ? WeakTypes.join(List.of(in, out)) : null;
      if (common == null || !common.sameType(in)) {
        throw changed(what, init.tree(), i, in, body, lead);
      }
      outs.set(lead + i, in);
    }
    List<NDArray> leaves = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      leaves.add(Promotion.convert(init.leaves().get(i), types.get(i)));
    }
    return new Carry(leaves, body.withOuts(outs));
  }

  private static List<AbstractValue> promoted(
      List<AbstractValue> in, List<AbstractValue> out, int lead) {
    List<AbstractValue> next = new ArrayList<>(in.size());
    for (int i = 0; i < in.size(); i++) {
      AbstractValue a = in.get(i);
      AbstractValue b = out.get(lead + i);
      AbstractValue common =
          a.weakType() && a.dtype() != b.dtype() ? WeakTypes.join(List.of(a, b)) : null;
      // What devices disagree on after a step they may disagree on before the next.
      next.add((common == null ? a : common).withVarying(a.varying().union(b.varying())));
    }
    return next;
  }

  private static void requireStructure(String what, TreeDef expected, TreeDef actual) {
    var difference = expected.diff(actual);
    if (difference.isPresent()) {
      throw Branches.error(
          "JX0452",
          "the body of "
              + what
              + " must return a carry of the structure it was given, but it differs "
              + difference.get()
              + "; a number that changes from step to step must be an array, such as"
              + " NDArray.scalar(0)");
    }
  }

  private static TransformException changed(
      String what, TreeDef tree, int leaf, AbstractValue in, Recorded body, int lead) {
    AbstractValue out = body.outAvals().get(lead + leaf);
    String line = Objects.toString(body.madeAt(lead + leaf));
    boolean shape = !in.shape().equals(out.shape());
    return Branches.error(
        "JX0453",
        "the carry of "
            + what
            + " changes its type at "
            + Flat.names(tree).get(leaf)
            + ": it enters the body as "
            + in
            + " and leaves it as "
            + out
            + (line.isEmpty() ? "" : ", made at " + line)
            + (shape
                ? "; a carry keeps its shape: start with the shape "
                    + out.shape()
                    + ", or write into an array of full size"
                : "; convert it in the body with astype("
                    + in.dtype().name()
                    + "), or start with "
                    + out.dtype()));
  }
}
