package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ad.Duals;
import org.jacobean.ad.Transposition;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives at a point that are not themselves functions of the point: jvp, vjp, linearize and
 * transposition.
 */
final class DerivativesAtPoint {
  private DerivativesAtPoint() {}

  @SuppressWarnings("unchecked") // the facade's signatures say what f returns
  static <R> Jvp<R> jvp(TreeFunction f, Object[] primals, Object[] tangents) {
    Staging.Args args = Staging.Args.of(primals);
    List<@Nullable NDArray> flat =
        TangentTrees.check(
            "tangent", 413, args.tree(), args.avals(), Staging::argumentName, tangents);
    Staging.Staged staged = Staging.stage("jvp", f, args);
    Duals duals = org.jacobean.ad.Jvp.eval(staged.jaxpr(), args.leaves(), flat);
    List<AbstractValue> outs = staged.jaxpr().outAvals();
    return new Jvp<>(
        (R) staged.result(duals.primals()),
        (R) staged.result(TangentTrees.instantiate(duals.tangents(), outs)));
  }

  static <R, X> JvpWithAux<R, X> jvpWithAux(TreeFunction f, Object[] primals, Object[] tangents) {
    Jvp<Tuple2<R, X>> both = jvp(f, primals, tangents);
    return new JvpWithAux<>(both.value()._1(), both.tangent()._1(), both.value()._2());
  }

  @SuppressWarnings("unchecked") // as jvp
  static <R, G> Vjp<R, G> vjp(TreeFunction f, Object... args) {
    ReverseMode r = ReverseMode.at("vjp", f, args, WithRespectTo.all(args.length), false);
    Function1<R, G> pullback = cotangent -> (G) r.pullTree(cotangent);
    return new Vjp<>((R) r.value(), pullback);
  }

  @SuppressWarnings("unchecked") // as jvp
  static <R, G, X> VjpWithAux<R, G, X> vjpWithAux(TreeFunction f, Object... args) {
    ReverseMode r = ReverseMode.at("vjp", f, args, WithRespectTo.all(args.length), true);
    Function1<R, G> pullback = cotangent -> (G) r.pullTree(cotangent);
    return new VjpWithAux<>((R) r.value(), pullback, (X) r.aux());
  }

  @SuppressWarnings("unchecked") // as jvp
  static <R, T> Linearized<R, T> linearize(TreeFunction f, Object... args) {
    ReverseMode r = ReverseMode.forward("linearize", f, args, false);
    return new Linearized<>((R) r.value(), tangentMap(r, args.length));
  }

  @SuppressWarnings("unchecked") // as jvp
  static <R, T, X> LinearizedWithAux<R, T, X> linearizeWithAux(TreeFunction f, Object... args) {
    ReverseMode r = ReverseMode.forward("linearize", f, args, true);
    return new LinearizedWithAux<>((R) r.value(), tangentMap(r, args.length), (X) r.aux());
  }

  @SuppressWarnings("unchecked") // as jvp
  private static <R, T> Function1<T, R> tangentMap(ReverseMode r, int arity) {
    Staging.Args flat = r.args();
    return tangent -> {
      Object[] tangents = untuple(tangent, arity);
      return (R)
          r.push(
              TangentTrees.check(
                  "tangent", 413, flat.tree(), flat.avals(), Staging::argumentName, tangents));
    };
  }

  @SuppressWarnings("unchecked") // as jvp
  static <R, G> Function1<R, G> linearTranspose(TreeFunction f, Object... like) {
    Staging.Args args = Staging.Args.of(like);
    Staging.Staged staged = Staging.stage("linearTranspose", f, args);
    List<AbstractValue> outs = staged.jaxpr().outAvals();
    WithRespectTo all = WithRespectTo.all(like.length);
    return cotangent -> {
      List<@Nullable NDArray> ct =
          TangentTrees.check(
              "cotangent", 415, staged.out(), outs, TangentTrees::resultName, cotangent);
      List<@Nullable NDArray> pulled = Transposition.transpose(staged.jaxpr(), ct);
      Object[] trees = args.tree().unflatten(TangentTrees.instantiate(pulled, args.avals()));
      return (G) all.pick(trees);
    };
  }

  /** The parts of a tuple of {@code n} arguments; one argument stands for itself. */
  static Object[] untuple(Object value, int n) {
    return n == 1 ? new Object[] {value} : ((io.vavr.Tuple) value).toSeq().toJavaArray();
  }
}
