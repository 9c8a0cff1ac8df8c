package org.jacobean;

/**
 * Something that runs programs on memory of its own.
 *
 * @param id its number among all devices of its platform, from 0
 * @param platform {@code "cpu"} or {@code "gpu"}
 * @param kind what it is, for people
 */
public record Device(int id, String platform, String kind) {
  /** For example {@code cpu:3}. */
  @Override
  public String toString() {
    return platform + ":" + id;
  }
}
