package org.jacobean.jit;

import io.vavr.Function0;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;

/** Gives types to functions of trees: what the transformations hand to the user. */
public final class Typed {
  private Typed() {}

  /** What all typed functions share: they are equal when what they compute is. */
  private abstract static class Base implements TypedFunction {
    final transient TreeFunction function;

    Base(TreeFunction f) {
      this.function = f;
    }

    @Override
    public final TreeFunction untyped() {
      return function;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // the subclasses have no state of their own
    public final boolean equals(Object o) {
      return o != null && getClass() == o.getClass() && function.equals(((Base) o).function);
    }

    @Override
    public final int hashCode() {
      return function.hashCode();
    }

    @Override
    public final String toString() {
      return function.toString();
    }
  }

  /** A function of no argument. */
  public static <R> Function0<R> function0(TreeFunction f) {
    return new F0<>(f);
  }

  /** A function of one argument. */
  public static <A, R> Function1<A, R> function1(TreeFunction f) {
    return new F1<>(f);
  }

  /** A function of two arguments. */
  public static <A, B, R> Function2<A, B, R> function2(TreeFunction f) {
    return new F2<>(f);
  }

  /** A function of three arguments. */
  public static <A, B, C, R> Function3<A, B, C, R> function3(TreeFunction f) {
    return new F3<>(f);
  }

  /** A function of four arguments. */
  public static <A, B, C, D, R> Function4<A, B, C, D, R> function4(TreeFunction f) {
    return new F4<>(f);
  }

  /** A function of five arguments. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, R> function5(TreeFunction f) {
    return new F5<>(f);
  }

  /** A function of six arguments. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, R> function6(TreeFunction f) {
    return new F6<>(f);
  }

  /** A function of seven arguments. */
  public static <A, B, C, D, E, F, G, R> Function7<A, B, C, D, E, F, G, R> function7(
      TreeFunction f) {
    return new F7<>(f);
  }

  /** A function of eight arguments. */
  public static <A, B, C, D, E, F, G, H, R> Function8<A, B, C, D, E, F, G, H, R> function8(
      TreeFunction f) {
    return new F8<>(f);
  }

  private static final class F0<R> extends Base implements Function0<R> {
    private static final long serialVersionUID = 1L;

    F0(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply() {
      return (R) function.call();
    }
  }

  private static final class F1<A, R> extends Base implements Function1<A, R> {
    private static final long serialVersionUID = 1L;

    F1(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply(A a) {
      return (R) function.call(a);
    }
  }

  private static final class F2<A, B, R> extends Base implements Function2<A, B, R> {
    private static final long serialVersionUID = 1L;

    F2(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply(A a, B b) {
      return (R) function.call(a, b);
    }
  }

  private static final class F3<A, B, C, R> extends Base implements Function3<A, B, C, R> {
    private static final long serialVersionUID = 1L;

    F3(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply(A a, B b, C c) {
      return (R) function.call(a, b, c);
    }
  }

  private static final class F4<A, B, C, D, R> extends Base implements Function4<A, B, C, D, R> {
    private static final long serialVersionUID = 1L;

    F4(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply(A a, B b, C c, D d) {
      return (R) function.call(a, b, c, d);
    }
  }

  private static final class F5<A, B, C, D, E, R> extends Base
      implements Function5<A, B, C, D, E, R> {
    private static final long serialVersionUID = 1L;

    F5(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply(A a, B b, C c, D d, E e) {
      return (R) function.call(a, b, c, d, e);
    }
  }

  private static final class F6<A, B, C, D, E, F, R> extends Base
      implements Function6<A, B, C, D, E, F, R> {
    private static final long serialVersionUID = 1L;

    F6(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply(A a, B b, C c, D d, E e, F f) {
      return (R) function.call(a, b, c, d, e, f);
    }
  }

  private static final class F7<A, B, C, D, E, F, G, R> extends Base
      implements Function7<A, B, C, D, E, F, G, R> {
    private static final long serialVersionUID = 1L;

    F7(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply(A a, B b, C c, D d, E e, F f, G g) {
      return (R) function.call(a, b, c, d, e, f, g);
    }
  }

  private static final class F8<A, B, C, D, E, F, G, H, R> extends Base
      implements Function8<A, B, C, D, E, F, G, H, R> {
    private static final long serialVersionUID = 1L;

    F8(TreeFunction f) {
      super(f);
    }

    @Override
    @SuppressWarnings("unchecked") // the transformation that made f gives it this type
    public R apply(A a, B b, C c, D d, E e, F f, G g, H h) {
      return (R) function.call(a, b, c, d, e, f, g, h);
    }
  }
}
