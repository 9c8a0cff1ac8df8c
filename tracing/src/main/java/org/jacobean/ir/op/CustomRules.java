package org.jacobean.ir.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobean.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * What a user says about the transformations of a function, over flat lists of its operands. Null
 * among tangents and cotangents is a zero that is not computed.
 *
 * @param jvp forward mode, and reverse mode where there is no rule for that
 * @param vjp reverse mode
 * @param batching all examples at once
 * @param transpose the transpose, of a function that is linear in trailing operands
 */
public record CustomRules(
    Optional<Jvp> jvp,
    Optional<Vjp> vjp,
    Optional<Batching> batching,
    Optional<Transpose> transpose) {

  /** A forward-mode rule. */
  @FunctionalInterface
  public interface Jvp {
    /**
     * The results followed by their tangents.
     *
     * @param primals the operands
     * @param tangents one per operand, null for zero
     */
    List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents);
  }

  /** A reverse-mode rule. */
  @FunctionalInterface
  public interface Vjp {
    /**
     * The forward pass.
     *
     * @param primals the operands
     * @param perturbed which of them are differentiated
     */
    Forward forward(List<NDArray> primals, boolean[] perturbed);
  }

  /**
   * What a forward pass leaves.
   *
   * @param outs the results
   * @param residuals whatever the backward pass needs
   * @param backward the backward pass; its cotangents are those of the perturbed operands
   */
  public record Forward(List<NDArray> outs, List<NDArray> residuals, Pullback backward) {}

  /** The backward pass of a reverse-mode rule. */
  @FunctionalInterface
  public interface Pullback {
    /**
     * One cotangent per perturbed operand, null for zero.
     *
     * @param residuals what the forward pass left
     * @param cotangents one per result, null for zero
     */
    List<@Nullable NDArray> pull(List<NDArray> residuals, List<@Nullable NDArray> cotangents);
  }

  /** A batching rule. */
  @FunctionalInterface
  public interface Batching {
    /**
     * The results for all examples.
     *
     * @param size the number of examples
     * @param mapped which operands run over the examples along their leading axis; the others are
     *     the same for every example
     * @param args the operands
     */
    Batched batch(int size, boolean[] mapped, List<NDArray> args);
  }

  /**
   * Results for all examples.
   *
   * @param results the results
   * @param mapped which of them run over the examples along their leading axis
   */
  public record Batched(List<NDArray> results, boolean[] mapped) {}

  /** The transpose of a function that is linear in its trailing operands. */
  public interface Transpose {
    /** The number of leading operands in which the function need not be linear. */
    int numConstants();

    /**
     * One cotangent per trailing operand, null for zero.
     *
     * @param constants the leading operands
     * @param cotangents one per result, null for zero
     */
    List<@Nullable NDArray> transpose(List<NDArray> constants, List<@Nullable NDArray> cotangents);
  }

  /** The name of a call with such rules. */
  String callName() {
    List<String> kinds = new ArrayList<>();
    jvp.ifPresent(_ -> kinds.add("jvp"));
    vjp.ifPresent(_ -> kinds.add("vjp"));
    batching.ifPresent(_ -> kinds.add("vmap"));
    transpose.ifPresent(_ -> kinds.add("transpose"));
    return "custom_" + String.join("_", kinds) + "_call";
  }
}
