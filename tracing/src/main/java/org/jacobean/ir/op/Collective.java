package org.jacobean.ir.op;

import java.util.List;

/**
 * Operations between the participants of a named axis: the examples of a {@code vmap} with an axis
 * name, or the devices of a mesh. One operand (none for {@link AxisIndex}) and one result.
 *
 * <p>A value is <em>varying</em> over an axis when participants may hold different ones, and
 * <em>invariant</em> when all hold the same. {@link AllReduce}, and {@link AllGather} when it says
 * so, turn a varying value into an invariant one; {@link PVary} only says that an invariant value
 * is to be taken as varying. The types are not part of {@link org.jacobean.AbstractValue}; they
 * matter for transposition, where an invariant cotangent counts once and a varying one per
 * participant:
 *
 * <ul>
 *   <li>{@code psum} and {@code pvary} are each other's transposes;
 *   <li>{@code all_gather} and {@code reduce_scatter} are, unless the gathered value is invariant:
 *       then each participant gets its own slice of the cotangent;
 *   <li>{@code ppermute} and {@code all_to_all} are transposed by their inverses;
 *   <li>{@code pbroadcast} by a sum that only the source keeps.
 * </ul>
 *
 * <p>Outside a mapped function a collective runs on the engine of the device thread that executes
 * it: {@link org.jacobean.backend.CollectiveEngine}.
 */
public sealed interface Collective extends Primitive
    permits AllGather, AllReduce, AllToAll, AxisIndex, PBroadcast, PPermute, PVary, ReduceScatter {
  /** The axes it runs over; distinct, at least one. */
  List<NamedAxis> namedAxes();

  /** The same operation over other axes; as many as it has, except for reductions and pvary. */
  Collective over(List<NamedAxis> axes);
}
