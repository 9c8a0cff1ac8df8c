package org.jacobean.numpy;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Elementwise;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Moving;
import org.jacobean.lax.Promotion;
import org.jacobean.lax.Reducing;

/** Choices between arrays, element by element. */
public final class Selection {
  private Selection() {}

  /**
   * {@code x} where the condition is true (not zero), else {@code y}; the three broadcast, {@code
   * x} and {@code y} promote. The gradient of the branch not taken is zero, even where its
   * derivative is NaN.
   *
   * @throws ShapeException JX0210 when the shapes do not broadcast
   */
  public static NDArray where(NDArray condition, NDArray x, NDArray y) {
    NDArray which = Reducing.truth(condition);
    List<NDArray> p = Elementwise.promote(x, y);
    Shape shape =
        Promotion.broadcastShapes(List.of(which.shape(), p.get(0).shape(), p.get(1).shape()));
    boolean scalarCondition = which.rank() == 0;
    boolean bothScalar = p.get(0).rank() == 0 && p.get(1).rank() == 0;
    NDArray a =
        p.get(0).rank() == 0 && !scalarCondition ? p.get(0) : Moving.broadcastTo(p.get(0), shape);
    NDArray b =
        p.get(1).rank() == 0 && !scalarCondition ? p.get(1) : Moving.broadcastTo(p.get(1), shape);
    NDArray c = scalarCondition && !bothScalar ? which : Moving.broadcastTo(which, shape);
    return Lax.select(c, a, b);
  }

  /** {@code x} where the condition is true, else the weakly typed {@code y}. */
  public static NDArray where(NDArray condition, NDArray x, double y) {
    return where(condition, x, NDArray.scalar(y));
  }

  /** The weakly typed {@code x} where the condition is true, else {@code y}. */
  public static NDArray where(NDArray condition, double x, NDArray y) {
    return where(condition, NDArray.scalar(x), y);
  }

  /**
   * The first choice whose condition is true, else the default value; all broadcast and the choices
   * promote.
   *
   * @throws ShapeException JX0611 unless there are as many conditions as choices, at least one
   */
  public static NDArray select(
      List<NDArray> conditions, List<NDArray> choices, NDArray defaultValue) {
    if (conditions.isEmpty() || conditions.size() != choices.size()) {
      throw new ShapeException(
          "JX0611",
          "select needs one condition per choice, got "
              + conditions.size()
              + " conditions and "
              + choices.size()
              + " choices");
    }
    NDArray out = defaultValue;
    for (int i = conditions.size() - 1; i >= 0; i--) {
      out = where(conditions.get(i), choices.get(i), out);
    }
    return out;
  }

  /**
   * The element of {@code choices.get(index)} at each place; indices outside the choices are
   * clipped.
   *
   * @throws ShapeException JX0612 without choices
   */
  public static NDArray choose(NDArray index, List<NDArray> choices) {
    if (choices.isEmpty()) {
      throw new ShapeException("JX0612", "choose needs at least one choice");
    }
    NDArray out = choices.get(choices.size() - 1);
    for (int i = choices.size() - 2; i >= 0; i--) {
      out = where(index.le(i), choices.get(i), out);
    }
    return out.broadcastTo(Promotion.broadcastShapes(List.of(index.shape(), out.shape())));
  }
}
