package org.jacobean.transforms;

import static org.jacobean.transforms.Transforms.*;

import io.vavr.Function1;
import io.vavr.Function2;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.golden.GoldenMessages;
import org.junit.jupiter.api.function.Executable;

/** Bad input to programs on several devices is answered by a coded error. */
class MisuseOfDevicesTest extends GoldenMessages {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  private static final NDArray M = NDArray.of(new float[24], 6, 4);
  private static final PartitionSpec ROWS = PartitionSpec.of("data");
  private static final PartitionSpec WHOLE = PartitionSpec.REPLICATED;

  MisuseOfDevicesTest() {
    super("misuse-of-devices.txt");
  }

  private static Executable sharded(
      Function1<NDArray, NDArray> f, int size, Object in, Object out) {
    return () -> shardMap(f, Mesh.of("data", size), ShardSpecs.in(in).out(out)).apply(M);
  }

  @Override
  protected Map<String, Executable> cases() {
    Map<String, Executable> c = new LinkedHashMap<>();
    Function1<NDArray, NDArray> same = x -> x.mul(2);
    c.put("axis that does not divide", sharded(same, 4, ROWS, ROWS));
    c.put(
        "two axes that do not divide",
        () ->
            shardMap(
                    same,
                    Mesh.of(new int[] {2, 2}, "x", "y"),
                    ShardSpecs.in(PartitionSpec.of(List.of("x", "y"))))
                .apply(M));
    c.put("unknown axis", sharded(same, 2, PartitionSpec.of("model"), ROWS));
    c.put("unknown axis of the result", sharded(same, 2, ROWS, PartitionSpec.of("dat")));
    c.put(
        "spec of too many dimensions",
        sharded(same, 2, PartitionSpec.of(null, null, "data"), ROWS));
    c.put("spec of a scalar result", sharded(x -> x.sum(), 2, ROWS, ROWS));
    c.put("specs that are no prefix", sharded(same, 2, List.of(ROWS, ROWS), ROWS));
    c.put(
        "specs for other arguments",
        () -> shardMap(same, Mesh.of("data", 2), ShardSpecs.in(ROWS, ROWS)).apply(M));
    c.put("axis used twice", () -> PartitionSpec.of("data", "data"));
    c.put("too few devices", () -> Mesh.of("data", 16));
    c.put("result that differs", sharded(x -> x.sum(), 2, ROWS, WHOLE));
    c.put("mean of a mean", sharded(x -> pmean(pmean(x.sum(), "data"), "data"), 2, ROWS, WHOLE));
    c.put("sum of a replicated argument", sharded(x -> psum(x, "data"), 2, WHOLE, WHOLE));
    c.put("mean of a gradient", MisuseOfDevicesTest::meanOfGradient);
    c.put("unknown axis of a collective", sharded(x -> psum(x, "dat"), 2, ROWS, WHOLE));
    c.put("more examples than devices", () -> pmap(same).apply(NDArray.of(new float[18], 9, 2)));
    c.put("no examples", () -> pmap(same).apply(NDArray.of(new float[0], 0, 2)));
    c.put(
        "ragged examples",
        () -> pmap((NDArray a, NDArray b) -> a.add(b)).apply(M, NDArray.of(new float[5])));
    c.put("mapped axis out of range", () -> pmap(same, VmapAxes.in(2)).apply(M));
    c.put(
        "result that is not to be mapped",
        () -> pmap(same, VmapAxes.LEADING.out(NOT_MAPPED)).apply(M));
    c.put("nested", () -> pmap((NDArray x) -> pmap(same).apply(x)).apply(M));
    c.put(
        "nested in another mesh",
        sharded(
            x -> shardMap(same, Mesh.of("m", 2), ShardSpecs.in(WHOLE)).apply(x), 2, ROWS, ROWS));
    c.put("failing device", sharded(MisuseOfDevicesTest::failing, 2, ROWS, WHOLE));
    return c;
  }

  /** The gradient by what all devices share is a sum over the devices already. */
  private static void meanOfGradient() {
    Function2<NDArray, NDArray, NDArray> loss = (w, x) -> x.matmul(w).square().mean();
    Function2<NDArray, NDArray, NDArray> step = (w, x) -> pmean(grad(loss).apply(w, x), "data");
    shardMap(step, Mesh.of("data", 2), ShardSpecs.in(WHOLE, ROWS))
        .apply(NDArray.of(new float[4]), M);
  }

  private static NDArray failing(NDArray x) {
    NDArray y =
        pureCallback(
            x,
            (NDArray a) -> {
              throw new IllegalStateException("no such file");
            },
            x);
    return psum(y, "data");
  }
}
