/** What must always hold: arbitraries, laws and gradient checks for tests of numerical code. */
@org.jspecify.annotations.NullMarked
module org.jacobean.testing {
  requires transitive org.jacobean.numpy;
  requires static transitive org.jspecify;

  exports org.jacobean.testing;
}
