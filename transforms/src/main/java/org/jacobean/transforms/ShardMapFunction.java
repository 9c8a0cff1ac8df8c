package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Mesh;
import org.jacobean.PartitionSpec;
import org.jacobean.errors.TreeException;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;

/**
 * A function of one device's blocks, applied on all devices of a mesh.
 *
 * @param f the function of blocks
 * @param mesh the devices
 * @param specs how arrays are divided
 */
record ShardMapFunction(TreeFunction f, Mesh mesh, ShardSpecs specs) implements Derived {
  @Override
  public String verb() {
    return "shardMap";
  }

  @Override
  public Object call(Object... values) {
    DeviceProgram program = new DeviceProgram("shardMap of " + f.name(), mesh);
    program.requireOutermost();
    Staging.Args args = Staging.Args.of(values);
    if (specs.in().size() != values.length) {
      throw Faults.of(
          "JX0547",
          program.what()
              + ": "
              + specs.in().size()
              + " in specs were given for "
              + values.length
              + " arguments; give one entry per argument");
    }
    List<PartitionSpec> in =
        spread(program, specs.in().toArray(), args.tree(), "in specs", "the arguments");
    return program.run(f, args, in, staged -> results(program, staged));
  }

  private List<PartitionSpec> results(DeviceProgram program, Staging.Staged staged) {
    List<PartitionSpec> out = spread(program, specs.out(), staged.out(), "out specs", "the result");
    List<AbstractValue> types = staged.jaxpr().outAvals();
    List<PartitionSpec> checked = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      String name = TangentTrees.resultName(staged.out().paths().get(i));
      program.checkSpec(out.get(i), types.get(i), name);
      program.checkVarying(types.get(i), out.get(i), name);
      checked.add(out.get(i));
    }
    return checked;
  }

  private static List<PartitionSpec> spread(
      DeviceProgram program, Object prefix, TreeDef full, String which, String whole) {
    if (prefix instanceof PartitionSpec all) {
      return Collections.nCopies(full.leafCount(), all);
    }
    try {
      return Tree.broadcastPrefix(prefix, full, PartitionSpec.class);
    } catch (TreeException e) {
      throw Faults.of(
          "JX0547",
          program.what()
              + ": the "
              + which
              + " "
              + (prefix instanceof Object[] entries ? List.of(entries) : prefix)
              + " are not a prefix of "
              + whole
              + ", "
              + full.toString().replaceFirst("^Object\\[", "[")
              + "; give a PartitionSpec, or a tree of them of the same form ("
              + e.getMessage()
              + ")");
    }
  }
}
