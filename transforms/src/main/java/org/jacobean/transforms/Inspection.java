package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.TracerException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Name;
import org.jacobean.ir.op.Primitive;
import org.jacobean.jit.Arguments;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Tree;
import org.jacobean.trace.Trace;
import org.jacobean.trace.Tracer;
import org.jacobean.trace.Tracing;

/** Looks at a function's program or types without running it. */
final class Inspection {
  private Inspection() {}

  static ClosedJaxpr makeJaxpr(TreeFunction f, Object... args) {
    return Staging.stage("makeJaxpr", f, Staging.Args.of(args)).jaxpr();
  }

  @SuppressWarnings("unchecked") // the facade's signature says what f returns
  static <R> R evalShape(TreeFunction f, Object... args) {
    Staging.Staged staged = Staging.stage("evalShape", f, Staging.Args.of(args));
    TypesOnly types = new TypesOnly();
    List<NDArray> leaves = new ArrayList<>();
    for (AbstractValue a : staged.jaxpr().outAvals()) {
      leaves.add(new Tracer(types, new Var(a), SourceLine.UNKNOWN));
    }
    return (R) staged.result(leaves);
  }

  static <T> T named(T tree, String name) {
    Tree.Flattened flat = Tree.flatten(tree);
    List<NDArray> leaves = new ArrayList<>();
    for (NDArray a : Arguments.arrays(flat.leaves())) {
      leaves.add(Tracing.bind1(new Name(name), a));
    }
    return flat.structure().unflatten(leaves);
  }

  static <T> T stopGradient(T tree) {
    Tree.Flattened flat = Tree.flatten(tree);
    List<NDArray> leaves = new ArrayList<>();
    for (NDArray a : Arguments.arrays(flat.leaves())) {
      leaves.add(a.dtype().isInexact() ? Lax.stopGradient(a) : a);
    }
    return flat.structure().unflatten(leaves);
  }

  /**
   * The trace of arrays that have only a type. It applies nothing and is no ancestor of any trace.
   */
  private static final class TypesOnly extends Trace {
    TypesOnly() {
      super(null);
    }

    @Override
    protected List<NDArray> process(Primitive op, List<NDArray> args) {
      throw new TracerException(
          "JX0302",
          op.name() + " was applied to the result of evalShape, which has types but no elements");
    }

    @Override
    public String describe() {
      return "evalShape, which gives only shapes and dtypes";
    }
  }
}
