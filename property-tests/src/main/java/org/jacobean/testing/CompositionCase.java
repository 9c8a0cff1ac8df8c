package org.jacobean.testing;

import java.util.List;
import java.util.Random;
import org.jacobean.DType;
import org.jacobean.NDArray;

/**
 * A program under a stack of transformations.
 *
 * @param seed where it comes from
 * @param program the program
 * @param stack the transformations
 * @param execution how the transformed program is run
 * @param argumentSeed determines the values of the arguments
 */
public record CompositionCase(
    long seed,
    GeneratedProgram program,
    TransformStack stack,
    Execution execution,
    long argumentSeed) {
  /** How the transformed program is run. */
  public enum Execution {
    /** As a user calls it: operations at once, jitted parts compiled. */
    DIRECT,
    /** Traced, and run on the reference evaluator. */
    TRACED,
    /** Traced, optimized, and run on the reference evaluator. */
    OPTIMIZED,
    /** Traced and compiled whole. */
    COMPILED
  }

  /** The case of a seed. */
  public static CompositionCase of(long seed) {
    Random r = new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    TransformStack stack = TransformStack.random(r);
    boolean reverse = stack.has(TransformKind::isReverse);
    boolean forward = stack.has(TransformKind::isForward);
    int deep = stack.entries().size();
    ProgramFeatures features =
        new ProgramFeatures(
            r.nextInt(6) == 0 ? DType.FLOAT32 : DType.FLOAT64,
            3 + r.nextInt(deep > 2 ? 4 : 9),
            !reverse,
            !forward,
            // A recorded program does not say which values inside it vary over devices, and
            // cotangents
            // are summed over devices by that.
            !(reverse && stack.has(t -> t == TransformKind.PMAP)),
            r.nextInt(8) == 0);
    GeneratedProgram program = ProgramGenerator.generate(r.nextLong(), features);
    return new CompositionCase(seed, program, stack, execution(r, stack), r.nextLong());
  }

  private static Execution execution(Random r, TransformStack stack) {
    int k = r.nextInt(100);
    if (stack.has(t -> t == TransformKind.JIT) ? k < 50 : k < 10) {
      return Execution.DIRECT;
    }
    k = r.nextInt(100);
    return k < 60 ? Execution.TRACED : k < 80 ? Execution.OPTIMIZED : Execution.COMPILED;
  }

  /** The same with another program, without the arguments that it does not use. */
  CompositionCase with(GeneratedProgram other) {
    return new CompositionCase(seed, other, stack, execution, argumentSeed);
  }

  CompositionCase with(TransformStack other) {
    return new CompositionCase(seed, program, other, execution, argumentSeed);
  }

  CompositionCase with(Execution other) {
    return new CompositionCase(seed, program, stack, other, argumentSeed);
  }

  CompositionCase withArguments(long other) {
    return new CompositionCase(seed, program, stack, execution, other);
  }

  /** The transformations with all details. */
  List<TransformLayer> layers() {
    return stack.layers(program.signature());
  }

  /** Arguments of the whole stack. */
  List<NDArray> arguments() {
    return GeneratedProgram.sample(layers().getLast().signature().in(), argumentSeed);
  }

  @Override
  public String toString() {
    return "case "
        + seed
        + ", run "
        + execution
        + "\n  transformations, innermost first: "
        + layers()
        + "\n  arguments: "
        + arguments()
        + "\n  program:\n"
        + program.jaxpr();
  }
}
