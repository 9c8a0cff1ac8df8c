package org.jacobean.control;

import io.vavr.Function1;
import io.vavr.Function2;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;

/** Loops until a test fails. */
final class WhileLoop {
  private WhileLoop() {}

  /**
   * Runs a loop.
   *
   * @param maxSteps steps after which it ends in any case; 0: none
   */
  static <C> C run(
      String what, Function1<C, NDArray> test, Function1<C, C> body, C init, int maxSteps) {
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
    return tree.unflatten(bind(condition, carry.body(), carry.init(), maxSteps));
  }

  /** A loop over {@code lower <= i < upper} with bounds known only when it runs. */
  static <C> C count(
      NDArray lower, NDArray upper, Function2<NDArray, C, C> body, C init, int maxSteps) {
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
    List<NDArray> results = bind(condition, carry.body(), leaves, maxSteps);
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

  private static List<NDArray> bind(
      Recorded test, Recorded body, List<NDArray> carry, int maxSteps) {
    List<NDArray> operands = new ArrayList<>(test.jaxpr().consts());
    operands.addAll(body.jaxpr().consts());
    operands.addAll(carry);
    While loop =
        new While(
            test.jaxpr().jaxpr().constsToArgs(),
            test.jaxpr().consts().size(),
            body.jaxpr().jaxpr().constsToArgs(),
            body.jaxpr().consts().size(),
            0);
    return maxSteps == 0 ? Tracing.bind(loop, operands) : bounded(loop, operands, maxSteps);
  }

  /** The loop with a counter as its first carry, which ends it after {@code maxSteps} steps. */
  private static List<NDArray> bounded(While loop, List<NDArray> operands, int maxSteps) {
    int cc = loop.condNumConsts();
    int nc = loop.bodyNumConsts();
    Jaxpr test =
        counting(
            loop.condJaxpr(),
            cc,
            (step, results) ->
                List.of(
                    Lax.binary(
                        BinaryOp.AND,
                        Lax.compare(Comparison.LT, step, Lax.constantLike(step, maxSteps)),
                        results.get(0))));
    Jaxpr body =
        counting(
            loop.bodyJaxpr(),
            nc,
            (step, results) -> {
              List<NDArray> next = new ArrayList<>(results);
              next.add(0, Lax.add(step, Lax.constantLike(step, 1)));
              return next;
            });
    List<NDArray> all = new ArrayList<>(operands);
    all.add(cc + nc, NDArray.fullLong(DType.INT32, Shape.SCALAR, 0));
    List<NDArray> results = Tracing.bind(new While(test, cc, body, nc, maxSteps), all);
    return results.subList(1, results.size());
  }

  /** The program with the counter between its constants and the carry. */
  private static Jaxpr counting(
      Jaxpr jaxpr, int consts, BiFunction<NDArray, List<NDArray>, List<NDArray>> results) {
    List<AbstractValue> types = new ArrayList<>(jaxpr.inAvals());
    types.add(consts, AbstractValue.of(DType.INT32));
    return Tracing.toJaxpr(
            "a loop with a maximum",
            in -> {
              List<NDArray> args = new ArrayList<>(in);
              NDArray step = args.remove(consts);
              return results.apply(step, Tracing.eval(jaxpr, List.of(), args));
            },
            types)
        .jaxpr();
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
