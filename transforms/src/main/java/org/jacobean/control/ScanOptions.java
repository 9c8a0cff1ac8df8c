package org.jacobean.control;

import java.util.Optional;
import java.util.OptionalInt;
import org.jacobean.ir.op.CheckpointPolicy;

/**
 * How {@link ControlFlow#scan} runs.
 *
 * @param length the number of steps; taken from the scanned arrays if empty
 * @param reverse whether to run from the last element to the first; results are stacked in the
 *     order of the elements all the same
 * @param unroll steps per iteration of the compiled loop, at least 1; a hint that trades code size
 *     for speed
 * @param checkpoint what reverse mode saves of each step, which computes the rest again; empty: it
 *     saves all that it needs
 */
public record ScanOptions(
    OptionalInt length, boolean reverse, int unroll, Optional<CheckpointPolicy> checkpoint) {
  /** As many steps as the arrays have elements, from the first to the last. */
  public static final ScanOptions DEFAULT =
      new ScanOptions(OptionalInt.empty(), false, 1, Optional.empty());

  /**
   * Checks the numbers.
   *
   * @throws org.jacobean.errors.TransformException JX0456 if {@code length} is negative or {@code
   *     unroll} less than 1
   */
  public ScanOptions {
    if (length.isPresent() && length.getAsInt() < 0) {
      throw Branches.error(
          "JX0456", "a scan cannot have " + length.getAsInt() + " steps; length must be 0 or more");
    }
    if (unroll < 1) {
      throw Branches.error("JX0456", "unroll must be at least 1, not " + unroll);
    }
  }

  /**
   * Options of a loop that saves what reverse mode needs.
   *
   * @param length the number of steps; taken from the scanned arrays if empty
   * @param reverse whether to run from the last element to the first
   * @param unroll steps per iteration of the compiled loop
   */
  public ScanOptions(OptionalInt length, boolean reverse, int unroll) {
    this(length, reverse, unroll, Optional.empty());
  }

  /** The same with the given number of steps. */
  public ScanOptions withLength(int steps) {
    return new ScanOptions(OptionalInt.of(steps), reverse, unroll, checkpoint);
  }

  /** The same in the other direction. */
  public ScanOptions reversed() {
    return new ScanOptions(length, !reverse, unroll, checkpoint);
  }

  /** The same with the given number of steps per iteration. */
  public ScanOptions withUnroll(int steps) {
    return new ScanOptions(length, reverse, steps, checkpoint);
  }

  /**
   * The same with steps that reverse mode computes again instead of saving their intermediate
   * values: it keeps the carries only. As {@code checkpoint} around the body.
   */
  public ScanOptions rematerialised() {
    return withCheckpoint(CheckpointPolicy.nothingSaveable());
  }

  /**
   * {@link #rematerialised()}, except for what a policy saves.
   *
   * @param policy which intermediate values are saved
   */
  public ScanOptions withCheckpoint(CheckpointPolicy policy) {
    return new ScanOptions(length, reverse, unroll, Optional.of(policy));
  }
}
