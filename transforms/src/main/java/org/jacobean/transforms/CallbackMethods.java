package org.jacobean.transforms;

import io.vavr.Function0;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.HostFunction;
import org.jacobean.ir.op.IoCallback;
import org.jacobean.ir.op.PureCallback;
import org.jacobean.ir.op.VmapMethod;
import org.jacobean.jit.Arguments;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.pytrees.Tree;
import org.jacobean.trace.Tracing;

/** Calls of Java functions from programs, by arity. */
abstract class CallbackMethods extends CheckpointMethods {
  CallbackMethods() {}

  /**
   * Calls a Java function on concrete arrays whenever the program runs, compiled or not. The
   * function must be pure: the program may leave a call out, merge it with an equal one, or repeat
   * it. It has no derivative; give it one with {@code customJvp} or {@code customVjp} around it.
   *
   * <p>The arrays that the function is given are its own. It may compute with the library; it runs
   * eagerly.
   *
   * @param like a tree of arrays with the result's structure, shapes and dtypes; only these are
   *     used, so that a result of {@code evalShape} will do
   * @param f the function
   * @return what it returned
   * @throws org.jacobean.errors.TransformException when the program runs: JX0464 when the result
   *     has another structure, shape or dtype, JX0465 when the function throws; JX0463 when
   *     differentiated; JX0466 when batched, see {@link #pureCallback(Object, VmapMethod,
   *     Function1, Object)}
   */
  public static <A, R> R pureCallback(R like, Function1<A, R> f, A a) {
    return pureCallback(like, VmapMethod.NONE, f, a);
  }

  /**
   * {@link #pureCallback(Object, Function1, Object)} that can be batched.
   *
   * @param vmapMethod how the function is applied to many examples: once for each, or once for all
   *     with leading axes
   */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, R> R pureCallback(R like, VmapMethod vmapMethod, Function1<A, R> f, A a) {
    return call(
        "pureCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        x -> f.apply((A) x[0]),
        (h, types) -> new PureCallback(h, types, vmapMethod),
        a);
  }

  /** Two arguments; see {@link #pureCallback(Object, Function1, Object)}. */
  public static <A, B, R> R pureCallback(R like, Function2<A, B, R> f, A a, B b) {
    return pureCallback(like, VmapMethod.NONE, f, a, b);
  }

  /** Two arguments; see {@link #pureCallback(Object, VmapMethod, Function1, Object)}. */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, B, R> R pureCallback(
      R like, VmapMethod vmapMethod, Function2<A, B, R> f, A a, B b) {
    return call(
        "pureCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        x -> f.apply((A) x[0], (B) x[1]),
        (h, types) -> new PureCallback(h, types, vmapMethod),
        a,
        b);
  }

  /** Three arguments; see {@link #pureCallback(Object, Function1, Object)}. */
  public static <A, B, C, R> R pureCallback(R like, Function3<A, B, C, R> f, A a, B b, C c) {
    return pureCallback(like, VmapMethod.NONE, f, a, b, c);
  }

  /** Three arguments; see {@link #pureCallback(Object, VmapMethod, Function1, Object)}. */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, B, C, R> R pureCallback(
      R like, VmapMethod vmapMethod, Function3<A, B, C, R> f, A a, B b, C c) {
    return call(
        "pureCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        x -> f.apply((A) x[0], (B) x[1], (C) x[2]),
        (h, types) -> new PureCallback(h, types, vmapMethod),
        a,
        b,
        c);
  }

  /** Four arguments; see {@link #pureCallback(Object, Function1, Object)}. */
  public static <A, B, C, D, R> R pureCallback(
      R like, Function4<A, B, C, D, R> f, A a, B b, C c, D d) {
    return pureCallback(like, VmapMethod.NONE, f, a, b, c, d);
  }

  /** Four arguments; see {@link #pureCallback(Object, VmapMethod, Function1, Object)}. */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, B, C, D, R> R pureCallback(
      R like, VmapMethod vmapMethod, Function4<A, B, C, D, R> f, A a, B b, C c, D d) {
    return call(
        "pureCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        x -> f.apply((A) x[0], (B) x[1], (C) x[2], (D) x[3]),
        (h, types) -> new PureCallback(h, types, vmapMethod),
        a,
        b,
        c,
        d);
  }

  /**
   * Calls a Java function that reads or changes the world outside the program, whenever the program
   * runs: exactly once each time the program comes to it, also when nothing uses the result.
   * Callbacks run in program order. It has no derivative, and {@code vmap} runs it once per
   * example.
   *
   * @param like a tree of arrays with the result's structure, shapes and dtypes
   * @param ordered whether program order is relied on: then {@code vmap} is an error
   * @param f the function
   * @throws org.jacobean.errors.TransformException as {@link #pureCallback(Object, Function1,
   *     Object)}; JX0467 when ordered and batched
   */
  public static <R> R ioCallback(R like, boolean ordered, Function0<R> f) {
    return call(
        "ioCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        _ -> f.apply(),
        (h, types) -> new IoCallback(h, types, ordered));
  }

  /** One argument; see {@link #ioCallback(Object, boolean, Function0)}. */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, R> R ioCallback(R like, boolean ordered, Function1<A, R> f, A a) {
    return call(
        "ioCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        x -> f.apply((A) x[0]),
        (h, types) -> new IoCallback(h, types, ordered),
        a);
  }

  /** Two arguments; see {@link #ioCallback(Object, boolean, Function0)}. */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, B, R> R ioCallback(R like, boolean ordered, Function2<A, B, R> f, A a, B b) {
    return call(
        "ioCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        x -> f.apply((A) x[0], (B) x[1]),
        (h, types) -> new IoCallback(h, types, ordered),
        a,
        b);
  }

  /** Three arguments; see {@link #ioCallback(Object, boolean, Function0)}. */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, B, C, R> R ioCallback(
      R like, boolean ordered, Function3<A, B, C, R> f, A a, B b, C c) {
    return call(
        "ioCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        x -> f.apply((A) x[0], (B) x[1], (C) x[2]),
        (h, types) -> new IoCallback(h, types, ordered),
        a,
        b,
        c);
  }

  /** Four arguments; see {@link #ioCallback(Object, boolean, Function0)}. */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, B, C, D, R> R ioCallback(
      R like, boolean ordered, Function4<A, B, C, D, R> f, A a, B b, C c, D d) {
    return call(
        "ioCallback of " + TreeFunction.of(f).name(),
        like,
        f,
        x -> f.apply((A) x[0], (B) x[1], (C) x[2], (D) x[3]),
        (h, types) -> new IoCallback(h, types, ordered),
        a,
        b,
        c,
        d);
  }

  private interface Make {
    Callback make(HostFunction f, List<AbstractValue> results);
  }

  private static <R> R call(
      String name,
      R like,
      Object function,
      TreeCallback.Invoker invoker,
      Make make,
      Object... args) {
    Tree.Flattened result = Tree.flatten(like);
    List<AbstractValue> types = new ArrayList<>();
    Arguments.arrays(result.leaves()).forEach(a -> types.add(a.aval().strong()));
    Staging.Args flat = Staging.Args.of(args);
    HostFunction f =
        new TreeCallback(name, function, invoker, flat.tree(), Optional.of(result.structure()));
    List<NDArray> out = Tracing.bind(make.make(f, types), flat.leaves());
    return result.structure().unflatten(out);
  }
}
