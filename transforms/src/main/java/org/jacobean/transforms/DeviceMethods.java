package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;
import org.jacobean.Mesh;
import org.jacobean.jit.Jitted1;
import org.jacobean.jit.Jitted2;
import org.jacobean.jit.Jitted3;
import org.jacobean.jit.Jitted4;
import org.jacobean.jit.Jitted5;
import org.jacobean.jit.Jitted6;
import org.jacobean.jit.Jitted7;
import org.jacobean.jit.Jitted8;
import org.jacobean.jit.TreeFunction;
import org.jacobean.jit.Typed;

/** {@code shardMap} and {@code pmap} by arity. */
abstract class DeviceMethods extends TraceLimitMethods {
  DeviceMethods() {}

  /**
   * A function of one device's blocks, applied on all devices of a mesh at once: arrays are divided
   * and put together again by their specs, and collectives such as {@code psum(x, "data")} inside
   * the function go along the axes of the mesh. It is compiled as by {@code jit}, once for all
   * devices, and composes with all transformations.
   *
   * <p>Values have types along the mesh: an argument varies along the axes of its spec, and
   * whatever is computed from it does; {@code psum}, {@code pmean}, {@code pmax} and {@code pmin}
   * make it invariant again. Where an invariant value meets a varying one, derivatives with respect
   * to it are summed over the devices. So gradients taken inside the function are those taken
   * outside, and a gradient by a replicated parameter is already the sum over all devices.
   *
   * <p>
   *
   * {@snippet :
   * Mesh mesh = Mesh.of("data", 8);
   * var loss = shardMap((w, x) -> pmean(x.matmul(w).square().sum(), "data"), mesh,
   *     ShardSpecs.in(PartitionSpec.of(), PartitionSpec.of("data")).out(PartitionSpec.of()));
   * }
   *
   * @param f a function of blocks
   * @param mesh the devices
   * @param specs how arguments and the result are divided
   * @throws org.jacobean.errors.TransformException from the returned function: JX0543 when there
   *     are too few devices, JX0544 when an axis does not divide a dimension, JX0545 when the mesh
   *     has no such axis, JX0546 when a spec has too many dimensions, JX0547 when specs are no
   *     prefix trees, JX0548 when a result differs between devices that its spec takes for equal,
   *     JX0549 when something is reduced that is the same on all devices, JX0551 when nested
   * @throws org.jacobean.errors.BackendException from the returned function: JX0552 when a device
   *     fails, JX0553 when a collective waits too long, JX0554 when devices part ways
   */
  public static <A, R> Jitted1<A, R> shardMap(Function1<A, R> f, Mesh mesh, ShardSpecs specs) {
    return new Jitted1<>(Typed.function1(new ShardMapFunction(TreeFunction.of(f), mesh, specs)));
  }

  /** Two arguments; see {@link #shardMap(Function1, Mesh, ShardSpecs)}. */
  public static <A, B, R> Jitted2<A, B, R> shardMap(
      Function2<A, B, R> f, Mesh mesh, ShardSpecs specs) {
    return new Jitted2<>(Typed.function2(new ShardMapFunction(TreeFunction.of(f), mesh, specs)));
  }

  /** Three arguments; see {@link #shardMap(Function1, Mesh, ShardSpecs)}. */
  public static <A, B, C, R> Jitted3<A, B, C, R> shardMap(
      Function3<A, B, C, R> f, Mesh mesh, ShardSpecs specs) {
    return new Jitted3<>(Typed.function3(new ShardMapFunction(TreeFunction.of(f), mesh, specs)));
  }

  /** Four arguments; see {@link #shardMap(Function1, Mesh, ShardSpecs)}. */
  public static <A, B, C, D, R> Jitted4<A, B, C, D, R> shardMap(
      Function4<A, B, C, D, R> f, Mesh mesh, ShardSpecs specs) {
    return new Jitted4<>(Typed.function4(new ShardMapFunction(TreeFunction.of(f), mesh, specs)));
  }

  /** Five arguments; see {@link #shardMap(Function1, Mesh, ShardSpecs)}. */
  public static <A, B, C, D, E, R> Jitted5<A, B, C, D, E, R> shardMap(
      Function5<A, B, C, D, E, R> f, Mesh mesh, ShardSpecs specs) {
    return new Jitted5<>(Typed.function5(new ShardMapFunction(TreeFunction.of(f), mesh, specs)));
  }

