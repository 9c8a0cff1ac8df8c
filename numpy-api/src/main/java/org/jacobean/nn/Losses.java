package org.jacobean.nn;

import static org.jacobean.numpy.Selection.where;

import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.ShapeException;
import org.jacobean.lax.Lax;
import org.jacobean.numpy.Indexing;

/** Losses per example: reduce them with {@code mean} or {@code sum}. */
public final class Losses {
  private Losses() {}

  /**
   * {@code -log softmax(logits)[label]}: logits {@code [..., classes]}, integer labels {@code
   * [...]}, result {@code [...]}.
   *
   * @throws DTypeException JX0621 unless the labels are integers
   * @throws ShapeException JX0623 when the shapes do not fit
   */
  public static NDArray softmaxCrossEntropyWithIntegerLabels(NDArray logits, NDArray labels) {
    if (!labels.dtype().isInteger()) {
      throw new DTypeException(
          "JX0621",
          "labels must be integer class numbers, got "
              + labels.aval()
              + "; for probabilities use softmaxCrossEntropy");
    }
    if (logits.rank() == 0 || !labels.shape().equals(logits.shape().remove(-1))) {
      throw new ShapeException(
          "JX0623",
          "labels "
              + labels.aval()
              + " must have the shape of logits "
              + logits.aval()
              + " without its last axis");
    }
    NDArray shifted = logits.sub(logits.max(true, -1).stopGradient());
    NDArray picked = Indexing.takeAlongAxis(shifted, labels.expandDims(-1), -1);
    return shifted.exp().sum(-1).log().sub(Lax.squeeze(picked, Axes.of(labels.rank())));
  }

  /** {@code -sum(labels * log softmax(logits))} over the last axis, of probabilities. */
  public static NDArray softmaxCrossEntropy(NDArray logits, NDArray labels) {
    return labels.mul(Normalization.logSoftmax(logits)).sum(-1).neg();
  }

  /** {@code -y log sigmoid(x) - (1 - y) log sigmoid(-x)}, elementwise. */
  public static NDArray sigmoidBinaryCrossEntropy(NDArray logits, NDArray labels) {
    NDArray yes = Activations.logSigmoid(logits);
    NDArray no = Activations.logSigmoid(logits.neg());
    return labels.mul(yes).add(labels.rsub(1.0).mul(no)).neg();
  }

  /** {@code (prediction - target)^2}, elementwise. */
  public static NDArray squaredError(NDArray predictions, NDArray targets) {
    return predictions.sub(targets).square();
  }

  /** The mean of {@link #squaredError} over everything. */
  public static NDArray meanSquaredError(NDArray predictions, NDArray targets) {
    return squaredError(predictions, targets).mean();
  }

  /** Half the {@link #squaredError}. */
  public static NDArray l2Loss(NDArray predictions, NDArray targets) {
    return squaredError(predictions, targets).mul(0.5);
  }

  /** {@code d^2/2} where {@code |d| <= delta}, else {@code delta (|d| - delta/2)}. */
  public static NDArray huberLoss(NDArray predictions, NDArray targets, double delta) {
    NDArray d = predictions.sub(targets).abs();
    return where(d.le(delta), d.square().mul(0.5), d.sub(0.5 * delta).mul(delta));
  }

  /**
   * {@code e^logRate - counts * logRate}: negative log-likelihood of Poisson counts, without the
   * constant {@code log(counts!)}.
   */
  public static NDArray poissonNegativeLogLikelihood(NDArray logRate, NDArray counts) {
    return logRate.exp().sub(counts.mul(logRate));
  }
}
