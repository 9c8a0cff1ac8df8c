package org.jacobean.llvm.runtime;

import org.jacobean.errors.BackendException;

/**
 * How a module of LLVM IR is optimised and turned into machine code.
 *
 * <p>Its constructor throws a {@link BackendException}, JX0510, if the level is outside 0..3.
 *
 * @param passes an LLVM new-pass-manager pipeline such as {@code default<O2>} or {@code
 *     function(instcombine)}; the empty string runs no pass at all
 * @param codegenLevel 0 (fastest compile) to 3, LLVM's code generation level
 */
public record CompileOptions(String passes, int codegenLevel) {

  /** For IR written with explicit vectors: clean-up only, since LLVM need not vectorise it. */
  public static final CompileOptions LIGHT =
      new CompileOptions(
          "function(sroa,early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg)", 2);

  /** For scalar IR that LLVM should vectorise and unroll. Note that O1 does not vectorise. */
  public static final CompileOptions O2 = new CompileOptions("default<O2>", 2);

  /** Shortest compile time: no passes, fast instruction selection. */
  public static final CompileOptions NONE = new CompileOptions("", 0);

  /** Checks the level. */
  public CompileOptions {
    if (codegenLevel < 0 || codegenLevel > 3) {
      throw new BackendException(
          "JX0510", "code generation level " + codegenLevel + " is not one of 0, 1, 2, 3");
    }
  }

  /** These options with another pass pipeline. */
  public CompileOptions withPasses(String pipeline) {
    return new CompileOptions(pipeline, codegenLevel);
  }

  /** These options with another code generation level. */
  public CompileOptions withCodegenLevel(int level) {
    return new CompileOptions(passes, level);
  }
}
