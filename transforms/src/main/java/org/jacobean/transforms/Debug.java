package org.jacobean.transforms;

import java.io.PrintStream;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jacobean.check.FormattedValues;
import org.jacobean.errors.TransformException;
import org.jacobean.eval.DebugOutput;
import org.jacobean.eval.FloatChecks;
import org.jacobean.ir.op.DebugCallback;
import org.jacobean.ir.op.DebugPrint;
import org.jacobean.jit.Staging;
import org.jacobean.trace.SourceLines;
import org.jacobean.trace.Tracing;

/**
 * Looks into running programs: prints and callbacks that work in every transformation.
 *
 * <p>They run each time the program comes to them, in program order, whether or not anything uses
 * the values: compiled or not, in every step of a loop, in the branch that is taken. Under {@code
 * vmap} they run once per example that takes part, in the order of the examples; what is the same
 * for all examples is shown once. Under {@code grad} they see the values of the forward pass, once,
 * also in a {@code checkpoint}ed function, which is computed again without them.
 */
public final class Debug {
  private Debug() {}

  /**
   * Prints a line with values.
   *
   * @param format the text, with a placeholder per value: {@code {}}, or {@code {:.3f}} and the
   *     like for scalars; a brace is written twice
   * @param values arrays, trees of arrays (shown by the paths of their arrays), and anything else,
   *     which is shown as it is when the function is traced
   * @throws TransformException JX0461 when the format cannot be read, JX0468 when it has another
   *     number of placeholders
   */
  public static void print(String format, Object... values) {
    print(false, format, values);
  }

  /**
   * {@link #print} with the request that program order be kept. Prints always keep it here; the
   * request is shown in jaxprs.
   */
  public static void printOrdered(String format, Object... values) {
    print(true, format, values);
  }

  private static void print(boolean ordered, String format, Object... values) {
    try {
      FormattedValues f = FormattedValues.of(format, values);
      Tracing.bind(new DebugPrint(f.format(), ordered), f.arrays());
    } catch (TransformException e) {
      throw e.at(SourceLines.caller().toString());
    }
  }

  /**
   * Calls a function with values of the running program.
   *
   * @param f the function; is given concrete arrays, which it may keep
   * @param arg a tree
   * @throws TransformException JX0465 when the program runs and the function throws
   */
  public static <A> void callback(Consumer<A> f, A arg) {
    callback(false, f, arg);
  }

  /** {@link #callback(Consumer, Object)}, ordered if asked as in {@link #printOrdered}. */
  @SuppressWarnings("unchecked") // the argument comes back in the structure it was given in
  public static <A> void callback(boolean ordered, Consumer<A> f, A arg) {
    bind(
        ordered,
        f,
        x -> {
          f.accept((A) x[0]);
          return x;
        },
        arg);
  }

  /** {@link #callback(Consumer, Object)} of two arguments. */
  @SuppressWarnings("unchecked") // the arguments come back in the structure they were given in
  public static <A, B> void callback(BiConsumer<A, B> f, A first, B second) {
    bind(
        false,
        f,
        x -> {
          f.accept((A) x[0], (B) x[1]);
          return x;
        },
        first,
        second);
  }

  private static void bind(
      boolean ordered, Object function, TreeCallback.Invoker invoker, Object... args) {
    Staging.Args flat = Staging.Args.of(args);
    TreeCallback f =
        new TreeCallback("a debug callback", function, invoker, flat.tree(), Optional.empty());
    Tracing.bind(new DebugCallback(f, ordered), flat.leaves());
  }

  /**
   * Runs {@code body} and looks for NaN in the results of every operation and every jitted call
   * that this thread makes meanwhile. A jitted program whose results have NaN is run again,
   * equation by equation, to name the first operation that made one, its shapes, the user's line,
   * whether it belongs to the forward or the backward pass, and the steps of the loops around it.
   * NaN that a program makes but does not return is not seen. {@code -Djacobean.debug.nans=true}
   * does the same for the whole process.
   *
   * @throws org.jacobean.errors.CheckException JX0341 when there is one
   */
  public static <T> T nans(Supplier<T> body) {
    return nans(true, body);
  }

  /** {@link #nans(Supplier)}, or the opposite: {@code false} switches it off for {@code body}. */
  public static <T> T nans(boolean on, Supplier<T> body) {
    return FloatChecks.nans(on, body);
  }

  /**
   * {@link #nans(Supplier)} for infinities; property {@code jacobean.debug.infs}.
   *
   * @throws org.jacobean.errors.CheckException JX0342 when there is one
   */
  public static <T> T infs(Supplier<T> body) {
    return infs(true, body);
  }

  /** {@link #infs(Supplier)}, or the opposite: {@code false} switches it off for {@code body}. */
  public static <T> T infs(boolean on, Supplier<T> body) {
    return FloatChecks.infs(on, body);
  }

  /**
   * Runs {@code body}; prints of programs that this thread runs meanwhile go to {@code stream}
   * instead of {@code System.out}.
   */
  public static <T> T printTo(PrintStream stream, Supplier<T> body) {
    return DebugOutput.within(stream, body);
  }
}
