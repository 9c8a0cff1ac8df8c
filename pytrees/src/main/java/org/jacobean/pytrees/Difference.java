package org.jacobean.pytrees;

/**
 * One place where two structures differ.
 *
 * @param path where, from the root of both
 * @param expected what the first structure has there
 * @param actual what the second structure has there
 */
public record Difference(KeyPath path, String expected, String actual) {

  /** As in {@code at .hidden.size: expected static 3, found static 4}. */
  @Override
  public String toString() {
    return "at " + path.inWords() + ": expected " + expected + ", found " + actual;
  }
}
