package org.jacobean.jit;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;

/** From functions of trees to programs of arrays. */
public final class Staging {
  private Staging() {}

  /**
   * The arguments of a call, taken apart.
   *
   * @param tree the structure of {@code Object[]{a, b, …}}
   * @param leaves the arrays, in order
   */
  public record Args(TreeDef tree, List<NDArray> leaves) {
    /** Takes the arguments apart. */
    public static Args of(Object... args) {
      Tree.Flattened flat = Tree.flatten(args);
      return new Args(flat.structure(), Arguments.arrays(flat.leaves()));
    }

    /** The types of the arrays. */
    public List<AbstractValue> avals() {
      List<AbstractValue> out = new ArrayList<>(leaves.size());
      for (NDArray a : leaves) {
        out.add(a.aval());
      }
      return out;
    }

    /** What the {@code i}-th leaf is called in messages. */
    public String nameOf(int i) {
      return argumentName(tree.paths().get(i));
    }
  }

  /**
   * A recorded function.
   *
   * @param jaxpr the program over leaves
   * @param out the structure of the result, static values included
   */
  public record Staged(ClosedJaxpr jaxpr, TreeDef out) {
    /** The result from its leaves. */
    public Object result(List<NDArray> leaves) {
      return out.unflatten(leaves);
    }
  }

  /** A place in the arguments in words: {@code argument 0 .hidden.w}. */
  public static String argumentName(KeyPath path) {
    if (path.keys().isEmpty()) {
      return "the arguments";
    }
    if (!(path.keys().getFirst() instanceof KeyPath.Index(int index))) {
      return "argument " + path;
    }
    String rest = new KeyPath(path.keys().subList(1, path.keys().size())).toString();
    return "argument " + index + (rest.isEmpty() ? "" : " " + rest);
  }

  /**
   * Records a function.
   *
   * @param what names the transformation in error messages, for example {@code "grad of loss"}
   * @param f the function
   * @param in the structure of its arguments
   * @param avals the types of their leaves
   */
  public static Staged stage(String what, TreeFunction f, TreeDef in, List<AbstractValue> avals) {
    TreeDef[] out = new TreeDef[1];
    ClosedJaxpr jaxpr =
        Tracing.toJaxpr(
            what,
            tracers -> {
              Object[] args = in.unflatten(tracers);
              Object value = f.call(args);
              if (value == null) {
                throw Faults.of(
                    "JX0426",
                    what + ": the function returned null; return arrays, or a tree of them");
              }
              Tree.Flattened result = Tree.flatten(value);
              out[0] = result.structure();
              return Arguments.arrays(result.leaves());
            },
            avals);
    return new Staged(jaxpr, out[0]);
  }

  /** Records a function at the types of the given arguments. */
  public static Staged stage(String what, TreeFunction f, Args args) {
    return stage(what + " of " + f.name(), f, args.tree(), args.avals());
  }
}
