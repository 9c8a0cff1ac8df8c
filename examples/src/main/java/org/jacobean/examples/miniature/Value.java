package org.jacobean.examples.miniature;

import java.util.List;

/** What a function computes with: an array, or the promise of one. */
public sealed interface Value permits Array, Tracer {
  /** The length of each axis. */
  List<Integer> shape();
}
