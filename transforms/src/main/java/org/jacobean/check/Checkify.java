package org.jacobean.check;

import io.vavr.Function0;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.Check;
import org.jacobean.jit.TreeFunction;
import org.jacobean.jit.Typed;
import org.jacobean.trace.SourceLines;
import org.jacobean.trace.Tracing;

/**
 * Checked functions. {@link #check} states what must hold; {@code checkify} makes a function return
 * the first failure, of the user's checks or of others on request, in place of failing.
 *
 * {@snippet :
 * static NDArray root(NDArray x) {
 *   Checkify.check(x.ge(0), "{} is negative", x);
 *   return x.sqrt();
 * }
 *
 * var checked = jit(Checkify.checkify(Main::root));
 * Tuple2<CheckError, NDArray> out = checked.apply(x);
 * out._1().throwIfError();
 * }
 *
 * <p>The first failure in program order wins; it knows the step of every loop around it. Under
 * {@code vmap} of a checked function every example has its own error; a checked function that maps
 * inside has one for all. Derivatives of checked functions are those of the functions; the error is
 * constant.
 */
public final class Checkify {
  /** The user's own checks. */
  public static final Set<CheckKind> USER_CHECKS = Set.of(CheckKind.USER);

  /** NaN and division by zero. */
  public static final Set<CheckKind> FLOAT_CHECKS = Set.of(CheckKind.NAN, CheckKind.DIVISION);

  /** All that there are. */
  public static final Set<CheckKind> ALL_CHECKS = Set.copyOf(EnumSet.allOf(CheckKind.class));

  private Checkify() {}

  /**
   * States that a predicate holds. In a function under {@code checkify} a failure becomes part of
   * its error. Elsewhere it fails the call, compiled or not, when the program comes to it; under
   * {@code vmap} it names the first example.
   *
   * @param pred a bool scalar
   * @param format the message, with placeholders as in {@code Debug.print}
   * @param values what it shows
   * @throws org.jacobean.errors.CheckException JX0340 when it does not hold
   * @throws DTypeException JX0221 when the predicate is no bool scalar
   * @throws TransformException JX0461 when the format cannot be read, JX0468 when it has another
   *     number of placeholders
   */
  public static void check(NDArray pred, String format, Object... values) {
    FormattedValues f;
    try {
      f = FormattedValues.of(format, values);
    } catch (TransformException e) {
      throw e.at(SourceLines.caller().toString());
    }
    if (pred.dtype() != DType.BOOL || pred.rank() != 0) {
      DTypeException e =
          new DTypeException(
              "JX0221",
              "the predicate of a check must be a bool scalar, not "
                  + pred.aval()
                  + "; reduce it with all()");
      e.at(SourceLines.caller().toString());
      throw e;
    }
    List<NDArray> operands = new ArrayList<>(List.of(pred));
    operands.addAll(f.arrays());
    Tracing.bind(new Check(f.format(), 0), operands);
  }

  /**
   * A function that returns its first failure, and its result, which after a failure may be
   * anything.
   *
   * @param f the function, whose checks are looked at
   */
  public static <R> Function0<Tuple2<CheckError, R>> checkify(Function0<R> f) {
    return checkify(f, USER_CHECKS);
  }