  /** Six arguments; see {@link #shardMap(Function1, Mesh, ShardSpecs)}. */
  public static <A, B, C, D, E, F, R> Jitted6<A, B, C, D, E, F, R> shardMap(
      Function6<A, B, C, D, E, F, R> f, Mesh mesh, ShardSpecs specs) {
    return new Jitted6<>(Typed.function6(new ShardMapFunction(TreeFunction.of(f), mesh, specs)));
  }

  /** Seven arguments; see {@link #shardMap(Function1, Mesh, ShardSpecs)}. */
  public static <A, B, C, D, E, F, G, R> Jitted7<A, B, C, D, E, F, G, R> shardMap(
      Function7<A, B, C, D, E, F, G, R> f, Mesh mesh, ShardSpecs specs) {
    return new Jitted7<>(Typed.function7(new ShardMapFunction(TreeFunction.of(f), mesh, specs)));
  }

  /** Eight arguments; see {@link #shardMap(Function1, Mesh, ShardSpecs)}. */
  public static <A, B, C, D, E, F, G, H, R> Jitted8<A, B, C, D, E, F, G, H, R> shardMap(
      Function8<A, B, C, D, E, F, G, H, R> f, Mesh mesh, ShardSpecs specs) {
    return new Jitted8<>(Typed.function8(new ShardMapFunction(TreeFunction.of(f), mesh, specs)));
  }

  /**
   * A function of one example, applied to many at once, one per device: every array of the
   * arguments has its examples along axis 0, and so has every array of the result. Their number is
   * that of the devices used. It is {@link #shardMap} over a mesh of one axis, named {@code
   * "devices"}.
   *
   * @throws org.jacobean.errors.TransformException from the returned function: JX0550 when there
   *     are not as many devices as examples; JX0417 to JX0422 for axes as {@code vmap}; JX0549,
   *     JX0551 and the errors of devices as {@code shardMap}
   */
  public static <A, R> Jitted1<A, R> pmap(Function1<A, R> f) {
    return pmap(f, VmapAxes.LEADING);
  }

  /** Two arguments; see {@link #pmap(Function1)}. */
  public static <A, B, R> Jitted2<A, B, R> pmap(Function2<A, B, R> f) {
    return pmap(f, VmapAxes.LEADING);
  }

  /** Three arguments; see {@link #pmap(Function1)}. */
  public static <A, B, C, R> Jitted3<A, B, C, R> pmap(Function3<A, B, C, R> f) {
    return pmap(f, VmapAxes.LEADING);
  }

  /** Four arguments; see {@link #pmap(Function1)}. */
  public static <A, B, C, D, R> Jitted4<A, B, C, D, R> pmap(Function4<A, B, C, D, R> f) {
    return pmap(f, VmapAxes.LEADING);
  }

  /** Five arguments; see {@link #pmap(Function1)}. */
  public static <A, B, C, D, E, R> Jitted5<A, B, C, D, E, R> pmap(Function5<A, B, C, D, E, R> f) {
    return pmap(f, VmapAxes.LEADING);
  }

  /** Six arguments; see {@link #pmap(Function1)}. */
  public static <A, B, C, D, E, F, R> Jitted6<A, B, C, D, E, F, R> pmap(
      Function6<A, B, C, D, E, F, R> f) {
    return pmap(f, VmapAxes.LEADING);
  }

  /** Seven arguments; see {@link #pmap(Function1)}. */
  public static <A, B, C, D, E, F, G, R> Jitted7<A, B, C, D, E, F, G, R> pmap(
      Function7<A, B, C, D, E, F, G, R> f) {
    return pmap(f, VmapAxes.LEADING);
  }

  /** Eight arguments; see {@link #pmap(Function1)}. */
  public static <A, B, C, D, E, F, G, H, R> Jitted8<A, B, C, D, E, F, G, H, R> pmap(
      Function8<A, B, C, D, E, F, G, H, R> f) {
    return pmap(f, VmapAxes.LEADING);
  }

  /**
   * With a name for the axis of devices, for collectives inside the function.
   *
   * @param axisName for example {@code "i"}, as in {@code psum(x, "i")}
   */
  public static <A, R> Jitted1<A, R> pmap(Function1<A, R> f, String axisName) {
    return pmap(f, VmapAxes.LEADING.axisName(axisName));
  }

  /** Two arguments; see {@link #pmap(Function1, String)}. */
  public static <A, B, R> Jitted2<A, B, R> pmap(Function2<A, B, R> f, String axisName) {
    return pmap(f, VmapAxes.LEADING.axisName(axisName));
  }

