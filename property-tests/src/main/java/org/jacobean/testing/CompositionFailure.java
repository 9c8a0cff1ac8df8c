package org.jacobean.testing;

import java.util.Optional;
import org.jacobean.errors.JacobeanException;
import org.jspecify.annotations.Nullable;

/** A case for which the law of composition does not hold, made as small as could be. */
public final class CompositionFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  CompositionFailure(CompositionCase small, Throwable cause) {
    super(
        cause + "\n  replay: -Djacobean.compo.seed=" + small.seed() + "\n  smallest " + small,
        cause);
  }

  /**
   * The failure of a case, made small; empty when it does not persist with other arguments, as when
   * two values that are equal but for rounding are compared.
   *
   * @param millis how long to look for a smaller one
   */
  public static Optional<CompositionFailure> of(CompositionCase failing, long millis) {
    CompositionCase start = failing;
    boolean persists = false;
    for (int i = 1; i <= 4 && !persists; i++) {
      start = failing.withArguments(failing.argumentSeed() + i);
      persists = cause(start) != null;
    }
    Throwable first = persists ? cause(start) : null;
    if (first == null) {
      return Optional.empty();
    }
    String kind = kind(first);
    CompositionCase small =
        new CaseShrinker(c -> kind.equals(kind(cause(c))), millis).shrink(start);
    Throwable why = cause(small);
    return Optional.of(new CompositionFailure(small, why == null ? first : why));
  }

  private static String kind(@Nullable Throwable t) {
    return switch (t) {
      case null -> "none";
      case JacobeanException e -> e.code();
      case AssertionError _ -> "wrong result";
      default -> t.getClass().getName();
    };
  }

  private static @Nullable Throwable cause(CompositionCase c) {
    try {
      CompositionLaw.check(c);
      return null;
    } catch (AssertionError | RuntimeException | StackOverflowError wrong) {
      return wrong;
    }
  }
}
