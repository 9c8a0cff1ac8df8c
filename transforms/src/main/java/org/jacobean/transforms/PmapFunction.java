package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.Devices;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.batch.Batching;
import org.jacobean.jit.Arguments;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.Tree;

/**
 * A function of one example, applied to many at once, one per device.
 *
 * @param f the function of one example
 * @param axes where the examples are, and what collectives call their axis
 */
record PmapFunction(TreeFunction f, VmapAxes axes) implements Derived {
  /** The name of the axis when the user gives none. */
  static final String DEVICES = "devices";

  @Override
  public String verb() {
    return "pmap";
  }

  @Override
  public Object call(Object... values) {
    MappedLeaves leaves = new MappedLeaves("pmap of " + f.name(), axes);
    Staging.Args args = Staging.Args.of(values);
    int[] in = leaves.inAxes(args, values.length);
    String name = axes.axisName().isEmpty() ? DEVICES : axes.axisName();
    Mesh mesh = mesh(leaves, name, leaves.size(args, in));
    DeviceProgram program = new DeviceProgram(leaves.what(), mesh);
    program.requireOutermost();
    List<PartitionSpec> specs = new ArrayList<>();
    for (int axis : in) {
      specs.add(axis == Batching.NOT_MAPPED ? PartitionSpec.REPLICATED : along(axis, name));
    }
    Example example = new Example(leaves, in, name);
    return program.run(example, args, specs, _ -> example.outSpecs);
  }

  private static Mesh mesh(MappedLeaves leaves, String name, int size) {
    int available = Devices.all().size();
    if (size == 0) {
      throw Faults.of(
          "JX0550",
          leaves.what() + ": there is no example; pmap needs one per device, at least one");
    }
    if (size > available) {
      throw Faults.of(
          "JX0550",
          leaves.what()
              + ": "
              + size
              + " examples for "
              + available
              + (available == 1 ? " device" : " devices")
              + "; there has to be one device per example: start Java with"
              + " -Djacobean.cpu.devices="
              + size
              + " for virtual ones, or vmap within each device (pmap(vmap(f)) on examples of shape"
              + " [devices, examples / devices, ...])");
    }
    return Mesh.of(name, size);
  }

  private static PartitionSpec along(int axis, String name) {
    List<List<String>> dims = new ArrayList<>(Collections.nCopies(axis, List.of()));
    dims.add(List.of(name));
    return PartitionSpec.ofDims(dims);
  }

  /** The function of blocks, in which the mapped axis has the length 1. */
  private final class Example implements TreeFunction {
    private final MappedLeaves leaves;
    private final int[] in;
    private final String axisName;
    private List<PartitionSpec> outSpecs = List.of();

    Example(MappedLeaves leaves, int[] in, String axisName) {
      this.leaves = leaves;
      this.in = in;
      this.axisName = axisName;
    }

    @Override
    public Object call(Object... blocks) {
      Staging.Args args = Staging.Args.of(blocks);
      List<NDArray> own = new ArrayList<>();
      for (int i = 0; i < in.length; i++) {
        NDArray b = args.leaves().get(i);
        own.add(in[i] == Batching.NOT_MAPPED ? b : Lax.squeeze(b, Axes.of(in[i])));
      }
      Object value = f.call(args.tree().<Object[]>unflatten(own));
      // Staging says what is wrong with null.
      return value == null ? value : placed(value);
    }

    private Object placed(Object value) {
      Tree.Flattened result = Tree.flatten(value);
      List<NDArray> arrays = Arguments.arrays(result.leaves());
      List<Integer> wanted =
          leaves.spread(axes.out(), result.structure(), "out axes", "the result");
      List<NDArray> out = new ArrayList<>();
      List<PartitionSpec> specs = new ArrayList<>();
      for (int i = 0; i < wanted.size(); i++) {
        NDArray y = arrays.get(i);
        String name = TangentTrees.resultName(result.structure().paths().get(i));
        if (wanted.get(i) == VmapAxes.NOT_MAPPED) {
          if (y.aval().varying().contains(axisName)) {
            throw leaves.differs(name);
          }
          specs.add(PartitionSpec.REPLICATED);
          out.add(y);
          continue;
        }
        AbstractValue one = y.aval();
        int axis = leaves.outAxis(wanted.get(i), one, name);
        specs.add(along(axis, axisName));
        out.add(Lax.reshape(y, y.shape().insert(axis, 1)));
      }
      outSpecs = specs;
      return result.structure().unflatten(out);
    }

    @Override
    public String name() {
      return f.name();
    }
  }
}
