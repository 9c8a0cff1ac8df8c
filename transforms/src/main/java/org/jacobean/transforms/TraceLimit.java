package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.trace.SourceLines;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** A function that counts how often it is traced, and refuses to be traced too often. */
final class TraceLimit implements Derived {
  private final TreeFunction f;
  private final int max;
  private final AtomicInteger traces = new AtomicInteger();
  private final List<String> types = new ArrayList<>();

  TraceLimit(TreeFunction f, int max) {
    this.f = f;
    this.max = max;
  }

  @Override
  public TreeFunction f() {
    return f;
  }

  @Override
  public String verb() {
    return "assertMaxTraces";
  }

  @Override
  public Object call(Object... args) {
    if (!Tracing.isEager()) {
      String now = Staging.Args.of(args).avals().toString();
      synchronized (types) {
        if (traces.incrementAndGet() > max) {
          throw Faults.of(
                  "JX0404",
                  f.name()
                      + " was to be traced at most "
                      + max
                      + (max == 1 ? " time" : " times")
                      + " but is traced again, with "
                      + now
                      + (types.isEmpty() ? "" : "; before with " + String.join(" and ", types))
                      + "; keep the shapes, dtypes and static values the same, or jit once and call"
                      + " often")
              .at(SourceLines.caller().toString());
        }
        types.add(now);
      }
    }
    return f.call(args);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof TraceLimit t && max == t.max && f.equals(t.f);
  }

  @Override
  public int hashCode() {
    return 31 * f.hashCode() + max;
  }
}
