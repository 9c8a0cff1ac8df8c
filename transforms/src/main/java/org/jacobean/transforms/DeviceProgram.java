package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.Shape;
import org.jacobean.Varying;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.trace.AxisEnv;
import org.jacobean.trace.Tracing;

/**
 * The program of one device of a mesh: traces a function at the types of one device's blocks and
 * applies it on all devices.
 *
 * @param what the transformation with the function, for messages
 * @param mesh the devices
 */
record DeviceProgram(String what, Mesh mesh) {
  /** The specs of a function's results, once their types are known. */
  @FunctionalInterface
  interface OutSpecs {
    /** One spec per result. */
    List<PartitionSpec> of(Staging.Staged staged);
  }

  /** Fails inside the program of a device. */
  void requireOutermost() {
    for (AxisEnv.Bound b : AxisEnv.current().axes()) {
      if (b.typed()) {
        throw Faults.of(
            "JX0551",
            what
                + " inside a function that is mapped over the devices of axis '"
                + b.axis().name()
                + "' already; use one mesh with several axes instead of nesting");
      }
    }
  }

  /**
   * Runs a function on all devices.
   *
   * @param f the function of one device's blocks
   * @param specs how each leaf is divided
   */
  Object run(TreeFunction f, Staging.Args args, List<PartitionSpec> specs, OutSpecs outSpecs) {
    List<AbstractValue> blocks = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      blocks.add(block(args.leaves().get(i).aval(), specs.get(i), args.nameOf(i)));
    }
    Staging.Staged staged =
        ShardMap.inMesh(mesh, () -> Staging.stage(what, f, args.tree(), blocks));
    List<PartitionSpec> out = outSpecs.of(staged);
    List<NDArray> operands = new ArrayList<>(staged.jaxpr().consts());
    List<PartitionSpec> in =
        new ArrayList<>(Collections.nCopies(operands.size(), PartitionSpec.REPLICATED));
    operands.addAll(args.leaves());
    in.addAll(specs);
    Jaxpr program = staged.jaxpr().jaxpr().constsToArgs();
    return staged.result(Tracing.bind(ShardMap.of(f.name(), program, mesh, in, out), operands));
  }

  /** The type of one device's block of an argument. */
  private AbstractValue block(AbstractValue a, PartitionSpec spec, String name) {
    checkSpec(spec, a, name);
    Shape s = a.shape();
    for (int d = 0; d < spec.dims().size(); d++) {
      int n = mesh.size(spec.dim(d));
      if (s.dim(d) % n != 0) {
        throw Faults.of(
            "JX0544",
            what
                + ": dimension "
                + d
                + " of "
                + name
                + ", "
                + a
                + ", has length "
                + s.dim(d)
                + ", which mesh axis "
                + axes(spec.dim(d))
                + " does not divide; pad it to "
                + (s.dim(d) + n - s.dim(d) % n)
                + ", or do not divide it (null in the spec "
                + spec
                + ")");
      }
      s = s.with(d, s.dim(d) / n);
    }
    return a.withShape(s).withVarying(spec.varying());
  }

  private String axes(List<String> names) {
    return String.join(
        ", ", names.stream().map(n -> "'" + n + "' of size " + mesh.size(List.of(n))).toList());
  }

  /** Fails unless a spec fits the mesh and a value's rank. */
  void checkSpec(PartitionSpec spec, AbstractValue a, String name) {
    for (String axis : spec.varying().axes()) {
      if (mesh.axis(axis).isEmpty()) {
        throw Faults.of(
            "JX0545",
            what
                + ": the spec "
                + spec
                + " of "
                + name
                + " names axis '"
                + axis
                + "', but the mesh has "
                + mesh.axes().stream().map(NamedAxis::name).map(n -> "'" + n + "'").toList());
      }
    }
    if (spec.dims().size() > a.rank()) {
      throw Faults.of(
          "JX0546",
          what
              + ": the spec "
              + spec
              + " of "
              + name
              + " is for "
              + spec.dims().size()
              + " dimensions, but it is "
              + a
              + (a.rank() == 0 ? "; a scalar can only be whole, P()" : "")
              + (mesh.size() > 1 && name.startsWith("result") || name.startsWith("the result")
                  ? "; to stack one scalar per device, give it a dimension with reshape(1)"
                  : ""));
    }
  }

  /** Fails if a result differs between devices that its spec takes for equal. */
  void checkVarying(AbstractValue a, PartitionSpec spec, String name) {
    Varying lost = a.varying().minus(spec.varying());
    if (!lost.isNone()) {
      throw differs(name, a, spec, lost);
    }
  }

  private TransformException differs(
      String name, AbstractValue a, PartitionSpec spec, Varying lost) {
    String axis = lost.axes().getFirst();
    return Faults.of(
        "JX0548",
        what
            + ": "
            + name
            + ", "
            + a
            + " on each device, may differ along mesh axis '"
            + axis
            + "', but its spec "
            + spec
            + " takes one device's for all; reduce it (psum, pmean or pmax over '"
            + axis
            + "'), gather it with allGatherInvariant, or name '"
            + axis
            + "' in the spec");
  }
}
