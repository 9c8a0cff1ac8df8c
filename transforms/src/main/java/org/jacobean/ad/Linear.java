package org.jacobean.ad;

import java.util.List;
import java.util.Objects;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.op.Primitive;
import org.jspecify.annotations.Nullable;

/**
 * An equation to transpose.
 *
 * @param eqn the equation
 * @param x values of its operands, null for those in which it is linear
 * @param cts cotangents of its results
 */
record Linear(Eqn eqn, List<@Nullable NDArray> x, List<@Nullable NDArray> cts) {
  Primitive op() {
    return eqn.op();
  }

  /** The cotangent of the only result. */
  NDArray ct() {
    return Objects.requireNonNull(cts.get(0));
  }

  boolean isLinear(int i) {
    return x.get(i) == null;
  }

  /** The value of an operand that must be a constant of the linear map. */
  NDArray constant(int i) {
    NDArray v = x.get(i);
    if (v == null) {
      throw notLinear();
    }
    return v;
  }

  AbstractValue aval(int i) {
    return eqn.inputs().get(i).aval();
  }

  Shape shape(int i) {
    return aval(i).shape();
  }

  TransformException notLinear() {
    return Faults.notLinear(op(), eqn.inAvals());
  }

  /** The cotangents when only operand {@code i} can have one. */
  List<@Nullable NDArray> only(int i, @Nullable NDArray ct) {
    List<@Nullable NDArray> all = none();
    all.set(i, ct);
    return all;
  }

  /** No cotangent for any operand; to be filled. */
  List<@Nullable NDArray> none() {
    return Tangents.none(x.size());
  }
}
