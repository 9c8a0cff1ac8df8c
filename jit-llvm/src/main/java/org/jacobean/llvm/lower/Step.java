package org.jacobean.llvm.lower;

import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.op.Primitive;

/** One step of a loop program. */
public sealed interface Step {
  /** Runs a loop nest. */
  record RunNest(Nest nest) implements Step {
    @Override
    public String toString() {
      return nest.toString();
    }
  }

  /**
   * Batched matrix products {@code C[b] = A[b] B[b]}, of {@code m×k} by {@code k×n}; {@code C} is
   * contiguous, {@code m×n} per batch entry.
   *
   * @param dtype float32 or float64
   * @param a the left factors
   * @param b the right factors
   * @param c the slot of the products
   * @param batch lengths of the batch loops
   */
  record Gemm(DType dtype, Matrix a, Matrix b, int c, List<Long> batch, long m, long n, long k)
      implements Step {}

  /**
   * Where the matrices of a batch lie.
   *
   * @param slot the memory
   * @param offset first element
   * @param leading elements from row to row (from column to column when {@code transposed})
   * @param transposed whether columns, not rows, are contiguous
   * @param batchStrides elements per step of each batch loop
   */
  record Matrix(int slot, long offset, long leading, boolean transposed, List<Long> batchStrides) {}

  /** Copies a whole slot to another of equal size. */
  record Copy(int from, int to) implements Step {}

  /**
   * Runs an operation in Java, on the slots' memory: a callback, or what has no native code.
   *
   * @param source the user's line
   */
  record Host(
      Primitive op,
      List<Integer> in,
      List<AbstractValue> inTypes,
      List<Integer> out,
      List<AbstractValue> outTypes,
      SourceLine source)
      implements Step {}

  /**
   * Runs {@code body} {@code length} times.
   *
   * @param windows slots that move through others, step by step
   * @param swaps carried values
   */
  record For(long length, boolean reverse, List<Window> windows, List<Swap> swaps, List<Step> body)
      implements Step {}

  /**
   * Slot {@code window} is element {@code i} (counted in units of the window's size) of slot {@code
   * whole} during step {@code i}.
   */
  record Window(int window, int whole) {}

  /**
   * After each step the memory of the two slots is exchanged: what the body wrote to {@code next}
   * is {@code current} in the next step.
   */
  record Swap(int current, int next) {}

  /**
   * Repeats {@code body} while the bool in slot {@code predicate}, which {@code test} computes, is
   * true.
   */
  record While(List<Step> test, int predicate, List<Swap> swaps, List<Step> body) implements Step {}

  /** Runs the branch whose number is in slot {@code index} (bool or int32), clamped. */
  record Switch(int index, DType indexDType, List<List<Step>> branches) implements Step {}
}
