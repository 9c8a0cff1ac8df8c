package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.batch.MappedAxis;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;

/**
 * A function of one example, applied to many at once.
 *
 * @param f the function of one example
 * @param axes where the examples are
 */
record VmapFunction(TreeFunction f, VmapAxes axes) implements Derived {
  @Override
  public String verb() {
    return "vmap";
  }

  @Override
  public Object call(Object... values) {
    Staging.Args args = Staging.Args.of(values);
    MappedLeaves leaves = new MappedLeaves("vmap of " + f.name(), axes);
    int[] in = leaves.inAxes(args, values.length);
    int size = leaves.size(args, in);
    List<Batched> batched = new ArrayList<>();
    List<AbstractValue> examples = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      Batched b = new Batched(args.leaves().get(i), in[i]);
      batched.add(b);
      examples.add(b.example());
    }
    MappedAxis axis = new MappedAxis(size, axes.axisName());
    Staging.Staged staged =
        axis.inScope(() -> Staging.stage(leaves.what(), f, args.tree(), examples));
    List<Batched> outs = Batching.eval(staged.jaxpr(), axis, batched);
    List<Integer> wanted = leaves.spread(axes.out(), staged.out(), "out axes", "the result");
    List<NDArray> placed = new ArrayList<>();
    for (int i = 0; i < outs.size(); i++) {
      String name = TangentTrees.resultName(staged.out().paths().get(i));
      placed.add(place(leaves, outs.get(i), wanted.get(i), size, name));
    }
    return staged.result(placed);
  }

  private static NDArray place(MappedLeaves leaves, Batched b, int wanted, int size, String name) {
    if (wanted == VmapAxes.NOT_MAPPED) {
      if (b.mapped()) {
        throw leaves.differs(name);
      }
      return b.array();
    }
    return BatchAxis.at(b, leaves.outAxis(wanted, b.example(), name), size);
  }
}
