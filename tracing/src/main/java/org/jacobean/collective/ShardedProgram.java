package org.jacobean.collective;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Devices;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.ShardMap;

/** Runs a {@link ShardMap}: divides the operands, runs the devices, puts their results together. */
public final class ShardedProgram {
  private ShardedProgram() {}

  /**
   * Runs the program.
   *
   * @param op the program and how arrays are divided
   * @param args concrete operands
   * @param body the program of one device, as something that runs; called on the devices' threads
   * @throws TransformException JX0543 when the mesh has devices that are not there, JX0551 when
   *     called by the program of a device
   * @throws org.jacobean.errors.BackendException JX0552 when a device fails, JX0553 when a
   *     collective waits too long, JX0554 when the devices part ways
   */
  public static List<NDArray> run(
      ShardMap op, List<NDArray> args, UnaryOperator<List<NDArray>> body) {
    checkDevices(op.mesh());
    if (DeviceThread.isCurrent()) {
      throw new TransformException(
          "JX0551",
          op.functionName()
              + " is mapped over devices by a program that runs on one of them; use one mesh with"
              + " several axes instead");
    }
    List<AbstractValue> types = op.jaxpr().inAvals();
    MeshRun run =
        new MeshRun(
            op.functionName(),
            op.mesh(),
            position -> {
              List<NDArray> blocks = new ArrayList<>(args.size());
              for (int i = 0; i < types.size(); i++) {
                blocks.add(
                    new Sharding(op.mesh(), op.inSpecs().get(i))
                        .block((DeviceArray) args.get(i), types.get(i), position));
              }
              return blocks;
            },
            body);
    try {
      return join(op, run.execute(), op.infer(args.stream().map(NDArray::aval).toList()));
    } finally {
      Reference.reachabilityFence(args);
    }
  }

  private static List<NDArray> join(
      ShardMap op, List<List<NDArray>> results, List<AbstractValue> types) {
    List<NDArray> out = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      PartitionSpec spec = op.outSpecs().get(i);
      Sharding sharding = new Sharding(op.mesh(), spec);
      AbstractValue type = types.get(i);
      if (spec.varying().isNone()) {
        out.add(new DeviceArray(type, ((DeviceArray) results.get(0).get(i)).buffer()));
        continue;
      }
      DeviceArray whole = DeviceArray.allocate(type);
      for (int p = 0; p < results.size(); p++) {
        if (sharding.delivers(p)) {
          sharding.place((DeviceArray) results.get(p).get(i), whole, p);
        }
      }
      out.add(whole);
    }
    return out;
  }

  private static void checkDevices(Mesh mesh) {
    int available = Devices.cpus().size();
    int needed = mesh.deviceIds().stream().max(Integer::compare).orElse(0) + 1;
    if (needed > available) {
      throw Mesh.tooFew("a program over " + mesh + " needs " + needed, available, needed);
    }
  }
}
