package org.jacobean.testing;

import static org.jacobean.testing.Catalogue.main;

import java.util.List;
import java.util.function.Function;
import org.jacobean.DType;
import org.jacobean.ir.op.*;

/**
 * Rows of the collectives, over axis {@code i} of three participants. They need participants to
 * run: examples of a mapped function, or devices.
 */
final class CollectiveRows {
  /** The axis. */
  static final NamedAxis I = new NamedAxis("i", 3);

  private CollectiveRows() {}

  static void addTo(List<Row> rows) {
    for (CollectiveOp op : CollectiveOp.values()) {
      AllReduce reduce = new AllReduce(op, List.of(I));
      rows.add(row(op.jaxName(), t -> Instance.of(reduce, main(t, 2, 4))));
    }
    rows.add(row("pvary", t -> Instance.of(new PVary(List.of(I)), main(t, 2, 4))));
    rows.add(row("axis_index", _ -> Instance.of(new AxisIndex(I))));
    rows.add(row("pbroadcast", t -> Instance.of(new PBroadcast(I, 2), main(t, 2, 4))));
    rows.add(row("ppermute", t -> Instance.of(permute(1, 2, 2, 0, 0, 1), main(t, 2, 4))));
    rows.add(row("ppermute to some", t -> Instance.of(permute(0, 2), main(t, 2, 4))));
    for (boolean tiled : new boolean[] {false, true}) {
      String s = tiled ? " tiled" : "";
      int n = tiled ? 6 : 3;
      for (boolean invariant : new boolean[] {false, true}) {
        AllGather gather = new AllGather(I, 1, tiled, invariant);
        String name = "all_gather" + s + (invariant ? " invariant" : "");
        rows.add(row(name, t -> Instance.of(gather, main(t, 2, 4))));
      }
      ReduceScatter scatter = new ReduceScatter(I, 1, tiled);
      rows.add(row("reduce_scatter" + s, t -> Instance.of(scatter, main(t, 2, n))));
      AllToAll same = new AllToAll(I, 1, 1, tiled);
      rows.add(row("all_to_all" + s, t -> Instance.of(same, main(t, 2, n))));
      AllToAll back = new AllToAll(I, 2, 0, tiled);
      rows.add(row("all_to_all backwards" + s, t -> Instance.of(back, main(t, 2, 4, n))));
      AllToAll forth = new AllToAll(I, 0, 1, tiled);
      rows.add(row("all_to_all forwards" + s, t -> Instance.of(forth, main(t, n, 2))));
    }
  }

  private static PPermute permute(int... sourcesAndTargets) {
    List<PPermute.Pair> pairs = new java.util.ArrayList<>();
    for (int k = 0; k < sourcesAndTargets.length; k += 2) {
      pairs.add(new PPermute.Pair(sourcesAndTargets[k], sourcesAndTargets[k + 1]));
    }
    return new PPermute(I, pairs);
  }

  private static Row row(String name, Function<DType, Instance> make) {
    return new Row(name, make, true);
  }
}
