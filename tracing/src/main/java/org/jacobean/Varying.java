package org.jacobean;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The axes of a mesh along which devices may hold different values of one variable. Along the other
 * axes the value is <em>invariant</em>: all devices hold the same.
 */
public final class Varying {
  /** The same on all devices. */
  public static final Varying NONE = new Varying(List.of());

  private final List<String> axes;

  private Varying(List<String> axes) {
    this.axes = axes;
  }

  /** Along the given axes. */
  public static Varying over(Collection<String> axes) {
    return axes.isEmpty() ? NONE : new Varying(List.copyOf(new TreeSet<>(axes)));
  }

  /** Along the given axes. */
  public static Varying over(String... axes) {
    return over(List.of(axes));
  }

  /** The axes, sorted by name. */
  public List<String> axes() {
    return axes;
  }

  /** Whether all devices hold the same. */
  public boolean isNone() {
    return axes.isEmpty();
  }

  /** Whether devices along {@code axis} may differ. */
  public boolean contains(String axis) {
    return axes.contains(axis);
  }

  /** Whether these axes include all of {@code other}. */
  public boolean includes(Varying other) {
    return other == this || axes.containsAll(other.axes);
  }

  /** These axes and those of {@code other}. */
  public Varying union(Varying other) {
    if (includes(other)) {
      return this;
    }
    List<String> all = new ArrayList<>(axes);
    all.addAll(other.axes);
    return over(all);
  }

  /** These axes without those of {@code other}. */
  public Varying minus(Varying other) {
    if (isNone() || other.isNone()) {
      return this;
    }
    return over(axes.stream().filter(a -> !other.contains(a)).toList());
  }

  @Override
  public boolean equals(Object o) {
    return this == o || (o instanceof Varying v && axes.equals(v.axes));
  }

  @Override
  public int hashCode() {
    return axes.hashCode();
  }

  /** What {@link #toString} wrote. */
  static Varying parse(String text) {
    return text.isEmpty()
        ? NONE
        : over(List.of(text.substring("{V:".length(), text.length() - 1).split(",")));
  }

  /** For example <code>{V:data,model}</code>; nothing when all devices hold the same. */
  @Override
  public String toString() {
    return axes.isEmpty() ? "" : "{V:" + String.join(",", axes) + "}";
  }
}
