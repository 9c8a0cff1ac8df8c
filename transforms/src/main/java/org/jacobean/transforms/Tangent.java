package org.jacobean.transforms;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jacobean.NDArray;
import org.jacobean.jit.Arguments;
import org.jacobean.pytrees.Tree;
import org.jspecify.annotations.Nullable;

/**
 * A tangent or cotangent that may be zero in parts, and then is not computed: what rules with
 * symbolic zeros take and give. A rule asks {@link #isZero()} to skip work that would be multiplied
 * by zero.
 *
 * <p>Whether a tangent is zero is known from the structure of the differentiated program, not from
 * numbers: a tangent that is not zero in this sense may still be an array of zeros.
 *
 * @param <T> type of the value it belongs to
 */
public final class Tangent<T> {
  // Null when it is zero as a whole, made by the user, and its structure is not known.
  private final @Nullable Leaves leaves;
  private final List<@Nullable NDArray> arrays;

  private Tangent(@Nullable Leaves leaves, List<@Nullable NDArray> arrays) {
    this.leaves = leaves;
    this.arrays = arrays;
  }

  /**
   * A tangent from its leaves.
   *
   * @param leaves the structure, and the types of the values it belongs to
   * @param arrays one per leaf, null for zero
   */
  static <T> Tangent<T> of(Leaves leaves, List<@Nullable NDArray> arrays) {
    return new Tangent<>(leaves, arrays);
  }

  /** A tangent no part of which is known to be zero. */
  public static <T> Tangent<T> of(T value) {
    Tree.Flattened flat = Tree.flatten(value);
    return new Tangent<>(Leaves.of(value), new ArrayList<>(Arguments.arrays(flat.leaves())));
  }

  /** The tangent that is zero. */
  public static <T> Tangent<T> zero() {
    return new Tangent<>(null, List.of());
  }

  /** Whether all of it is zero. */
  public boolean isZero() {
    return arrays.stream().allMatch(Objects::isNull);
  }

  /**
   * Whether a part of it is zero.
   *
   * @param part selects the part: a record's component, an element of a tuple
   * @throws org.jacobean.errors.TransformException JX0443 when it computes something
   */
  public boolean isZero(Function1<T, ?> part) {
    return part(part).isZero();
  }

  /**
   * A part of it.
   *
   * @param part selects the part: a record's component, an element of a tuple
   * @throws org.jacobean.errors.TransformException JX0443 when it computes something
   */
  public <U> Tangent<U> part(Function1<T, U> part) {
    if (leaves == null) {
      return zero();
    }
    Leaves.Part p = leaves.select(part);
    return new Tangent<>(new Leaves(p.tree(), p.of(leaves.avals())), p.of(arrays));
  }

  /**
   * This tangent with zero for a part.
   *
   * @param part selects the part: a record's component, an element of a tuple
   * @throws org.jacobean.errors.TransformException JX0443 when it computes something
   */
  public Tangent<T> withZero(Function1<T, ?> part) {
    if (leaves == null) {
      return this;
    }
    List<@Nullable NDArray> fewer = new ArrayList<>(arrays);
    leaves.select(part).positions().forEach(i -> fewer.set(i, null));
    return new Tangent<>(leaves, fewer);
  }

  /**
   * The tangent as a tree, with arrays of zeros for what is zero; of integers these have dtype
   * {@code float0}.
   *
   * @throws org.jacobean.errors.TransformException JX0444 for {@link #zero()}, whose structure is
   *     not known
   */
  public T value() {
    if (leaves == null) {
      throw Faults.of(
          "JX0444",
          "Tangent.zero() has no value, as it does not know the shapes; ask isZero first, or use"
              + " toOptional");
    }
    return leaves.tree().unflatten(TangentTrees.instantiate(arrays, leaves.avals()));
  }

  /** The tangent as a tree, unless all of it is zero. */
  public Optional<T> toOptional() {
    return isZero() ? Optional.empty() : Optional.of(value());
  }

  /** The leaves for a value with that many; null for zero. */
  List<@Nullable NDArray> arrays(int count) {
    return leaves == null
        ? new ArrayList<@Nullable NDArray>(Collections.<@Nullable NDArray>nCopies(count, null))
        : arrays;
  }

  /** Its structure and the types of its leaves; null when it is zero. */
  @Nullable Leaves leaves() {
    return leaves;
  }
}
