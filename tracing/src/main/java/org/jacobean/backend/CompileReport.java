package org.jacobean.backend;

import java.util.Map;

/**
 * What compiling a program took and produced.
 *
 * @param backend name of the back end
 * @param millis wall time per stage, in order, in milliseconds
 * @param text the program per stage for printing (for example {@code "loops"}, {@code "llvm"})
 * @param scratchBytes peak scratch memory of one call
 * @param fromCache whether machine code came from the disk cache
 * @param codeBytes size of the machine code
 * @param reused which result takes the memory of which donated argument: positions of arguments to
 *     positions of results
 */
public record CompileReport(
    String backend,
    Map<String, Double> millis,
    Map<String, String> text,
    long scratchBytes,
    boolean fromCache,
    long codeBytes,
    Map<Integer, Integer> reused) {
  /** Without machine code and donated arguments. */
  public CompileReport(
      String backend,
      Map<String, Double> millis,
      Map<String, String> text,
      long scratchBytes,
      boolean fromCache) {
    this(backend, millis, text, scratchBytes, fromCache, 0, Map.of());
  }
}
