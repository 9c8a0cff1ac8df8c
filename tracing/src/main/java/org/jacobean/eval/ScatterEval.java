package org.jacobean.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.ScatterDims;
import org.jacobean.ir.op.ScatterKind;

/** Scatters: the updates one by one, in row-major order. */
final class ScatterEval {
  private ScatterEval() {}

  static DeviceArray scatter(Scatter op, List<NDArray> args, AbstractValue out) {
    ScatterDims dims = op.dims();
    DeviceArray r = IndexingEval.copy(args.get(0), out);
    DeviceArray updates = ReferenceEvaluator.concrete(args.get(2));
    Shape window = op.windowSizes(out.shape(), updates.shape());
    Windows windows =
        new Windows(
            out.shape(),
            window,
            ReferenceEvaluator.concrete(args.get(1)),
            dims.scatterDimsToOperandDims(),
            dims.operandBatchingDims(),
            dims.scatterIndicesBatchingDims(),
            op.mode() == IndexMode.FILL_OR_DROP);
    Axes batchAxes = dims.updateWindowDims().complement(updates.rank());
    Axes windowAxes =
        dims.insertedWindowDims().plus(dims.operandBatchingDims()).complement(out.rank());
    long[] strides = out.shape().strides();
    long[] batchStrides = windows.batch().strides();
    int[] at = new int[updates.rank()];
    int[] position = new int[batchAxes.size()];
    Combiner combiner = Combiner.of(op.kind(), out.dtype());
    for (long i = 0; i < updates.size(); i++) {
      IndexingEval.unravel(i, updates.shape(), at);
      long b = 0;
      for (int k = 0; k < position.length; k++) {
        position[k] = at[batchAxes.get(k)];
        b += position[k] * batchStrides[k];
      }
      long target = windows.offset(b, position);
      if (target < 0) {
        continue;
      }
      for (int k = 0; k < windowAxes.size(); k++) {
        target += strides[windowAxes.get(k)] * at[dims.updateWindowDims().get(k)];
      }
      combiner.combine(r.writable(), target, updates.writable(), i);
    }
    return r;
  }

  /** Combines element {@code j} of the updates into element {@code i} of the result. */
  @FunctionalInterface
  private interface Combiner {
    void combine(MemorySegment out, long i, MemorySegment updates, long j);

    static Combiner of(ScatterKind kind, DType t) {
      return switch (kind) {
        case SET -> (out, i, updates, j) -> Strided.element(updates, j, out, i, t.itemBytes());
        case ADD -> of(BinaryOp.ADD, t);
        case MUL -> of(BinaryOp.MUL, t);
        case MIN -> of(BinaryOp.MIN, t);
        case MAX -> of(BinaryOp.MAX, t);
      };
    }

    private static Combiner of(BinaryOp op, DType t) {
      return switch (t.kind()) {
        case FLOAT -> {
          var f = RealFunctions.binary(op, t);
          yield (out, i, u, j) ->
              Elements.setDouble(
                  out,
                  t,
                  i,
                  f.applyAsDouble(Elements.getDouble(out, t, i), Elements.getDouble(u, t, j)));
        }
        case INT, UINT, BOOL -> {
          var f = IntegerFunctions.binary(op);
          yield (out, i, u, j) ->
              Elements.setLong(
                  out, t, i, f.apply(Elements.getLong(out, t, i), Elements.getLong(u, t, j), t));
        }
        case COMPLEX -> {
          var f = ComplexFunctions.binary(op);
          double[] z = new double[2];
          yield (out, i, u, j) -> {
            f.apply(
                Elements.getDouble(out, t, i),
                Elements.getImaginary(out, t, i),
                Elements.getDouble(u, t, j),
                Elements.getImaginary(u, t, j),
                z);
            Elements.setComplex(out, t, i, z[0], z[1]);
          };
        }
        case FLOAT0 -> (_, _, _, _) -> {};
      };
    }
  }
}
