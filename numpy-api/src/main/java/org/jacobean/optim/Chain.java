package org.jacobean.optim;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.Tuple4;

/** Transformations one after another: the state is the tuple of theirs. */
final class Chain {
  private Chain() {}

  record Two<A, B>(GradientTransformation<A> a, GradientTransformation<B> b)
      implements GradientTransformation<Tuple2<A, B>> {
    @Override
    public <P> Tuple2<A, B> init(P params) {
      return Tuple.of(a.init(params), b.init(params));
    }

    @Override
    public <P> Tuple2<P, Tuple2<A, B>> update(P gradients, Tuple2<A, B> state, P params) {
      Tuple2<P, A> first = a.update(gradients, state._1(), params);
      Tuple2<P, B> second = b.update(first._1(), state._2(), params);
      return Tuple.of(second._1(), Tuple.of(first._2(), second._2()));
    }
  }

  record Three<A, B, C>(
      GradientTransformation<A> a, GradientTransformation<B> b, GradientTransformation<C> c)
      implements GradientTransformation<Tuple3<A, B, C>> {
    @Override
    public <P> Tuple3<A, B, C> init(P params) {
      return Tuple.of(a.init(params), b.init(params), c.init(params));
    }

    @Override
    public <P> Tuple2<P, Tuple3<A, B, C>> update(P gradients, Tuple3<A, B, C> state, P params) {
      Tuple2<P, A> first = a.update(gradients, state._1(), params);
      Tuple2<P, B> second = b.update(first._1(), state._2(), params);
      Tuple2<P, C> third = c.update(second._1(), state._3(), params);
      return Tuple.of(third._1(), Tuple.of(first._2(), second._2(), third._2()));
    }
  }

  record Four<A, B, C, D>(
      GradientTransformation<A> a,
      GradientTransformation<B> b,
      GradientTransformation<C> c,
      GradientTransformation<D> d)
      implements GradientTransformation<Tuple4<A, B, C, D>> {
    @Override
    public <P> Tuple4<A, B, C, D> init(P params) {
      return Tuple.of(a.init(params), b.init(params), c.init(params), d.init(params));
    }

    @Override
    public <P> Tuple2<P, Tuple4<A, B, C, D>> update(
        P gradients, Tuple4<A, B, C, D> state, P params) {
      Tuple2<P, A> first = a.update(gradients, state._1(), params);
      Tuple2<P, B> second = b.update(first._1(), state._2(), params);
      Tuple2<P, C> third = c.update(second._1(), state._3(), params);
      Tuple2<P, D> fourth = d.update(third._1(), state._4(), params);
      return Tuple.of(fourth._1(), Tuple.of(first._2(), second._2(), third._2(), fourth._2()));
    }
  }
}
