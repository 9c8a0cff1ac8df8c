package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Primitive;

/** An operation with the types and ranges of the operands it is tried on. */
record PrimitiveCase(String label, Primitive op, List<Operand> operands) {
  /** Random values of one operand: {@code low <= v < high}. */
  record Operand(AbstractValue type, double low, double high) {
    NDArray sample(Random random) {
      DType t = type.dtype();
      int n = Math.toIntExact(type.size());
      if (t.isComplex()) {
        double[] parts = new double[2 * n];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = low + (high - low) * random.nextDouble();
        }
        return NDArray.ofComplex(t, parts, type.shape());
      }
      if (t.isFloat()) {
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
          v[i] = low + (high - low) * random.nextDouble();
        }
        return NDArray.of(t, v, type.shape());
      }
      long[] v = new long[n];
      for (int i = 0; i < n; i++) {
        v[i] = (long) Math.floor(low + (high - low) * random.nextDouble());
      }
      return NDArray.of(t, v, type.shape());
    }
  }

  static PrimitiveCase of(Primitive op, Operand... operands) {
    return new PrimitiveCase(op.toString(), op, List.of(operands));
  }

  /** Floats in (0.1, 0.9), where every function is defined. */
  static Operand f32(int... shape) {
    return new Operand(AbstractValue.of(DType.FLOAT32, shape), 0.1, 0.9);
  }

  static Operand f64(int... shape) {
    return new Operand(AbstractValue.of(DType.FLOAT64, shape), 0.1, 0.9);
  }

  static Operand c64(int... shape) {
    return new Operand(AbstractValue.of(DType.COMPLEX64, shape), 0.1, 0.9);
  }

  static Operand bool(int... shape) {
    return new Operand(AbstractValue.of(DType.BOOL, shape), 0, 2);
  }

  static Operand i32(int low, int high, int... shape) {
    return new Operand(AbstractValue.of(DType.INT32, shape), low, high);
  }

  static Operand ints(DType t, int low, int high, int... shape) {
    return new Operand(AbstractValue.of(t, shape), low, high);
  }

  List<AbstractValue> types() {
    return operands.stream().map(Operand::type).toList();
  }

  List<NDArray> sample(Random random) {
    List<NDArray> out = new ArrayList<>();
    for (Operand o : operands) {
      out.add(o.sample(random));
    }
    return out;
  }

  @Override
  public String toString() {
    return label + " " + types();
  }
}
