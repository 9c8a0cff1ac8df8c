package org.jacobean.transforms;

import java.util.List;
import org.jacobean.PartitionSpec;

/**
 * How the arrays of a {@code shardMap} are divided among devices. An entry is a {@link
 * PartitionSpec}, or a <em>prefix tree</em> of these as in {@link VmapAxes}: a list, tuple, map or
 * array that has the form of the upper part of the tree it belongs to.
 *
 * @param in one entry per argument
 * @param out the entry of the result
 */
public record ShardSpecs(List<Object> in, Object out) {
  /** Copies the list. */
  public ShardSpecs {
    in = List.copyOf(in);
  }

  /** The specs of the arguments, one entry each; results are the same on all devices. */
  public static ShardSpecs in(Object... perArgument) {
    return new ShardSpecs(List.of(perArgument), PartitionSpec.REPLICATED);
  }

  /** The same with the spec of the result. */
  public ShardSpecs out(Object specs) {
    return new ShardSpecs(in, specs);
  }
}
