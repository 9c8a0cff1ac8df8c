package org.jacobean.backend;

import java.util.List;
import java.util.Set;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Primitive;

/**
 * The one service interface: something that runs programs. Found with {@link
 * java.util.ServiceLoader}; the available one of highest priority is used, the reference evaluator
 * when there is none.
 */
public interface Backend {
  /** A short name, such as {@code "cpu"}. */
  String name();

  /** Larger is preferred. */
  int priority();

  /** Why it cannot be used on this machine; empty when it can. */
  String unavailable();

  /** Where its arrays live. */
  Allocator allocator();

  /**
   * Compiles a program without constvars.
   *
   * @throws org.jacobean.errors.BackendException JX05xx when it cannot
   */
  Executable compile(Jaxpr jaxpr, String name);

  /**
   * Compiles a program whose caller gives up some arguments: results may take their memory. What
   * was made of the offer is in {@link CompileReport#reused}. A back end may ignore it.
   *
   * @param donated positions of the arguments
   * @throws org.jacobean.errors.BackendException JX05xx when it cannot
   */
  default Executable compile(Jaxpr jaxpr, String name, Set<Integer> donated) {
    return compile(jaxpr, name);
  }

  /** Runs one operation on concrete arrays now. */
  List<NDArray> execute(Primitive op, List<NDArray> args);
}
