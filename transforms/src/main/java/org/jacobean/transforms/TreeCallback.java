package org.jacobean.transforms;

import java.util.List;
import java.util.Optional;
import org.jacobean.NDArray;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.HostFunction;
import org.jacobean.jit.Arguments;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jspecify.annotations.Nullable;

/**
 * A user's function of trees as a function of arrays. Equal to another one when it calls the same
 * function object with the same structure.
 */
final class TreeCallback implements HostFunction {
  /** Calls the user's function with an array of arguments. */
  interface Invoker {
    Object invoke(Object[] args);
  }

  private final String name;
  private final Object function;
  private final Invoker invoker;
  private final TreeDef in;
  private final Optional<TreeDef> out;

  /**
   * A callback.
   *
   * @param name names it in errors
   * @param function the user's object
   * @param invoker calls it
   * @param in the structure of the array of arguments
   * @param out the structure of the result; empty when it is not used
   */
  TreeCallback(String name, Object function, Invoker invoker, TreeDef in, Optional<TreeDef> out) {
    this.name = name;
    this.function = function;
    this.invoker = invoker;
    this.in = in;
    this.out = out;
  }

  @Override
  public List<NDArray> call(List<NDArray> args) {
    Object result = invoker.invoke(in.<Object[]>unflatten(args));
    if (out.isEmpty()) {
      return List.of();
    }
    if (result == null) {
      throw wrong("null");
    }
    Tree.Flattened flat = Tree.flatten(result);
    out.get()
        .diff(flat.structure())
        .ifPresent(
            difference -> {
              throw wrong("a tree that differs " + difference);
            });
    return Arguments.arrays(flat.leaves());
  }

  private TransformException wrong(String what) {
    return new TransformException(
        "JX0464", name + " was declared to return " + out.orElseThrow() + " but returned " + what);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same object: another one may do something else
  public boolean equals(@Nullable Object o) {
    return o instanceof TreeCallback t
        && function == t.function
        && name.equals(t.name)
        && in.equals(t.in)
        && out.equals(t.out);
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(function) + in.hashCode();
  }
}
