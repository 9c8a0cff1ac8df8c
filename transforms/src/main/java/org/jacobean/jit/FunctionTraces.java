package org.jacobean.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jacobean.pytrees.KeyPath;
import org.jspecify.annotations.Nullable;

/** The traces of one function. Equal functions share one, found through {@link #of}. */
final class FunctionTraces {
  /** So many traces that differ in one static object without {@code equals} are a mistake. */
  private static final int MAX_IDENTITY_STATICS = 8;

  /**
   * A function called with ever new shapes forgets its traces at this number, so that memory stays
   * bounded.
   */
  private static final int MAX_ENTRIES = 2048;

  /** Functions whose keys hold little may stay; the others could keep big arrays alive. */
  private static final BoundedCache<TreeFunction, FunctionTraces> SMALL = new BoundedCache<>(4096);

  private static final BoundedCache<TreeFunction, FunctionTraces> BIG = new BoundedCache<>(64);

  private final TreeFunction function;
  private final ConcurrentHashMap<CallSignature, TraceEntry> entries = new ConcurrentHashMap<>();
  private final AtomicInteger traces = new AtomicInteger();
  private final @Nullable RetraceCause sibling;
  private volatile String lastReason = "";
  private volatile List<RetraceCause> lastCauses = List.of();

  private FunctionTraces(TreeFunction function, @Nullable RetraceCause sibling) {
    this.function = function;
    this.sibling = sibling;
  }

  /** The traces of a function equal to {@code f}. */
  static FunctionTraces of(TreeFunction f) {
    BoundedCache<TreeFunction, FunctionTraces> cache =
        f.captures() == Captures.VALUES ? SMALL : BIG;
    return cache.get(f, () -> new FunctionTraces(f, sibling(f, cache)));
  }

  /**
   * How the captured values of a function differ from those of an earlier one made at the same
   * place.
   */
  private static @Nullable RetraceCause sibling(
      TreeFunction f, BoundedCache<TreeFunction, FunctionTraces> cache) {
    if (!(root(f) instanceof UserFunction u) || !(u.key() instanceof FunctionKey.Code code)) {
      return null;
    }
    for (TreeFunction g : cache.keys().reversed()) {
      if (!g.equals(f)
          && g.getClass() == f.getClass()
          && root(g) instanceof UserFunction v
          && v.key() instanceof FunctionKey.Code other
          && other.place().equals(code.place())) {
        return capturedDifference(other.captured(), code.captured());
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // a function that transforms none is its own inner one
  private static TreeFunction root(TreeFunction f) {
    TreeFunction at = f;
    while (at.inner() != at) {
      at = at.inner();
    }
    return at;
  }

  private static @Nullable RetraceCause capturedDifference(List<Object> before, List<Object> now) {
    for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
      if (!before.get(i).equals(now.get(i))) {
        return new RetraceCause(
            RetraceCause.Kind.CAPTURED,
            "captured value " + i + " of the function",
            before.get(i).toString(),
            now.get(i).toString());
      }
    }
    return null;
  }

  /** The entry for a signature, made if absent. */
  TraceEntry entry(CallSignature signature) {
    TraceEntry known = entries.get(signature);
    if (known != null) {
      return known;
    }
    rejectIdentityStatics(signature);
    List<RetraceCause> causes = causes(signature);
    String reason = reason(signature, causes);
    if (entries.size() >= MAX_ENTRIES) {
      entries.clear();
    }
    TraceEntry mine = new TraceEntry(function, signature);
    TraceEntry first = entries.putIfAbsent(signature, mine);
    if (first != null) {
      return first;
    }
    lastReason = reason;
    lastCauses = causes;
    return mine;
  }

  TraceEntry.Recorded recorded(TraceEntry entry) {
    return entry.recorded(traces::incrementAndGet);
  }

  int traces() {
    return traces.get();
  }

  /** Why the last trace was needed. */
  String explain() {
    if (traces.get() == 0) {
      return function.name() + " has not been traced yet";
    }
    return function.name()
        + " has been traced "
        + traces.get()
        + (traces.get() == 1 ? " time; " : " times; ")
        + lastReason;
  }

  /** What differed from the most similar earlier call; empty for the first trace. */
  List<RetraceCause> lastCauses() {
    return lastCauses;
  }

  private List<RetraceCause> causes(CallSignature now) {
    List<RetraceCause> fewest = null;
    for (CallSignature before : entries.keySet()) {
      List<RetraceCause> d = before.differences(now);
      if (fewest == null || d.size() < fewest.size()) {
        fewest = d;
      }
    }
    if (fewest == null) {
      return sibling == null ? List.of() : List.of(sibling);
    }
    return fewest;
  }

  private String reason(CallSignature now, List<RetraceCause> causes) {
    if (entries.isEmpty()) {
      return causes.isEmpty()
          ? "the last trace was the first, for " + now
          : "the function is new by " + join(causes);
    }
    return "the last trace was needed because of " + join(causes);
  }

  static String join(List<RetraceCause> causes) {
    return causes.stream().map(RetraceCause::toString).collect(Collectors.joining("; "));
  }

  private void rejectIdentityStatics(CallSignature now) {
    List<KeyPath> places = new ArrayList<>();
    for (CallSignature before : entries.keySet()) {
      Optional<KeyPath> place = before.onlyStructuralDifference(now);
      place.ifPresent(places::add);
    }
    if (places.size() < MAX_IDENTITY_STATICS || places.stream().distinct().count() > 1) {
      return;
    }
    IdentityStatics.find(now.tree(), places.getFirst())
        .ifPresent(
            type -> {
              throw Faults.of(
                  "JX0406",
                  Staging.argumentName(places.getFirst())
                      + " is a static value of class "
                      + type.getName()
                      + ", which has no equals: jit sees a new value in each call and has compiled "
                      + function.name()
                      + " "
                      + traces.get()
                      + " times; make the class a record, or pass the same instance");
            });
  }
}