  /** Three arguments; see {@link #pmap(Function1, String)}. */
  public static <A, B, C, R> Jitted3<A, B, C, R> pmap(Function3<A, B, C, R> f, String axisName) {
    return pmap(f, VmapAxes.LEADING.axisName(axisName));
  }

  /** Four arguments; see {@link #pmap(Function1, String)}. */
  public static <A, B, C, D, R> Jitted4<A, B, C, D, R> pmap(
      Function4<A, B, C, D, R> f, String axisName) {
    return pmap(f, VmapAxes.LEADING.axisName(axisName));
  }

  /** Five arguments; see {@link #pmap(Function1, String)}. */
  public static <A, B, C, D, E, R> Jitted5<A, B, C, D, E, R> pmap(
      Function5<A, B, C, D, E, R> f, String axisName) {
    return pmap(f, VmapAxes.LEADING.axisName(axisName));
  }

  /** Six arguments; see {@link #pmap(Function1, String)}. */
  public static <A, B, C, D, E, F, R> Jitted6<A, B, C, D, E, F, R> pmap(
      Function6<A, B, C, D, E, F, R> f, String axisName) {
    return pmap(f, VmapAxes.LEADING.axisName(axisName));
  }

  /** Seven arguments; see {@link #pmap(Function1, String)}. */
  public static <A, B, C, D, E, F, G, R> Jitted7<A, B, C, D, E, F, G, R> pmap(
      Function7<A, B, C, D, E, F, G, R> f, String axisName) {
    return pmap(f, VmapAxes.LEADING.axisName(axisName));
  }

  /** Eight arguments; see {@link #pmap(Function1, String)}. */
  public static <A, B, C, D, E, F, G, H, R> Jitted8<A, B, C, D, E, F, G, H, R> pmap(
      Function8<A, B, C, D, E, F, G, H, R> f, String axisName) {
    return pmap(f, VmapAxes.LEADING.axisName(axisName));
  }

  /**
   * With axes per array, in and out; what is {@link #NOT_MAPPED} goes to all devices whole, and as
   * a result has to be the same on all.
   *
   * @param axes as for {@code vmap}; an axis name as well
   */
  public static <A, R> Jitted1<A, R> pmap(Function1<A, R> f, VmapAxes axes) {
    return new Jitted1<>(Typed.function1(new PmapFunction(TreeFunction.of(f), axes)));
  }

  /** Two arguments; see {@link #pmap(Function1, VmapAxes)}. */
  public static <A, B, R> Jitted2<A, B, R> pmap(Function2<A, B, R> f, VmapAxes axes) {
    return new Jitted2<>(Typed.function2(new PmapFunction(TreeFunction.of(f), axes)));
  }

  /** Three arguments; see {@link #pmap(Function1, VmapAxes)}. */
  public static <A, B, C, R> Jitted3<A, B, C, R> pmap(Function3<A, B, C, R> f, VmapAxes axes) {
    return new Jitted3<>(Typed.function3(new PmapFunction(TreeFunction.of(f), axes)));
  }

  /** Four arguments; see {@link #pmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, R> Jitted4<A, B, C, D, R> pmap(
      Function4<A, B, C, D, R> f, VmapAxes axes) {
    return new Jitted4<>(Typed.function4(new PmapFunction(TreeFunction.of(f), axes)));
  }

  /** Five arguments; see {@link #pmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, E, R> Jitted5<A, B, C, D, E, R> pmap(
      Function5<A, B, C, D, E, R> f, VmapAxes axes) {
    return new Jitted5<>(Typed.function5(new PmapFunction(TreeFunction.of(f), axes)));
  }

  /** Six arguments; see {@link #pmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, E, F, R> Jitted6<A, B, C, D, E, F, R> pmap(
      Function6<A, B, C, D, E, F, R> f, VmapAxes axes) {
    return new Jitted6<>(Typed.function6(new PmapFunction(TreeFunction.of(f), axes)));
  }

  /** Seven arguments; see {@link #pmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, E, F, G, R> Jitted7<A, B, C, D, E, F, G, R> pmap(
      Function7<A, B, C, D, E, F, G, R> f, VmapAxes axes) {
    return new Jitted7<>(Typed.function7(new PmapFunction(TreeFunction.of(f), axes)));
  }

  /** Eight arguments; see {@link #pmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, E, F, G, H, R> Jitted8<A, B, C, D, E, F, G, H, R> pmap(
      Function8<A, B, C, D, E, F, G, H, R> f, VmapAxes axes) {
    return new Jitted8<>(Typed.function8(new PmapFunction(TreeFunction.of(f), axes)));
  }
}
