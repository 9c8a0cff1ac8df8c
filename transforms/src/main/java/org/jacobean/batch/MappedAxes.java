package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jacobean.trace.Tracing;

/**
 * The mapped axis of each of some values.
 *
 * @param axes one per value; {@link Batching#NOT_MAPPED} for those that are the same for every
 *     example
 */
record MappedAxes(List<Integer> axes) {
  MappedAxes {
    axes = List.copyOf(axes);
  }

  static MappedAxes of(List<Batched> values) {
    return new MappedAxes(values.stream().map(Batched::axis).toList());
  }

  /** All values mapped along their leading axis. */
  static MappedAxes leading(int n) {
    return new MappedAxes(java.util.Collections.nCopies(n, 0));
  }

  /** Those of the values {@code from} to {@code to}, exclusively. */
  MappedAxes part(int from, int to) {
    return new MappedAxes(axes.subList(from, to));
  }

  /** Those of the values at some positions. */
  MappedAxes at(List<Integer> positions) {
    return new MappedAxes(positions.stream().map(axes::get).toList());
  }

  int get(int i) {
    return axes.get(i);
  }

  /** The arrays as values for all examples. */
  List<Batched> mark(List<NDArray> arrays) {
    List<Batched> out = new ArrayList<>(arrays.size());
    for (int i = 0; i < arrays.size(); i++) {
      out.add(new Batched(arrays.get(i), axes.get(i)));
    }
    return out;
  }

  /** Runs a function of one example on all of them: traces it, then batches what it recorded. */
  static List<Batched> run(
      String what, UnaryOperator<List<NDArray>> f, MappedAxis axis, List<Batched> args) {
    List<AbstractValue> examples = args.stream().map(Batched::example).toList();
    return Batching.eval(axis.inScope(() -> Tracing.toJaxpr(what, f, examples)), axis, args);
  }

  /**
   * The arrays with their mapped axes in front, repeated where they are the same for every example.
   */
  static List<NDArray> inFront(List<Batched> values, int size) {
    List<NDArray> out = new ArrayList<>(values.size());
    for (Batched v : values) {
      out.add(Alignment.at(v, 0, size));
    }
    return out;
  }
}