  /**
   * {@link #checkify(Function0)} with a choice of failures, such as {@link #ALL_CHECKS}.
   *
   * @param f the function
   * @param kinds what is looked for; checks of other kinds stay what they are
   * @throws TransformException from the returned function: JX0346 when a check is inside an
   *     operation that checkify does not look into
   */
  public static <R> Function0<Tuple2<CheckError, R>> checkify(
      Function0<R> f, Set<CheckKind> kinds) {
    return Typed.function0(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }

  /** One argument; see {@link #checkify(Function0)}. */
  public static <A, R> Function1<A, Tuple2<CheckError, R>> checkify(Function1<A, R> f) {
    return checkify(f, USER_CHECKS);
  }

  /** One argument; see {@link #checkify(Function0, Set)}. */
  public static <A, R> Function1<A, Tuple2<CheckError, R>> checkify(
      Function1<A, R> f, Set<CheckKind> kinds) {
    return Typed.function1(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }

  /** Two arguments; see {@link #checkify(Function0)}. */
  public static <A, B, R> Function2<A, B, Tuple2<CheckError, R>> checkify(Function2<A, B, R> f) {
    return checkify(f, USER_CHECKS);
  }

  /** Two arguments; see {@link #checkify(Function0, Set)}. */
  public static <A, B, R> Function2<A, B, Tuple2<CheckError, R>> checkify(
      Function2<A, B, R> f, Set<CheckKind> kinds) {
    return Typed.function2(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }

  /** Three arguments; see {@link #checkify(Function0)}. */
  public static <A, B, C, R> Function3<A, B, C, Tuple2<CheckError, R>> checkify(
      Function3<A, B, C, R> f) {
    return checkify(f, USER_CHECKS);
  }

  /** Three arguments; see {@link #checkify(Function0, Set)}. */
  public static <A, B, C, R> Function3<A, B, C, Tuple2<CheckError, R>> checkify(
      Function3<A, B, C, R> f, Set<CheckKind> kinds) {
    return Typed.function3(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }

  /** Four arguments; see {@link #checkify(Function0)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, Tuple2<CheckError, R>> checkify(
      Function4<A, B, C, D, R> f) {
    return checkify(f, USER_CHECKS);
  }

  /** Four arguments; see {@link #checkify(Function0, Set)}. */
  public static <A, B, C, D, R> Function4<A, B, C, D, Tuple2<CheckError, R>> checkify(
      Function4<A, B, C, D, R> f, Set<CheckKind> kinds) {
    return Typed.function4(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }

  /** Five arguments; see {@link #checkify(Function0)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, Tuple2<CheckError, R>> checkify(
      Function5<A, B, C, D, E, R> f) {
    return checkify(f, USER_CHECKS);
  }

  /** Five arguments; see {@link #checkify(Function0, Set)}. */
  public static <A, B, C, D, E, R> Function5<A, B, C, D, E, Tuple2<CheckError, R>> checkify(
      Function5<A, B, C, D, E, R> f, Set<CheckKind> kinds) {
    return Typed.function5(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }

  /** Six arguments; see {@link #checkify(Function0)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, Tuple2<CheckError, R>> checkify(
      Function6<A, B, C, D, E, F, R> f) {
    return checkify(f, USER_CHECKS);
  }

  /** Six arguments; see {@link #checkify(Function0, Set)}. */
  public static <A, B, C, D, E, F, R> Function6<A, B, C, D, E, F, Tuple2<CheckError, R>> checkify(
      Function6<A, B, C, D, E, F, R> f, Set<CheckKind> kinds) {
    return Typed.function6(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }

  /** Seven arguments; see {@link #checkify(Function0)}. */
  public static <A, B, C, D, E, F, G, R>
      Function7<A, B, C, D, E, F, G, Tuple2<CheckError, R>> checkify(
          Function7<A, B, C, D, E, F, G, R> f) {
    return checkify(f, USER_CHECKS);
  }

  /** Seven arguments; see {@link #checkify(Function0, Set)}. */
  public static <A, B, C, D, E, F, G, R>
      Function7<A, B, C, D, E, F, G, Tuple2<CheckError, R>> checkify(
          Function7<A, B, C, D, E, F, G, R> f, Set<CheckKind> kinds) {
    return Typed.function7(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }

  /** Eight arguments; see {@link #checkify(Function0)}. */
  public static <A, B, C, D, E, F, G, H, R>
      Function8<A, B, C, D, E, F, G, H, Tuple2<CheckError, R>> checkify(
          Function8<A, B, C, D, E, F, G, H, R> f) {
    return checkify(f, USER_CHECKS);
  }

  /** Eight arguments; see {@link #checkify(Function0, Set)}. */
  public static <A, B, C, D, E, F, G, H, R>
      Function8<A, B, C, D, E, F, G, H, Tuple2<CheckError, R>> checkify(
          Function8<A, B, C, D, E, F, G, H, R> f, Set<CheckKind> kinds) {
    return Typed.function8(new CheckedFunction(TreeFunction.of(f), Set.copyOf(kinds)));
  }
}
