package org.jacobean.transforms;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;
import java.util.List;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.jit.TreeFunction;
import org.jacobean.jit.Typed;

/** {@code checkpoint} by arity. */
abstract class CheckpointMethods extends CollectiveMethods {
  CheckpointMethods() {}

  /**
   * Gives every array of a tree a name by which a {@link CheckpointPolicy} knows it. The values are
   * unchanged.
   *
   * @param tree arrays in any structure
   * @param name the name; shown in jaxprs as {@code name[name=...]}
   */
  public static <T> T checkpointName(T tree, String name) {
    return Inspection.named(tree, name);
  }

  /**
   * A function whose intermediate values are not kept for reverse mode: they are computed again
   * from the arguments on the way back. That trades time for memory; values and derivatives are the
   * same. Also called rematerialisation.
   *
   * @param f any function of trees; arrays that it captures count as arguments
   */
  public static <A, R> Function1<A, R> checkpoint(Function1<A, R> f) {
    return checkpoint(f, CheckpointPolicy.nothingSaveable());
  }

  /** Two arguments; see {@link #checkpoint(Function1)}. */
  public static <A, B, R> Function2<A, B, R> checkpoint(Function2<A, B, R> f) {
    return checkpoint(f, CheckpointPolicy.nothingSaveable());
  }

  /** Three arguments; see {@link #checkpoint(Function1)}. */
  public static <A, B, C, R> Function3<A, B, C, R> checkpoint(Function3<A, B, C, R> f) {
    return checkpoint(f, CheckpointPolicy.nothingSaveable());
  }

  /** Four arguments; see {@link #checkpoint(Function1)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> checkpoint(Function4<A, B, C, D, R> f) {
    return checkpoint(f, CheckpointPolicy.nothingSaveable());
  }

  /** Five arguments; see {@link #checkpoint(Function1)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> checkpoint(
      Function5<A, B, C, D, E, R> f) {
    return checkpoint(f, CheckpointPolicy.nothingSaveable());
  }

  /** Six arguments; see {@link #checkpoint(Function1)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> checkpoint(
      Function6<A, B, C, D, E, F, R> f) {
    return checkpoint(f, CheckpointPolicy.nothingSaveable());
  }

  /** Seven arguments; see {@link #checkpoint(Function1)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> checkpoint(
      Function7<A, B, C, D, E, F, G, R> f) {
    return checkpoint(f, CheckpointPolicy.nothingSaveable());
  }

  /** Eight arguments; see {@link #checkpoint(Function1)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> checkpoint(
      Function8<A, B, C, D, E, F, G, H, R> f) {
    return checkpoint(f, CheckpointPolicy.nothingSaveable());
  }

  /**
   * {@link #checkpoint(Function1)} that saves some of the intermediate values.
   *
   * @param policy which values are saved
   */
  public static <A, R> Function1<A, R> checkpoint(Function1<A, R> f, CheckpointPolicy policy) {
    return checkpoint(f, policy, true);
  }

  /** Two arguments; see {@link #checkpoint(Function1, CheckpointPolicy)}. */
  public static <A, B, R> Function2<A, B, R> checkpoint(
      Function2<A, B, R> f, CheckpointPolicy policy) {
    return checkpoint(f, policy, true);
  }

  /** Three arguments; see {@link #checkpoint(Function1, CheckpointPolicy)}. */
  public static <A, B, C, R> Function3<A, B, C, R> checkpoint(
      Function3<A, B, C, R> f, CheckpointPolicy policy) {
    return checkpoint(f, policy, true);
  }

  /** Four arguments; see {@link #checkpoint(Function1, CheckpointPolicy)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> checkpoint(
      Function4<A, B, C, D, R> f, CheckpointPolicy policy) {
    return checkpoint(f, policy, true);
  }

  /** Five arguments; see {@link #checkpoint(Function1, CheckpointPolicy)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> checkpoint(
      Function5<A, B, C, D, E, R> f, CheckpointPolicy policy) {
    return checkpoint(f, policy, true);
  }

  /** Six arguments; see {@link #checkpoint(Function1, CheckpointPolicy)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> checkpoint(
      Function6<A, B, C, D, E, F, R> f, CheckpointPolicy policy) {
    return checkpoint(f, policy, true);
  }

  /** Seven arguments; see {@link #checkpoint(Function1, CheckpointPolicy)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> checkpoint(
      Function7<A, B, C, D, E, F, G, R> f, CheckpointPolicy policy) {
    return checkpoint(f, policy, true);
  }

  /** Eight arguments; see {@link #checkpoint(Function1, CheckpointPolicy)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> checkpoint(
      Function8<A, B, C, D, E, F, G, H, R> f, CheckpointPolicy policy) {
    return checkpoint(f, policy, true);
  }

  /**
   * {@link #checkpoint(Function1, CheckpointPolicy)}, optionally without protection from the
   * optimizer.
   *
   * @param preventCse whether the optimizer must not replace the second computation by the results
   *     of the first. Within the body of a {@code scan} that cannot happen, so that false is safe
   *     there and leaves more freedom
   */
  public static <A, R> Function1<A, R> checkpoint(
      Function1<A, R> f, CheckpointPolicy policy, boolean preventCse) {
    return Typed.function1(CheckpointFunction.of(TreeFunction.of(f), policy, preventCse));
  }

