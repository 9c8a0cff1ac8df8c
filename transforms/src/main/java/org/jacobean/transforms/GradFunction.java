package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.pytrees.TreeDef;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a scalar function.
 *
 * @param f the function
 * @param wrt the arguments that are differentiated
 * @param withValue whether the value is returned too
 * @param hasAux whether the function returns a tuple of the scalar and something else
 * @param options what is accepted
 */
record GradFunction(
    TreeFunction f, WithRespectTo wrt, boolean withValue, boolean hasAux, GradOptions options)
    implements Derived {

  @Override
  public String verb() {
    return withValue ? "valueAndGrad" : "grad";
  }

  @Override
  public Object call(Object... values) {
    String what = verb() + " of " + f.name();
    ReverseMode.requireInputs(what, Staging.Args.of(values), wrt, options);
    ReverseMode r = ReverseMode.at(verb(), f, values, wrt, hasAux);
    requireLoss(what, r.outTree(), r.outAvals());
    DType dtype = r.outAvals().getFirst().dtype();
    List<@Nullable NDArray> one =
        new ArrayList<>(Collections.singletonList(NDArray.full(dtype, Shape.SCALAR, 1)));
    Object grad = r.argumentTrees(r.pull(one));
    if (hasAux) {
      return withValue
          ? new ValueAndGradWithAux<>((NDArray) r.value(), r.aux(), grad)
          : io.vavr.Tuple.of(grad, r.aux());
    }
    return withValue ? new ValueAndGrad<>((NDArray) r.value(), grad) : grad;
  }

  private void requireLoss(String what, TreeDef tree, List<AbstractValue> avals) {
    if (!tree.equals(TreeDef.leaf()) || avals.getFirst().rank() != 0) {
      throw Faults.of(
          "JX0407",
          what
              + ": the result must be a scalar but is "
              + (tree.equals(TreeDef.leaf()) ? avals.getFirst() : tree + " with leaves " + avals)
              + "; sum or mean it, or take vjp or jacrev for results that are not scalars");
    }
    AbstractValue out = avals.getFirst();
    if (options.holomorphic() && !out.dtype().isComplex()) {
      throw Faults.of(
          "JX0411", what + ": with holomorphic, the result must be complex but is " + out);
    }
    if (!out.dtype().isInexact()) {
      throw Faults.of(
          "JX0408",
          what
              + ": the result is "
              + out
              + ", which has no derivative; convert it to a float with astype");
    }
    if (!options.holomorphic() && out.dtype().isComplex()) {
      throw Faults.of(
          "JX0409",
          what
              + ": the result is complex ("
              + out
              + "); take its real part or absolute value, or pass GradOptions.HOLOMORPHIC if the"
              + " function is holomorphic, or use vjp");
    }
  }
}
