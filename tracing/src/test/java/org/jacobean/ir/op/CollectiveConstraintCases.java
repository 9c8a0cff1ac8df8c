package org.jacobean.ir.op;

import static org.jacobean.DType.*;

import java.util.List;

/** Violations by collectives. */
final class CollectiveConstraintCases extends ConstraintCases {
  private static final NamedAxis I = new NamedAxis("i", 4);

  @Override
  void fill() {
    AllReduce sum = new AllReduce(CollectiveOp.SUM, List.of(I));
    shape(1, "thereIsAnAxis", "at least one", sum.over(List.of()), f32(3));
    dtype(2, "sumsAreOfNumbers", "psum does not accept bool[3]", sum, of(BOOL, 3));
    shape(1, "axesAreDistinct", "[i:4, i:4]", new PVary(List.of(I, I)), f32(3));
    shape(1, "gathersAlongAnAxis", "no axis 2", new AllGather(I, 2, false, false), f32(3));
    shape(1, "scattersAnAxis", "no axis 1", new ReduceScatter(I, 1, true), f32(3));
    shape(2, "scattersBlocks", "does not divide axis 0", new ReduceScatter(I, 0, true), f32(6));
    dtype(3, "scattersNumbers", "bool[4]", new ReduceScatter(I, 0, true), of(BOOL, 4));
    shape(1, "exchangesAxes", "no axes 0 and 1", new AllToAll(I, 0, 1, true), f32(4));
    shape(
        2,
        "exchangesOneEach",
        "has size 4, but axis 0 of f32[3] has length 3",
        new AllToAll(I, 0, 0, false),
        f32(3));
    shape(1, "sourceTakesPart", "no participant 4", new PBroadcast(I, 4), f32(3));
    PPermute.Pair here = new PPermute.Pair(0, 1);
    shape(
        1,
        "sourcesAreDistinct",
        "sources [0, 0] are not distinct participants of axis 'i' of size 4",
        new PPermute(I, List.of(here, new PPermute.Pair(0, 2))),
        f32(3));
    shape(
        2,
        "targetsTakePart",
        "targets [1, 7]",
        new PPermute(I, List.of(here, new PPermute.Pair(2, 7))),
        f32(3));
  }
}
