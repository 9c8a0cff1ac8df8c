package org.jacobean.backend;

import java.util.List;
import org.jacobean.NDArray;

/** A compiled program, safe to call from many threads at once. */
public interface Executable {
  /** Runs it on concrete arrays of exactly the types it was compiled for. */
  List<NDArray> call(List<NDArray> args);

  /** How it was compiled. */
  CompileReport report();
}
