package org.jacobean.control;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.batch.BatchSizes;
import org.jacobean.batch.Batching;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.Scan;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;

/** Loops with a known number of steps. */
final class ScanLoop {
  private ScanLoop() {}

  static <C, X, Y> Tuple2<C, Y> run(
      Function2<C, X, Tuple2<C, Y>> body, C init, X xs, ScanOptions options) {
    Flat start = Flat.of(init);
    Flat slices = Flat.of(xs);
    int length = length("scan", slices, options);
    TreeDef tree = start.tree();
    int carries = tree.leafCount();
    Carry carry =
        Carry.settle(
            "scan",
            start,
            0,
            0,
            types ->
                Recorded.of(
                    "the body of scan",
                    args ->
                        step(
                            body.apply(
                                tree.unflatten(args.subList(0, carries)),
                                slices.tree().unflatten(args.subList(carries, args.size())))),
                    concat(types, sliceTypes(slices))));
    List<NDArray> results =
        bind(
            checkpointed(carry.body().jaxpr(), options.checkpoint()),
            length,
            options.reverse(),
            options.unroll(),
            carry.init(),
            slices.leaves());
    C last = tree.unflatten(results.subList(0, carries));
    Y ys = carry.body().outs().get(1).unflatten(results.subList(carries, results.size()));
    return Tuple.of(last, ys);
  }

  /** The body as one call that reverse mode runs again. */
  private static ClosedJaxpr checkpointed(ClosedJaxpr body, Optional<CheckpointPolicy> policy) {
    if (policy.isEmpty()) {
      return body;
    }
    Jaxpr inner = body.jaxpr().constsToArgs();
    // The two computations lie in different loops, which nothing merges.
    Checkpoint call = new Checkpoint(inner, policy.get(), false, false);
    List<Var> in = inner.inAvals().stream().map(Var::new).toList();
    List<Var> out = inner.outAvals().stream().map(Var::new).toList();
    Eqn only = new Eqn(call, List.copyOf(in), out, SourceLine.UNKNOWN);
    int consts = body.consts().size();
    return new ClosedJaxpr(
        new Jaxpr(
            in.subList(0, consts), in.subList(consts, in.size()), List.of(only), List.copyOf(out)),
        body.consts());
  }

  private static List<Flat> step(Tuple2<?, ?> result) {
    Tree.flatten(result); // a body that returned null after all fails here, with the error for null
    return List.of(Flat.of(result._1()), Flat.of(result._2()));
  }

  /**
   * A loop over {@code lower <= i < upper} whose body sees {@code i} as a weakly typed int32
   * scalar.
   */
  static <C> C count(int lower, int upper, Function2<NDArray, C, C> body, C init) {
    long steps = Math.max(0, (long) upper - lower);
    if (steps > Integer.MAX_VALUE) {
      throw Branches.error(
          "JX0457", "foriLoop from " + lower + " to " + upper + " has more than 2^31 - 1 steps");
    }
    Flat start = Flat.of(init);
    TreeDef tree = start.tree();
    AbstractValue counter = new AbstractValue(DType.INT32, Shape.SCALAR, true);
    NDArray one = NDArray.fullLong(DType.INT32, Shape.SCALAR, 1).withWeakType(true);
    Carry carry =
        Carry.settle(
            "foriLoop",
            start,
            1,
            1,
            types ->
                Recorded.of(
                    "the body of foriLoop",
                    args ->
                        List.of(
                            new Flat(TreeDef.leaf(), List.of(Lax.add(args.get(0), one))),
                            Flat.of(
                                body.apply(
                                    args.get(0), tree.unflatten(args.subList(1, args.size()))))),
                    concat(List.of(counter), types)));
    List<NDArray> leaves = new ArrayList<>();
    leaves.add(NDArray.fullLong(DType.INT32, Shape.SCALAR, lower).withWeakType(true));
    leaves.addAll(carry.init());
    List<NDArray> results = bind(carry.body().jaxpr(), (int) steps, false, 1, leaves, List.of());
    return tree.unflatten(results.subList(1, results.size()));
  }

  /** {@code f} of each element, one after the other. */
  static <X, Y> Y map(Function1<X, Y> f, X xs) {
    Flat slices = Flat.of(xs);
    int length = length("map", slices, ScanOptions.DEFAULT);
    Recorded each = each(f, slices);
    return each.outs()
        .get(0)
        .unflatten(bind(each.jaxpr(), length, false, 1, List.of(), slices.leaves()));
  }

  private static <X, Y> Recorded each(Function1<X, Y> f, Flat slices) {
    return Recorded.of(
        "the function of map",
        args -> List.of(Flat.of(f.apply(slices.tree().unflatten(args)))),
        sliceTypes(slices));
  }

