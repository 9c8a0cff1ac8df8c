package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jacobean.DType;
import org.jacobean.ir.op.CumulativeOp;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.ScatterKind;

/**
 * A perfect loop nest: for every index vector of {@code extents} it computes its outputs. Loops
 * marked in {@code folded} are folded away by the outputs; the others may run in any order and in
 * parallel, unless {@code sequential}.
 *
 * @param extents length of each loop; loop variable {@code k} has number {@code k}
 * @param folded which loops are folded
 * @param outputs what is computed
 * @param sequential whether iterations must run in order (several may write one element)
 */
public record Nest(
    List<Long> extents, List<Boolean> folded, List<Output> outputs, boolean sequential) {
  /** Copies the lists. */
  public Nest {
    extents = List.copyOf(extents);
    folded = List.copyOf(folded);
    outputs = List.copyOf(outputs);
  }

  /** What a nest does with an element. */
  public sealed interface Output permits ArgFold, Fold, Prefix, Store, Update {
    /** The memory written. */
    int slot();

    /** The element written. */
    Index offset();

    /** The element's value. */
    Expr value();
  }

  /** {@code slot[offset] = value}. */
  public record Store(int slot, Index offset, Expr value) implements Output {}

  /**
   * {@code slot[offset] = fold of value over the folded loops}; {@code offset} does not depend on
   * them.
   */
  public record Fold(int slot, Index offset, Expr value, ReduceOp op) implements Output {}

  /** {@code slot[offset] = position in the one folded loop of the extreme value}. */
  public record ArgFold(int slot, Index offset, Expr value, boolean max, DType indexDType)
      implements Output {}

  /** {@code slot[offset] = fold of the values so far in the one folded loop}. */
  public record Prefix(int slot, Index offset, Expr value, CumulativeOp op) implements Output {}

  /**
   * {@code if guard: slot[offset] = combine(slot[offset], value)}; {@code guard} is a bool
   * expression.
   */
  public record Update(int slot, Index offset, Expr value, ScatterKind kind, Expr guard)
      implements Output {}

  /** Number of iterations. */
  public long iterations() {
    return extents.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  /** The same nest over other loops, with every offset and expression mapped. */
  public Nest map(
      List<Long> loops,
      List<Boolean> folds,
      UnaryOperator<Index> offsets,
      UnaryOperator<Expr> exprs) {
    return map(loops, folds, o -> o, offsets, exprs);
  }

  /** The same nest over other loops and slots, with every offset and expression mapped. */
  public Nest map(
      List<Long> loops,
      List<Boolean> folds,
      IntUnaryOperator slots,
      UnaryOperator<Index> offsets,
      UnaryOperator<Expr> exprs) {
    List<Output> mapped = new ArrayList<>();
    for (Output o : outputs) {
      int slot = slots.applyAsInt(o.slot());
      Index offset = offsets.apply(o.offset());
      Expr value = exprs.apply(o.value());
      mapped.add(
          switch (o) {
            case Store _ -> new Store(slot, offset, value);
            case Fold f -> new Fold(slot, offset, value, f.op());
            case ArgFold a -> new ArgFold(slot, offset, value, a.max(), a.indexDType());
            case Prefix p -> new Prefix(slot, offset, value, p.op());
            case Update u -> new Update(slot, offset, value, u.kind(), exprs.apply(u.guard()));
          });
    }
    return new Nest(loops, folds, mapped, sequential);
  }

  /** One line per output. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("for");
    for (int i = 0; i < extents.size(); i++) {
      s.append(folded.get(i) ? " fold" : "")
          .append(" i")
          .append(i)
          .append('<')
          .append(extents.get(i));
    }
    if (sequential) {
      s.append(" in order");
    }
    for (Output o : outputs) {
      s.append("\n    s")
          .append(o.slot())
          .append('[')
          .append(o.offset())
          .append("] ")
          .append(what(o))
          .append(' ')
          .append(o.value());
    }
    return s.toString();
  }

  private static String what(Output o) {
    return switch (o) {
      case Store _ -> "=";
      case Fold f -> f.op().jaxName();
      case ArgFold a -> a.max() ? "argmax" : "argmin";
      case Prefix p -> p.op().jaxName();
      case Update u -> u.kind().jaxName() + " if " + u.guard();
    };
  }
}
