package org.jacobean.testing;

import io.vavr.Function1;
import java.util.List;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.transforms.Transforms;

/** Steps of a generated program that transform functions which use its values. */
final class InnerTransforms {
  private InnerTransforms() {}

  static List<NDArray> derivative(Scope s) {
    boolean forward = s.oneIn(2);
    ProgramFeatures allowed = forward ? s.features.forForwardMode() : s.features.forReverseMode();
    List<NDArray> x = List.of(s.pickMain());
    AbstractValue result = new AbstractValue(s.features.main(), s.shape(1));
    Function<List<NDArray>, List<NDArray>> body = s.body(allowed, List.of(result));
    Function1<List<NDArray>, List<NDArray>> f = body::apply;
    List<NDArray> v = List.of(s.operand(x.getFirst().aval().strong()));
    return switch (s.random.nextInt(2)) {
      case 0 ->
          forward
              ? Transforms.jvp(f, x, v).tangent()
              : Transforms.vjp(f, x).pullback().apply(List.of(s.operand(result)));
      default ->
          forward
              ? Transforms.linearize(f, x).tangentMap().apply(v)
              : Transforms.grad((List<NDArray> a) -> ControlSteps.total(f.apply(a))).apply(x);
    };
  }

  static List<NDArray> vmap(Scope s) {
    int size = 1 + s.random.nextInt(3);
    NDArray v = s.pick();
    Shape all = s.shape(1).insert(0, size);
    NDArray xs = s.fitting.to(v, new AbstractValue(v.dtype(), all));
    Function1<List<NDArray>, List<NDArray>> f = s.body(ControlSteps.results(s))::apply;
    return Transforms.vmap(f).apply(List.of(xs));
  }
}
