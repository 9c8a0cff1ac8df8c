/**
 * What a NumPy user expects: array functions, neural-network functions and layers, optimisers,
 * NumPy's files.
 */
@org.jspecify.annotations.NullMarked
module org.jacobean.numpy {
  requires transitive org.jacobean.random;
  requires transitive org.jacobean.transforms;
  requires static org.jspecify;

  exports org.jacobean.io;
  exports org.jacobean.nn;
  exports org.jacobean.numpy;
  exports org.jacobean.optim;
}
