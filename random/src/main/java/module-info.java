/** Splittable, counter-based random numbers: bit for bit JAX's default generator. */
@org.jspecify.annotations.NullMarked
module org.jacobean.random {
  requires transitive io.vavr;
  requires transitive org.jacobean.tracing;
  requires static org.jspecify;

  exports org.jacobean.random;
}