  /**
   * {@code f} of each element, {@code batchSize} of them at a time; the rest at once at the end.
   */
  static <X, Y> Y map(Function1<X, Y> f, X xs, int batchSize) {
    if (batchSize < 1) {
      throw Branches.error("JX0458", "batchSize must be at least 1, not " + batchSize);
    }
    Flat slices = Flat.of(xs);
    int length = length("map", slices, ScanOptions.DEFAULT);
    Recorded each = each(f, slices);
    int blocks = length / batchSize;
    int whole = blocks * batchSize;
    List<List<NDArray>> parts = new ArrayList<>(2);
    if (blocks > 0) {
      parts.add(blocks(each.jaxpr(), blocks, batchSize, cut(slices.leaves(), 0, whole)));
    }
    if (whole < length || blocks == 0) {
      parts.add(atOnce(each.jaxpr(), length - whole, cut(slices.leaves(), whole, length)));
    }
    List<NDArray> results = new ArrayList<>();
    for (int i = 0; i < each.outAvals().size(); i++) {
      int leaf = i;
      results.add(Lax.concatenate(parts.stream().map(p -> p.get(leaf)).toList(), 0));
    }
    return each.outs().get(0).unflatten(results);
  }

  private static List<NDArray> cut(List<NDArray> xs, int from, int to) {
    return xs.stream().map(x -> Lax.sliceInDim(x, from, to, 1, 0)).toList();
  }

  /** The function over {@code size} elements at once, its captured values in front. */
  private static Jaxpr batched(ClosedJaxpr each, int size) {
    Jaxpr j = each.jaxpr().constsToArgs();
    boolean[] mapped = new boolean[j.inVars().size()];
    java.util.Arrays.fill(mapped, each.consts().size(), mapped.length, true);
    boolean[] force = new boolean[j.outs().size()];
    java.util.Arrays.fill(force, true);
    return Batching.batchJaxpr(j, size, mapped, force).jaxpr();
  }

  private static List<NDArray> atOnce(ClosedJaxpr each, int size, List<NDArray> xs) {
    return Tracing.eval(new ClosedJaxpr(batched(each, size), List.of()), concat(each.consts(), xs));
  }

  private static List<NDArray> blocks(ClosedJaxpr each, int blocks, int size, List<NDArray> xs) {
    List<NDArray> stacked =
        xs.stream()
            .map(x -> Lax.reshape(x, x.shape().remove(0).insert(0, size).insert(0, blocks)))
            .toList();
    Scan scan = new Scan(batched(each, size), blocks, false, each.consts().size(), 0, 1);
    return Tracing.bind(scan, concat(each.consts(), stacked)).stream()
        .map(y -> Lax.reshape(y, y.shape().without(Axes.of(0, 1)).insert(0, blocks * size)))
        .toList();
  }

  private static List<NDArray> bind(
      ClosedJaxpr body,
      int length,
      boolean reverse,
      int unroll,
      List<NDArray> carry,
      List<NDArray> xs) {
    Scan scan =
        new Scan(
            body.jaxpr().constsToArgs(),
            length,
            reverse,
            body.consts().size(),
            carry.size(),
            unroll);
    return Tracing.bind(scan, concat(concat(body.consts(), carry), xs));
  }

  private static List<AbstractValue> sliceTypes(Flat xs) {
    return xs.avals().stream().map(a -> a.withShape(a.shape().remove(0))).toList();
  }

  /** The number of steps, on which all scanned leaves and the options agree. */
  private static int length(String what, Flat xs, ScanOptions options) {
    List<Integer> leading = Collections.nCopies(xs.leaves().size(), 0);
    if (!BatchSizes.agree(xs.avals(), leading)) {
      throw Branches.error(
          "JX0455",
          "the arrays given to "
              + what
              + " must have leading axes of one length:"
              + BatchSizes.list(xs.names(), xs.avals(), leading));
    }
    if (xs.leaves().isEmpty()) {
      return options
          .length()
          .orElseThrow(
              () ->
                  Branches.error(
                      "JX0456",
                      what
                          + " over no arrays needs the number of steps; give"
                          + " ScanOptions.DEFAULT.withLength(n)"));
    }
    int n = xs.leaves().get(0).shape().dim(0);
    if (options.length().isPresent() && options.length().getAsInt() != n) {
      throw Branches.error(
          "JX0456",
          what
              + " was asked for "
              + options.length().getAsInt()
              + " steps, but its arrays have another length:"
              + BatchSizes.list(xs.names(), xs.avals(), leading));
    }
    return n;
  }

  private static <T> List<T> concat(List<? extends T> a, List<? extends T> b) {
    List<T> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }
}
