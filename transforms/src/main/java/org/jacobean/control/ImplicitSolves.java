package org.jacobean.control;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple2;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.errors.TransformException;
import org.jacobean.jit.Staging;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.SourceLines;

/**
 * Solutions of equations, differentiated by the implicit function theorem: the derivative does not
 * depend on how the solver works, costs one linear solve, and may be taken again and again.
 */
public final class ImplicitSolves {
  private ImplicitSolves() {}

  /**
   * The solution {@code x} of {@code matvec(x) = b}. Derivatives with respect to {@code b} and to
   * arrays that {@code matvec} captured solve {@code matvec(dx) = db - (d matvec)(x)}; arrays that
   * only the solver captured are constants. Reverse mode is an error (JX0476), as how to solve with
   * the transpose is not known.
   *
   * @param matvec a linear function
   * @param b the right-hand side: a tree of inexact arrays, of the type of {@code x}
   * @param solve from {@code matvec} and a right-hand side to the solution
   * @throws TransformException JX0475 when a function returns another type than that of {@code b},
   *     JX0478 when {@code b} has integers
   */
  public static <T> T customLinearSolve(
      Function1<T, T> matvec, T b, Function2<Function1<T, T>, T, T> solve) {
    return LinearSolve.solve(matvec, b, solve, null, false);
  }

  /**
   * As {@link #customLinearSolve(Function1, Object, Function2)}, with reverse mode.
   *
   * @param transposeSolve from the transpose of {@code matvec} and a right-hand side to the
   *     solution
   */
  public static <T> T customLinearSolve(
      Function1<T, T> matvec,
      T b,
      Function2<Function1<T, T>, T, T> solve,
      Function2<Function1<T, T>, T, T> transposeSolve) {
    return LinearSolve.solve(matvec, b, solve, transposeSolve, false);
  }

  /**
   * As {@link #customLinearSolve(Function1, Object, Function2)}, with reverse mode, for a {@code
   * matvec} that is its own transpose.
   */
  public static <T> T customSymmetricSolve(
      Function1<T, T> matvec, T b, Function2<Function1<T, T>, T, T> solve) {
    return LinearSolve.solve(matvec, b, solve, null, true);
  }

  /**
   * A root {@code x} of {@code f}. Its derivative with respect to arrays {@code θ} that {@code f}
   * captured is {@code dx = -(∂f/∂x)⁻¹ (∂f/∂θ) dθ}; with respect to the initial guess, and to
   * arrays that only the solvers captured, it is zero.
   *
   * @param f a function whose values have the type of its argument
   * @param initialGuess where to start: a tree of inexact arrays
   * @param solve from {@code f} and the initial guess to a root
   * @param tangentSolve from the derivative {@code g} of {@code f} at the root, which is linear,
   *     and {@code y} to the solution {@code z} of {@code g(z) = y}; for reverse mode it must be
   *     linear in {@code y} by itself, as {@code (g, y) -> y.div(g.apply(one))} for scalars, or use
   *     {@link #customLinearSolve}
   * @throws TransformException JX0475 when a function returns another type than that of the initial
   *     guess, JX0478 when that has integers
   */
  public static <T> T customRoot(
      Function1<T, T> f,
      T initialGuess,
      Function2<Function1<T, T>, T, T> solve,
      Function2<Function1<T, T>, T, T> tangentSolve) {
    return RootSolve.solve(f, initialGuess, solve, tangentSolve, false);
  }

  /**
   * As {@link #customRoot}, of a solver that also returns something else, which is constant for
   * derivatives.
   */
  public static <T, X> Tuple2<T, X> customRootWithAux(
      Function1<T, T> f,
      T initialGuess,
      Function2<Function1<T, T>, T, Tuple2<T, X>> solve,
      Function2<Function1<T, T>, T, T> tangentSolve) {
    return RootSolve.solve(f, initialGuess, solve, tangentSolve, true);
  }

  static TransformException notInexact(String what, String name, AbstractValue type) {
    return error(
        "JX0478",
        what
            + ": the "
            + name
            + " contains "
            + type
            + ", which has no derivative; convert it to a float with astype");
  }

  /**
   * Fails unless a function returns the type of what it is given.
   *
   * @param name the function
   * @param like what it is given, in words
   */
  static void requireSame(
      String what,
      String name,
      String like,
      Object given,
      TreeDef structure,
      List<AbstractValue> types) {
    TreeDef wanted = Tree.structure(given);
    List<AbstractValue> wantedTypes = Staging.Args.of(given).avals();
    boolean same = structure.equals(wanted);
    for (int i = 0; same && i < types.size(); i++) {
      same = types.get(i).sameType(wantedTypes.get(i));
    }
    if (!same) {
      throw error(
          "JX0475",
          what
              + ": "
              + name
              + " must return a value of the type of "
              + like
              + ", "
              + described(wanted, wantedTypes)
              + ", but returns "
              + described(structure, types));
    }
  }

  private static String described(TreeDef tree, List<AbstractValue> types) {
    return tree.equals(TreeDef.leaf()) ? types.getFirst().toString() : tree + " of " + types;
  }

  private static TransformException error(String code, String message) {
    TransformException e = new TransformException(code, message);
    e.at(SourceLines.caller().toString());
    return e;
  }
}
