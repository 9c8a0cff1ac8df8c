package org.jacobean.ir.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.AbstractValue;
import org.jacobean.Mesh;
import org.jacobean.PartitionSpec;
import org.jacobean.Shape;
import org.jacobean.Varying;
import org.jacobean.ir.Jaxpr;
import org.jacobean.trace.AxisEnv;
import org.jacobean.trace.VaryingTypes;

/**
 * Runs a program on every device of a mesh, each on its blocks of the operands. Inside the program
 * collectives go along the axes of the mesh, and types tell along which axes values vary: an
 * argument along those of its spec, a result along at most those of its.
 *
 * <p>C1: as many specs as operands and results. C2: specs name axes of the mesh, for no more
 * dimensions than there are. C3: axes divide the dimensions. C4: the operands' blocks fit the
 * program. C5: what varies along an axis is divided along it.
 *
 * @param functionName shown in jaxprs
 * @param jaxpr the program of one device, without constvars
 * @param mesh the devices
 * @param inSpecs how operands are divided
 * @param outSpecs how results are put together
 */
public record ShardMap(
    String functionName,
    Jaxpr jaxpr,
    Mesh mesh,
    List<PartitionSpec> inSpecs,
    List<PartitionSpec> outSpecs)
    implements Call {
  /** Copies the lists. */
  public ShardMap {
    inSpecs = List.copyOf(inSpecs);
    outSpecs = List.copyOf(outSpecs);
  }

  @Override
  public String name() {
    return "shard_map";
  }

  @Override
  public List<Jaxpr> jaxprs() {
    return List.of(jaxpr);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    List<AbstractValue> outs = jaxpr.outAvals();
    Constraint.shape(
        in.size() == inSpecs.size() && outs.size() == outSpecs.size(),
        "shard_map_C1",
        "%d operands with specs %s, %d results with specs %s",
        in.size(),
        inSpecs,
        outs.size(),
        outSpecs);
    List<AbstractValue> blocks = new ArrayList<>(in.size());
    for (int i = 0; i < in.size(); i++) {
      blocks.add(block(in.get(i), inSpecs.get(i)));
    }
    SubJaxpr.checkInputs("shard_map_C4", jaxpr, blocks);
    List<AbstractValue> whole = new ArrayList<>(outs.size());
    for (int i = 0; i < outs.size(); i++) {
      AbstractValue out = outs.get(i);
      PartitionSpec spec = outSpecs.get(i);
      Constraint.shape(
          spec.varying().includes(out.varying()),
          "shard_map_C5",
          "result %d is %s, which the spec %s does not divide",
          i,
          out,
          spec);
      whole.add(whole(out, spec));
    }
    return List.copyOf(whole);
  }

  /** Runs {@code trace}, which traces a program of one device, with a mesh's axes in scope. */
  public static <T> T inMesh(Mesh mesh, Supplier<T> trace) {
    return AxisEnv.within(
        mesh.axes().stream().map(a -> AxisEnv.Bound.mesh(a.name(), a.size())).toList(), trace);
  }

  /** Runs {@code trace}, which traces a program of one device, with the axes in scope. */
  public <T> T inMesh(Supplier<T> trace) {
    return inMesh(mesh, trace);
  }

  /** A program on a mesh; what its types lack to fit the specs is added. */
  public static ShardMap of(
      String function, Jaxpr program, Mesh mesh, List<PartitionSpec> in, List<PartitionSpec> out) {
    List<Varying> args = in.stream().map(PartitionSpec::varying).toList();
    List<Varying> results = out.stream().map(PartitionSpec::varying).toList();
    Jaxpr typed = inMesh(mesh, () -> VaryingTypes.promote(program, args, results));
    return new ShardMap(function, typed, mesh, in, out);
  }

  /** Another program on the same mesh. */
  public ShardMap with(
      String function, Jaxpr program, List<PartitionSpec> in, List<PartitionSpec> out) {
    return of(function, program, mesh, in, out);
  }

  /** The type of one device's block of an array. */
  private AbstractValue block(AbstractValue a, PartitionSpec spec) {
    checkSpec(a, spec);
    Shape s = a.shape();
    for (int d = 0; d < spec.dims().size(); d++) {
      int n = mesh.size(spec.dim(d));
      Constraint.shape(
          s.dim(d) % n == 0,
          "shard_map_C3",
          "%s does not divide dimension %d of %s among %d devices",
          spec,
          d,
          a,
          n);
      s = s.with(d, s.dim(d) / n);
    }
    return a.withShape(s).withVarying(spec.varying());
  }

  /** The type of the array that the devices' blocks make up. */
  private AbstractValue whole(AbstractValue a, PartitionSpec spec) {
    checkSpec(a, spec);
    Shape s = a.shape();
    for (int d = 0; d < spec.dims().size(); d++) {
      s = s.with(d, s.dim(d) * mesh.size(spec.dim(d)));
    }
    return new AbstractValue(a.dtype(), s, a.weakType());
  }

  private void checkSpec(AbstractValue a, PartitionSpec spec) {
    Constraint.shape(
        spec.dims().size() <= a.rank() && mesh.names().containsAll(spec.varying().axes()),
        "shard_map_C2",
        "%s does not fit %s on %s",
        spec,
        a,
        mesh);
  }
}
