package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.Axes;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.op.BroadcastInDim;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.DotDims;
import org.jacobean.ir.op.DotGeneral;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Transpose;

/**
 * How guards of a result become guards of an operand. An element of the operand must be used by
 * elements of the result of one example of the selector only: in {@code select(rows, x @ w, 0)} row
 * {@code i} of {@code x} is guarded by {@code rows[i]}, and {@code w} is not guarded. A scalar
 * selector guards whatever is computed for its branch.
 */
final class GuardedUses {
  private GuardedUses() {}

  /** Whether guards may pass through an operation. */
  static boolean isPassable(Primitive op) {
    return op instanceof Pointwise
        || op instanceof Movement
        || op instanceof Reduction
        || op instanceof Contraction
        || op instanceof Convolution
        || op instanceof Cumulative
        || op instanceof Indexing;
  }

  /** The guards of operand {@code i}, of those of the result. */
  static List<BranchGuards.Guard> of(Eqn e, int i, List<BranchGuards.Guard> result) {
    List<BranchGuards.Guard> out = new ArrayList<>();
    for (BranchGuards.Guard g : result) {
      int[] dims = isPassable(e.op()) ? dims(e, i, g.dims().toArray()) : null;
      if (dims != null) {
        out.add(new BranchGuards.Guard(g.which(), g.branch(), Axes.of(dims)));
      }
    }
    return out;
  }

  /**
   * The operand's axes that the selector runs over; null if there are none for some of its axes.
   */
  private static int @org.jspecify.annotations.Nullable [] dims(Eqn e, int i, int[] result) {
    int[] axes = axes(e, i);
    int[] out = new int[result.length];
    for (int d = 0; d < result.length; d++) {
      out[d] = result[d] < axes.length ? axes[result[d]] : -1;
      if (out[d] < 0) {
        return null;
      }
    }
    return out;
  }

  /** Per axis of the result: the operand's axis that it is, or -1. */
  private static int[] axes(Eqn e, int i) {
    Shape result = e.outputs().get(0).aval().shape();
    Atom operand = e.inputs().get(i);
    Shape shape = operand.aval().shape();
    int[] axes = new int[result.rank()];
    java.util.Arrays.fill(axes, -1);
    switch (e.op()) {
      case Pointwise _ -> {
        for (int d = 0; d < axes.length && shape.equals(result); d++) {
          axes[d] = d;
        }
      }
      case Transpose t -> {
        for (int d = 0; d < axes.length; d++) {
          axes[d] = t.permutation().get(d);
        }
      }
      case BroadcastInDim b -> {
        for (int d = 0; d < shape.rank(); d++) {
          int to = b.broadcastDimensions().get(d);
          axes[to] = shape.dim(d) == result.dim(to) ? d : -1;
        }
      }
      case Reduce r -> {
        int next = 0;
        for (int d = 0; d < shape.rank(); d++) {
          if (!r.axes().contains(d)) {
            axes[next++] = d;
          }
        }
      }
      case DotGeneral d -> product(d.dims(), i, e, axes);
      default -> {}
    }
    return axes;
  }

  /** The result's axes are the batch, what is free in the first factor, and in the second. */
  private static void product(DotDims dims, int i, Eqn e, int[] axes) {
    Axes batch = i == 0 ? dims.lhsBatch() : dims.rhsBatch();
    Axes contracted = i == 0 ? dims.lhsContract() : dims.rhsContract();
    for (int d = 0; d < batch.size(); d++) {
      axes[d] = batch.get(d);
    }
    int rank = e.inputs().get(i).aval().rank();
    int free = rank - batch.size() - contracted.size();
    int next = i == 0 ? batch.size() : axes.length - free;
    for (int d = 0; d < rank; d++) {
      if (!batch.contains(d) && !contracted.contains(d)) {
        axes[next++] = d;
      }
    }
  }
}
