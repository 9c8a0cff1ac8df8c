import org.jspecify.annotations.NullMarked;

/**
 * Trees of arrays: records, collections and tuples seen as a list of leaves and a structure, and
 * the exceptions that every module of Jacobean throws.
 *
 * <p>The values of a user's module are read through method handles, so that a module which keeps
 * its records to itself has to open their package to this one; the error {@code JX0104} says so.
 */
@NullMarked
module org.jacobean.pytrees {
  requires transitive io.vavr;
  requires transitive com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports org.jacobean.errors;
  exports org.jacobean.pytrees;

  uses org.jacobean.pytrees.TreeSupport;
}
