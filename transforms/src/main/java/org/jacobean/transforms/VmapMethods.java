package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;
import org.jacobean.jit.TreeFunction;
import org.jacobean.jit.Typed;

/** {@code vmap} by arity. */
abstract class VmapMethods extends AuxMethods {
  VmapMethods() {}

  /** For {@code vmap}: every example gets the whole array. */
  public static final int NOT_MAPPED = VmapAxes.NOT_MAPPED;

  /**
   * A function of one example, applied to many at once: every array of the arguments has its
   * examples along axis 0, and so has every array of the result.
   *
   * @throws org.jacobean.errors.TransformException from the returned function: JX0417 when no
   *     argument is mapped, JX0418 when an axis is out of range, JX0419 when the numbers of
   *     examples differ
   */
  public static <A, R> Function1<A, R> vmap(Function1<A, R> f) {
    return Typed.function1(new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING));
  }

  /** Two arguments; see {@link #vmap(Function1)}. */
  public static <A, B, R> Function2<A, B, R> vmap(Function2<A, B, R> f) {
    return Typed.function2(new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING));
  }

  /** Three arguments; see {@link #vmap(Function1)}. */
  public static <A, B, C, R> Function3<A, B, C, R> vmap(Function3<A, B, C, R> f) {
    return Typed.function3(new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING));
  }

  /** Four arguments; see {@link #vmap(Function1)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> vmap(Function4<A, B, C, D, R> f) {
    return Typed.function4(new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING));
  }

  /** Five arguments; see {@link #vmap(Function1)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> vmap(Function5<A, B, C, D, E, R> f) {
    return Typed.function5(new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING));
  }

  /** Six arguments; see {@link #vmap(Function1)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> vmap(
      Function6<A, B, C, D, E, F, R> f) {
    return Typed.function6(new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING));
  }

  /** Seven arguments; see {@link #vmap(Function1)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> vmap(
      Function7<A, B, C, D, E, F, G, R> f) {
    return Typed.function7(new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING));
  }

  /** Eight arguments; see {@link #vmap(Function1)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> vmap(
      Function8<A, B, C, D, E, F, G, H, R> f) {
    return Typed.function8(new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING));
  }

  /**
   * With the examples of each argument along an axis of its own: {@code vmap(f, 0, NOT_MAPPED)}.
   * Negative axes count from the end; results have their examples along axis 0.
   *
   * @param inAxes one axis per argument, or {@link #NOT_MAPPED} for what all examples share
   * @throws org.jacobean.errors.TransformException also JX0420 when there are not as many axes as
   *     arguments
   */
  public static <A, R> Function1<A, R> vmap(Function1<A, R> f, int... inAxes) {
    return Typed.function1(new VmapFunction(TreeFunction.of(f), VmapMethods.axes(inAxes)));
  }

  /** Two arguments; see {@link #vmap(Function1, int...)}. */
  public static <A, B, R> Function2<A, B, R> vmap(Function2<A, B, R> f, int... inAxes) {
    return Typed.function2(new VmapFunction(TreeFunction.of(f), VmapMethods.axes(inAxes)));
  }

  /** Three arguments; see {@link #vmap(Function1, int...)}. */
  public static <A, B, C, R> Function3<A, B, C, R> vmap(Function3<A, B, C, R> f, int... inAxes) {
    return Typed.function3(new VmapFunction(TreeFunction.of(f), VmapMethods.axes(inAxes)));
  }

  /** Four arguments; see {@link #vmap(Function1, int...)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> vmap(
      Function4<A, B, C, D, R> f, int... inAxes) {
    return Typed.function4(new VmapFunction(TreeFunction.of(f), VmapMethods.axes(inAxes)));
  }

  /** Five arguments; see {@link #vmap(Function1, int...)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> vmap(
      Function5<A, B, C, D, E, R> f, int... inAxes) {
    return Typed.function5(new VmapFunction(TreeFunction.of(f), VmapMethods.axes(inAxes)));
  }

  /** Six arguments; see {@link #vmap(Function1, int...)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> vmap(
      Function6<A, B, C, D, E, F, R> f, int... inAxes) {
    return Typed.function6(new VmapFunction(TreeFunction.of(f), VmapMethods.axes(inAxes)));
  }

  /** Seven arguments; see {@link #vmap(Function1, int...)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> vmap(
      Function7<A, B, C, D, E, F, G, R> f, int... inAxes) {
    return Typed.function7(new VmapFunction(TreeFunction.of(f), VmapMethods.axes(inAxes)));
  }

  /** Eight arguments; see {@link #vmap(Function1, int...)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> vmap(
      Function8<A, B, C, D, E, F, G, H, R> f, int... inAxes) {
    return Typed.function8(new VmapFunction(TreeFunction.of(f), VmapMethods.axes(inAxes)));
  }

  /**
   * With a name for the axis of examples, so that {@linkplain CollectiveMethods collectives} in the
   * function run between the examples: {@code vmap(x -> x.sub(pmean(x, "i")), "i")}.
   */
  public static <A, R> Function1<A, R> vmap(Function1<A, R> f, String axisName) {
    return Typed.function1(
        new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING.axisName(axisName)));
  }

  /** Two arguments; see {@link #vmap(Function1, String)}. */
  public static <A, B, R> Function2<A, B, R> vmap(Function2<A, B, R> f, String axisName) {
    return Typed.function2(
        new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING.axisName(axisName)));
  }

  /** Three arguments; see {@link #vmap(Function1, String)}. */
  public static <A, B, C, R> Function3<A, B, C, R> vmap(Function3<A, B, C, R> f, String axisName) {
    return Typed.function3(
        new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING.axisName(axisName)));
  }

  /** Four arguments; see {@link #vmap(Function1, String)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> vmap(
      Function4<A, B, C, D, R> f, String axisName) {
    return Typed.function4(
        new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING.axisName(axisName)));
  }

  /** Five arguments; see {@link #vmap(Function1, String)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> vmap(
      Function5<A, B, C, D, E, R> f, String axisName) {
    return Typed.function5(
        new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING.axisName(axisName)));
  }

  /** Six arguments; see {@link #vmap(Function1, String)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> vmap(
      Function6<A, B, C, D, E, F, R> f, String axisName) {
    return Typed.function6(
        new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING.axisName(axisName)));
  }

  /** Seven arguments; see {@link #vmap(Function1, String)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> vmap(
      Function7<A, B, C, D, E, F, G, R> f, String axisName) {
    return Typed.function7(
        new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING.axisName(axisName)));
  }

  /** Eight arguments; see {@link #vmap(Function1, String)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> vmap(
      Function8<A, B, C, D, E, F, G, H, R> f, String axisName) {
    return Typed.function8(
        new VmapFunction(TreeFunction.of(f), VmapAxes.LEADING.axisName(axisName)));
  }

  /**
   * With axes per array, in and out.
   *
   * @throws org.jacobean.errors.TransformException also JX0420 when the axes are no prefix tree of
   *     the arguments or the result, JX0421 when a result that is not to be mapped differs between
   *     examples, JX0422 when an out axis is out of range
   */
  public static <A, R> Function1<A, R> vmap(Function1<A, R> f, VmapAxes axes) {
    return Typed.function1(new VmapFunction(TreeFunction.of(f), axes));
  }

  /** Two arguments; see {@link #vmap(Function1, VmapAxes)}. */
  public static <A, B, R> Function2<A, B, R> vmap(Function2<A, B, R> f, VmapAxes axes) {
    return Typed.function2(new VmapFunction(TreeFunction.of(f), axes));
  }

  /** Three arguments; see {@link #vmap(Function1, VmapAxes)}. */
  public static <A, B, C, R> Function3<A, B, C, R> vmap(Function3<A, B, C, R> f, VmapAxes axes) {
    return Typed.function3(new VmapFunction(TreeFunction.of(f), axes));
  }

  /** Four arguments; see {@link #vmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> vmap(
      Function4<A, B, C, D, R> f, VmapAxes axes) {
    return Typed.function4(new VmapFunction(TreeFunction.of(f), axes));
  }

  /** Five arguments; see {@link #vmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> vmap(
      Function5<A, B, C, D, E, R> f, VmapAxes axes) {
    return Typed.function5(new VmapFunction(TreeFunction.of(f), axes));
  }

  /** Six arguments; see {@link #vmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> vmap(
      Function6<A, B, C, D, E, F, R> f, VmapAxes axes) {
    return Typed.function6(new VmapFunction(TreeFunction.of(f), axes));
  }

  /** Seven arguments; see {@link #vmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> vmap(
      Function7<A, B, C, D, E, F, G, R> f, VmapAxes axes) {
    return Typed.function7(new VmapFunction(TreeFunction.of(f), axes));
  }

  /** Eight arguments; see {@link #vmap(Function1, VmapAxes)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> vmap(
      Function8<A, B, C, D, E, F, G, H, R> f, VmapAxes axes) {
    return Typed.function8(new VmapFunction(TreeFunction.of(f), axes));
  }

  private static VmapAxes axes(int[] in) {
    return VmapAxes.in(java.util.stream.IntStream.of(in).boxed().toArray());
  }
}
