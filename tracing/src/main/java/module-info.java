/** What a program is: arrays, types, jaxprs, primitives, tracing, eager evaluation. */
@org.jspecify.annotations.NullMarked
module org.jacobean.tracing {
  requires transitive org.jacobean.pytrees;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.databind;

  exports org.jacobean;
  exports org.jacobean.backend;
  exports org.jacobean.collective;
  exports org.jacobean.eval;
  exports org.jacobean.ir;
  exports org.jacobean.ir.op;
  exports org.jacobean.lax;
  exports org.jacobean.trace;

  uses org.jacobean.backend.Backend;
}
