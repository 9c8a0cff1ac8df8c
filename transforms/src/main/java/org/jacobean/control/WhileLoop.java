package org.jacobean.control;

import io.vavr.Function1;
import io.vavr.Function2;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;

/** Loops until a test fails. */
final class WhileLoop {
  private WhileLoop() {}

  static <C> C run(String what, Function1<C, NDArray> test, Function1<C, C> body, C init) {
    Flat start = Flat.of(init);
    TreeDef tree = start.tree();
    Carry carry =
        Carry.settle(
            what,
            start,
            0,
            0,
            types ->
                Recorded.of(
                    "the body of " + what,
                    args -> List.of(Flat.of(body.apply(tree.unflatten(args)))),
                    types));
    Recorded condition =
        Recorded.of(
            "the test of " + what,
            args -> List.of(Flat.of(test.apply(tree.unflatten(args)))),
            carry.body().jaxpr().inAvals());
    requireBool(what, condition.outAvals());
    return tree.unflatten(bind(condition, carry.body(), carry.init()));
  }

  /** A loop over {@code lower <= i < upper} with bounds known only when it runs. */
  static <C> C count(NDArray lower, NDArray upper, Function2<NDArray, C, C> body, C init) {
    AbstractValue bound = Promotion.resultType(List.of(bound(lower), bound(upper)));
    NDArray first = Promotion.convert(lower, bound);
    NDArray end = Promotion.convert(upper, bound);
    Flat start = Flat.of(init);
    TreeDef tree = start.tree();
    Carry carry =
        Carry.settle(
            "foriLoop",
            start,
            1,
            1,
            types -> {
              List<AbstractValue> in = new ArrayList<>();
              in.add(bound);
              in.addAll(types);
              return Recorded.of(
                  "the body of foriLoop",
                  args ->
                      List.of(
                          new Flat(TreeDef.leaf(), List.of(Lax.add(args.get(0), 1))),
                          Flat.of(
                              body.apply(
                                  args.get(0), tree.unflatten(args.subList(1, args.size()))))),
                  in);
            });
    Recorded condition =
        Recorded.of(
            "the test of foriLoop",
            args ->
                List.of(
                    new Flat(
                        TreeDef.leaf(), List.of(Lax.compare(Comparison.LT, args.get(0), end)))),
            carry.body().jaxpr().inAvals());
    List<NDArray> leaves = new ArrayList<>();
    leaves.add(first);
    leaves.addAll(carry.init());
    List<NDArray> results = bind(condition, carry.body(), leaves);
    return tree.unflatten(results.subList(1, results.size()));
  }

  private static AbstractValue bound(NDArray x) {
    if (x.rank() != 0 || !x.dtype().isInteger()) {
      throw Branches.error(
          "JX0457",
          "the bounds of foriLoop must be integer scalars, not "
              + x.aval()
              + "; use astype(INT32)");
    }
    return x.aval();
  }

  private static List<NDArray> bind(Recorded test, Recorded body, List<NDArray> carry) {
    List<NDArray> operands = new ArrayList<>(test.jaxpr().consts());
    operands.addAll(body.jaxpr().consts());
    operands.addAll(carry);
    While loop =
        new While(
            test.jaxpr().jaxpr().constsToArgs(),
            test.jaxpr().consts().size(),
            body.jaxpr().jaxpr().constsToArgs(),
            body.jaxpr().consts().size());
    return Tracing.bind(loop, operands);
  }

  private static void requireBool(String what, List<AbstractValue> outs) {
    if (outs.size() != 1 || outs.get(0).dtype() != DType.BOOL || outs.get(0).rank() != 0) {
      throw Branches.error(
          "JX0454",
          "the test of "
              + what
              + " must return one scalar of dtype bool, not "
              + outs
              + "; compare with lt, gt, …, and reduce an array with any() or all()");
    }
  }
}
