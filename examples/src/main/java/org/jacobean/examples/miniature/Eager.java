package org.jacobean.examples.miniature;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Runs operations on arrays; StrictMath, so that programs print the same everywhere. */
final class Eager {
  private Eager() {}

  static Value apply(Op op, List<Value> in) {
    Array x = array(in.get(0));
    List<Integer> shape = op.infer(in);
    return switch (op) {
      case Op.Neg _ -> map(v -> -v, x);
      case Op.Sin _ -> map(StrictMath::sin, x);
      case Op.Cos _ -> map(StrictMath::cos, x);
      case Op.Exp _ -> map(StrictMath::exp, x);
      case Op.Add _ -> zip(Double::sum, x, array(in.get(1)));
      case Op.Mul _ -> zip((a, b) -> a * b, x, array(in.get(1)));
      case Op.Sum(int axis) -> sum(x, axis, shape);
      case Op.Repeat(int axis, int length) -> repeat(x, Array.stride(shape, axis), length, shape);
    };
  }

  private static Array array(Value v) {
    return switch (v) {
      case Array a -> a;
      case Tracer _ ->
          throw new IllegalStateException("a tracer has left the function that was recorded");
    };
  }

  private static Array map(DoubleUnaryOperator f, Array x) {
    double[] out = new double[x.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(x.data()[i]);
    }
    return new Array(x.shape(), out);
  }

  private static Array zip(DoubleBinaryOperator f, Array x, Array y) {
    double[] out = new double[x.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(x.data()[i], y.data()[i]);
    }
    return new Array(x.shape(), out);
  }

  private static Array sum(Array x, int axis, List<Integer> shape) {
    int stride = Array.stride(x.shape(), axis);
    int length = x.shape().get(axis);
    double[] out = new double[Array.size(shape)];
    for (int i = 0; i < x.data().length; i++) {
      out[i / (stride * length) * stride + i % stride] += x.data()[i];
    }
    return new Array(shape, out);
  }

  private static Array repeat(Array x, int stride, int length, List<Integer> shape) {
    double[] out = new double[Array.size(shape)];
    for (int i = 0; i < out.length; i++) {
      out[i] = x.data()[i / (stride * length) * stride + i % stride];
    }
    return new Array(shape, out);
  }
}
