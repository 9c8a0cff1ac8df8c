package org.jacobean.examples.miniature;

import java.util.List;
import java.util.function.Supplier;

/** What happens when a function applies an operation. */
interface Trace {
  /** The trace of the code that runs now. */
  ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

  /** Outside of all recordings operations run at once. */
  Trace EAGER = Eager::apply;

  /** Applies an operation. */
  Value process(Op op, List<Value> in);

  /** The current trace. */
  static Trace current() {
    return CURRENT.orElse(EAGER);
  }

  /** Applies an operation in the current trace. */
  static Value bind(Op op, List<Value> in) {
    return current().process(op, in);
  }

  /** Runs code in a trace. */
  static <T> T within(Trace trace, Supplier<T> body) {
    return ScopedValue.where(CURRENT, trace).call(body::get);
  }
}
