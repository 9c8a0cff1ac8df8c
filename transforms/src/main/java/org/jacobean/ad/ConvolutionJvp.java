package org.jacobean.ad;

import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.Convolution;
import org.jspecify.annotations.Nullable;

/** Tangents of convolutions, which are bilinear. */
final class ConvolutionJvp {
  private ConvolutionJvp() {}

  static @Nullable NDArray tangent(Convolution op, List<NDArray> x, List<@Nullable NDArray> dx) {
    return switch (op) {
      case ConvGeneralDilated c -> ContractionJvp.bilinear(c, x, dx);
    };
  }
}
