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
 */
public record CompileReport(
    String backend,
    Map<String, Double> millis,
    Map<String, String> text,
    long scratchBytes,
    boolean fromCache) {}
