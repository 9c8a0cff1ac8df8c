package org.jacobean.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.NamedAxis;

/**
 * The named axes that collectives may run over where a function is being traced: those of the
 * {@code vmap}s with an axis name and of the meshes around it. Equal when the axes are, so that it
 * can be part of the key of a trace.
 *
 * @param axes the axes, outermost first; names are distinct
 */
public record AxisEnv(List<Bound> axes) {
  /**
   * An axis in scope.
   *
   * @param axis name and size
   * @param typed whether values have varying and invariant types over it, as on a mesh. If not, as
   *     under {@code vmap}, each participant has its own copy of every value: the facade then
   *     declares the result of {@code psum} varying again, so that derivatives taken inside the
   *     mapped function are those of JAX
   */
  public record Bound(NamedAxis axis, boolean typed) {
    /** The axis of a {@code vmap}. */
    public static Bound mapped(String name, int size) {
      return new Bound(new NamedAxis(name, size), false);
    }

    /** The axis of a mesh. */
    public static Bound mesh(String name, int size) {
      return new Bound(new NamedAxis(name, size), true);
    }
  }

  /** No axes. */
  public static final AxisEnv EMPTY = new AxisEnv(List.of());

  private static final ScopedValue<AxisEnv> CURRENT = ScopedValue.newInstance();

  /** Copies the axes. */
  public AxisEnv {
    axes = List.copyOf(axes);
  }

  /** The axes in scope of this thread now. */
  public static AxisEnv current() {
    return CURRENT.isBound() ? CURRENT.get() : EMPTY;
  }

  /** These axes and others inside them; a name that is bound again means the inner axis. */
  public AxisEnv with(List<Bound> inner) {
    List<Bound> all = new ArrayList<>(axes);
    for (Bound b : inner) {
      all.removeIf(a -> a.axis().name().equals(b.axis().name()));
      all.add(b);
    }
    return new AxisEnv(all);
  }

  /** Runs {@code body} with these axes in scope instead of the current ones. */
  public <T> T run(Supplier<T> body) {
    return equals(current()) ? body.get() : ScopedValue.where(CURRENT, this).call(body::get);
  }

  /** Runs {@code body} with more axes in scope. */
  public static <T> T within(List<Bound> inner, Supplier<T> body) {
    return inner.isEmpty() ? body.get() : current().with(inner).run(body);
  }

  /**
   * The axis of that name.
   *
   * @param verb the operation that asks, for the message
   * @throws TransformException JX0480 when there is none; the message lists those in scope
   */
  public Bound get(String name, String verb) {
    for (Bound b : axes) {
      if (b.axis().name().equals(name)) {
        return b;
      }
    }
    throw new TransformException("JX0480", verb + " over axis '" + name + "': " + missing(name))
        .at(SourceLines.caller().toString());
  }

  /** For example {@code i:4, j:2}, or {@code none}. */
  @Override
  public String toString() {
    return axes.isEmpty()
        ? "none"
        : String.join(", ", axes.stream().map(b -> b.axis().toString()).toList());
  }

  private String missing(String name) {
    if (axes.isEmpty()) {
      return "no named axis is in scope here; call it inside a function mapped with"
          + " vmap(f, \""
          + name
          + "\"), or over a mesh with that axis";
    }
    List<String> known =
        axes.stream().map(b -> "'" + b.axis().name() + "' of size " + b.axis().size()).toList();
    String best = Spelling.nearest(name, axes.stream().map(b -> b.axis().name()).toList());
    return "there is no such axis; in scope "
        + (known.size() == 1 ? "is " : "are ")
        + String.join(", ", known)
        + (best.isEmpty() ? "" : "; did you mean '" + best + "'?");
  }
}
