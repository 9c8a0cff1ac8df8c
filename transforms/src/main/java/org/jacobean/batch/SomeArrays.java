package org.jacobean.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jacobean.NDArray;
import org.jacobean.batch.Batching.Batched;
import org.jspecify.annotations.Nullable;

/**
 * Tangents some of which are symbolically zero.
 *
 * @param size how many there are
 * @param positions which of them are not zero
 * @param present those
 */
record SomeArrays(int size, List<Integer> positions, List<NDArray> present) {
  static SomeArrays of(List<@Nullable NDArray> all) {
    List<Integer> positions = new ArrayList<>();
    List<NDArray> present = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      NDArray a = all.get(i);
      if (a != null) {
        positions.add(i);
        present.add(a);
      }
    }
    return new SomeArrays(all.size(), positions, present);
  }

  /** The same zeros among other arrays. */
  List<@Nullable NDArray> with(List<NDArray> others) {
    List<@Nullable NDArray> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(null);
    }
    for (int i = 0; i < positions.size(); i++) {
      all.set(positions.get(i), others.get(i));
    }
    return all;
  }

  /** Runs a function of one example, some of whose results are zero, on all of them. */
  static List<@Nullable NDArray> run(
      String what,
      Function<List<NDArray>, List<@Nullable NDArray>> f,
      MappedAxis axis,
      List<Batched> args,
      Function<Batched, NDArray> place) {
    List<SomeArrays> shape = new ArrayList<>(1);
    List<Batched> results =
        MappedAxes.run(
            what,
            a -> {
              SomeArrays y = of(f.apply(a));
              shape.add(y);
              return y.present();
            },
            axis,
            args);
    return shape.getFirst().with(results.stream().map(place).toList());
  }
}
