package org.jacobean.ir;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in the user's code an equation comes from. Every equation has one and few are ever looked
 * at, so that file, line and method may be found out as late as then.
 */
public final class SourceLine {
  /** Which part of a differentiated program an equation belongs to. */
  public enum Pass {
    /** It computes a value of the function. */
    FORWARD("in the forward pass"),
    /** It computes a tangent, or a local derivative that the backward pass will use. */
    TANGENT("in the derivative, on the way forward"),
    /** It computes a cotangent. */
    BACKWARD("in the backward pass");

    private final String inWords;

    Pass(String inWords) {
      this.inWords = inWords;
    }

    /** For messages, such as {@code in the backward pass}. */
    public String inWords() {
      return inWords;
    }
  }

  /** No known place. */
  public static final SourceLine UNKNOWN = new SourceLine("", 0, "");

  private static final Pattern FORM = Pattern.compile("([^:]+):(\\d{1,9}) \\((.*)\\)");

  /** What is known of a place. */
  private record Place(String file, int line, String method) {}

  private final Pass pass;
  private final @Nullable Supplier<SourceLine> later;

  // Without synchronization: finding out twice gives equal places.
  private @Nullable Place place;

  /**
   * A known place.
   *
   * @param file file name, for example {@code Main.java}; empty when unknown
   * @param line line number; 0 when unknown
   * @param method class and method
   */
  public SourceLine(String file, int line, String method) {
    this(new Place(file, line, method), null, Pass.FORWARD);
  }

  private SourceLine(@Nullable Place place, @Nullable Supplier<SourceLine> later, Pass pass) {
    this.place = place;
    this.later = later;
    this.pass = pass;
  }

  /** A place that is found out when it is first asked for. */
  public static SourceLine later(Supplier<SourceLine> find) {
    return new SourceLine(null, find, Pass.FORWARD);
  }

  /** The same line as part of another pass. */
  public SourceLine in(Pass other) {
    return other == pass ? this : new SourceLine(place, () -> this, other);
  }

  /** The part of a differentiated program it belongs to, which is not part of the text. */
  public Pass pass() {
    return pass;
  }

  /** Whether the place is known to be unknown; whatever the pass. */
  public boolean isUnknown() {
    Place known = place;
    return known != null && known.file().isEmpty();
  }

  private Place place() {
    Place known = place;
    if (known != null) {
      return known;
    }
    known = Objects.requireNonNull(later).get().place();
    place = known;
    return known;
  }

  /** File name, for example {@code Main.java}; empty when unknown. */
  public String file() {
    return place().file();
  }

  /** Line number; 0 when unknown. */
  public int line() {
    return place().line();
  }

  /** Class and method. */
  public String method() {
    return place().method();
  }

  /** What {@link #toString} printed; {@link #UNKNOWN} for any other text. */
  public static SourceLine parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? new SourceLine(m.group(1), Integer.parseInt(m.group(2)), m.group(3))
        : UNKNOWN;
  }

  /** Whether it is the same line of the same method. */
  @Override
  public boolean equals(Object o) {
    return this == o || (o instanceof SourceLine s && place().equals(s.place()));
  }

  @Override
  public int hashCode() {
    return place().hashCode();
  }

  /** For example {@code Main.java:12 (Main.loss)}; empty when unknown. */
  @Override
  public String toString() {
    Place p = place();
    return p.file().isEmpty() ? "" : p.file() + ":" + p.line() + " (" + p.method() + ")";
  }
}