  /** Two arguments; see {@link #checkpoint(Function1, CheckpointPolicy, boolean)}. */
  public static <A, B, R> Function2<A, B, R> checkpoint(
      Function2<A, B, R> f, CheckpointPolicy policy, boolean preventCse) {
    return Typed.function2(CheckpointFunction.of(TreeFunction.of(f), policy, preventCse));
  }

  /** Three arguments; see {@link #checkpoint(Function1, CheckpointPolicy, boolean)}. */
  public static <A, B, C, R> Function3<A, B, C, R> checkpoint(
      Function3<A, B, C, R> f, CheckpointPolicy policy, boolean preventCse) {
    return Typed.function3(CheckpointFunction.of(TreeFunction.of(f), policy, preventCse));
  }

  /** Four arguments; see {@link #checkpoint(Function1, CheckpointPolicy, boolean)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> checkpoint(
      Function4<A, B, C, D, R> f, CheckpointPolicy policy, boolean preventCse) {
    return Typed.function4(CheckpointFunction.of(TreeFunction.of(f), policy, preventCse));
  }

  /** Five arguments; see {@link #checkpoint(Function1, CheckpointPolicy, boolean)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> checkpoint(
      Function5<A, B, C, D, E, R> f, CheckpointPolicy policy, boolean preventCse) {
    return Typed.function5(CheckpointFunction.of(TreeFunction.of(f), policy, preventCse));
  }

  /** Six arguments; see {@link #checkpoint(Function1, CheckpointPolicy, boolean)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> checkpoint(
      Function6<A, B, C, D, E, F, R> f, CheckpointPolicy policy, boolean preventCse) {
    return Typed.function6(CheckpointFunction.of(TreeFunction.of(f), policy, preventCse));
  }

  /** Seven arguments; see {@link #checkpoint(Function1, CheckpointPolicy, boolean)}. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> checkpoint(
      Function7<A, B, C, D, E, F, G, R> f, CheckpointPolicy policy, boolean preventCse) {
    return Typed.function7(CheckpointFunction.of(TreeFunction.of(f), policy, preventCse));
  }

  /** Eight arguments; see {@link #checkpoint(Function1, CheckpointPolicy, boolean)}. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> checkpoint(
      Function8<A, B, C, D, E, F, G, H, R> f, CheckpointPolicy policy, boolean preventCse) {
    return Typed.function8(CheckpointFunction.of(TreeFunction.of(f), policy, preventCse));
  }

  /**
   * What reverse mode of a function saves between the way forward and the way back: to see what a
   * {@link #checkpoint(Function1)} or a policy does.
   *
   * @param a the arguments; only their types matter
   * @return one entry per saved array, with its type and where it comes from
   */
  public static <A> List<SavedResidual> savedResiduals(Function1<A, ?> f, A a) {
    return ResidualReport.of(TreeFunction.of(f), a);
  }

  /** Two arguments; see {@link #savedResiduals(Function1, Object)}. */
  public static <A, B> List<SavedResidual> savedResiduals(Function2<A, B, ?> f, A a, B b) {
    return ResidualReport.of(TreeFunction.of(f), a, b);
  }

  /** Three arguments; see {@link #savedResiduals(Function1, Object)}. */
  public static <A, B, C> List<SavedResidual> savedResiduals(
      Function3<A, B, C, ?> f, A a, B b, C c) {
    return ResidualReport.of(TreeFunction.of(f), a, b, c);
  }

  /** Four arguments; see {@link #savedResiduals(Function1, Object)}. */
  public static <A, B, C, D> List<SavedResidual> savedResiduals(
      Function4<A, B, C, D, ?> f, A a, B b, C c, D d) {
    return ResidualReport.of(TreeFunction.of(f), a, b, c, d);
  }

  /** Five arguments; see {@link #savedResiduals(Function1, Object)}. */
  public static <A, B, C, D, E> List<SavedResidual> savedResiduals(
      Function5<A, B, C, D, E, ?> f, A a, B b, C c, D d, E e) {
    return ResidualReport.of(TreeFunction.of(f), a, b, c, d, e);
  }

  /** Six arguments; see {@link #savedResiduals(Function1, Object)}. */
  public static <A, B, C, D, E, F> List<SavedResidual> savedResiduals(
      Function6<A, B, C, D, E, F, ?> f, A a, B b, C c, D d, E e, F f1) {
    return ResidualReport.of(TreeFunction.of(f), a, b, c, d, e, f1);
  }

  /** Seven arguments; see {@link #savedResiduals(Function1, Object)}. */
  public static <A, B, C, D, E, F, G> List<SavedResidual> savedResiduals(
      Function7<A, B, C, D, E, F, G, ?> f, A a, B b, C c, D d, E e, F f1, G g) {
    return ResidualReport.of(TreeFunction.of(f), a, b, c, d, e, f1, g);
  }

  /** Eight arguments; see {@link #savedResiduals(Function1, Object)}. */
  public static <A, B, C, D, E, F, G, H> List<SavedResidual> savedResiduals(
      Function8<A, B, C, D, E, F, G, H, ?> f, A a, B b, C c, D d, E e, F f1, G g, H h) {
    return ResidualReport.of(TreeFunction.of(f), a, b, c, d, e, f1, g, h);
  }
}
