package org.jacobean.transforms;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A value for all examples at once: what batching rules take and give. Mapped leaves run over the
 * examples along their leading axis; the others are the same for every example.
 *
 * @param <T> type of the value
 */
public final class Batch<T> {
  private final int size;
  private final T value;
  private final List<Boolean> mapped;

  Batch(int size, T value, List<Boolean> mapped) {
    this.size = size;
    this.value = value;
    this.mapped = mapped;
  }

  /** The number of examples. */
  public int size() {
    return size;
  }

  /** The value for all examples. */
  public T value() {
    return value;
  }

  /** Whether any leaf is mapped. */
  public boolean isMapped() {
    return mapped.contains(true);
  }

  /**
   * Whether any leaf of a part is mapped.
   *
   * @param part selects the part: a record's component, an element of a tuple
   * @throws org.jacobean.errors.TransformException JX0443 when it computes something
   */
  public boolean isMapped(Function1<T, ?> part) {
    return Leaves.of(value).select(part).of(mapped).contains(true);
  }

  /** Another value for as many examples: every leaf of it is mapped. */
  public <U> Batch<U> of(U other) {
    return new Batch<>(size, other, marks(other, true));
  }

  /** A value that is the same for every example. */
  public <U> Batch<U> same(U other) {
    return new Batch<>(size, other, marks(other, false));
  }

  /**
   * This value, with a part of it the same for every example.
   *
   * @param part selects the part: a record's component, an element of a tuple
   * @throws org.jacobean.errors.TransformException JX0443 when it computes something
   */
  public Batch<T> withSame(Function1<T, ?> part) {
    List<Boolean> fewer = new ArrayList<>(mapped);
    Leaves.of(value).select(part).positions().forEach(i -> fewer.set(i, false));
    return new Batch<>(size, value, fewer);
  }

  /** Which leaves are mapped. */
  List<Boolean> mapped() {
    return mapped;
  }

  private static List<Boolean> marks(Object tree, boolean mapped) {
    return Collections.nCopies(Leaves.of(tree).avals().size(), mapped);
  }
}
