package org.jacobean.ir.op;

import java.util.List;
import org.jacobean.NDArray;

/**
 * A Java function that programs call while they run. Two primitives with functions are equal when
 * the functions are, which for code of users means: when they are the same object.
 */
@FunctionalInterface
public interface HostFunction {
  /** The results for concrete operands, which belong to the callee. */
  List<NDArray> call(List<NDArray> args);

  /** Names it in error messages. */
  default String name() {
    return "callback";
  }
}
