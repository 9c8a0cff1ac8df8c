/** What is done to a program: derivatives, batching, control flow, compilation on the fly. */
@org.jspecify.annotations.NullMarked
module org.jacobean.transforms {
  requires transitive org.jacobean.tracing;
  requires static transitive org.jspecify;

  exports org.jacobean.ad;
  exports org.jacobean.batch;
  exports org.jacobean.check;
  exports org.jacobean.control;
  exports org.jacobean.jit;
  exports org.jacobean.optimize;
  exports org.jacobean.transforms;
}
