package org.jacobean.collective;

import org.jacobean.AbstractValue;
import org.jacobean.Mesh;
import org.jacobean.PartitionSpec;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;

/**
 * Where the block of each device lies in an array.
 *
 * @param mesh the devices
 * @param spec which mesh axes divide which dimensions
 */
record Sharding(Mesh mesh, PartitionSpec spec) {
  /** A copy of the block of the device at {@code position}. */
  DeviceArray block(DeviceArray whole, AbstractValue type, int position) {
    DeviceArray block = DeviceArray.allocate(type.withVarying(org.jacobean.Varying.NONE));
    Shape box = type.shape();
    BlockCopy.of(type, box, whole.shape(), box)
        .run(whole.buffer().segment(), offset(whole.shape(), box, position), block.writable(), 0);
    return block;
  }

  /** Puts the block of the device at {@code position} into its place. */
  void place(DeviceArray block, DeviceArray whole, int position) {
    Shape box = block.shape();
    BlockCopy.of(block.aval(), box, box, whole.shape())
        .run(block.buffer().segment(), 0, whole.writable(), offset(whole.shape(), box, position));
  }

  /** Whether of all devices with the same block this is the one that delivers it. */
  boolean delivers(int position) {
    for (String axis : mesh.names()) {
      if (!spec.varying().contains(axis) && mesh.coordinate(position, axis) != 0) {
        return false;
      }
    }
    return true;
  }

  private long offset(Shape whole, Shape box, int position) {
    long[] strides = whole.strides();
    long at = 0;
    for (int d = 0; d < spec.dims().size(); d++) {
      at += (long) mesh.coordinate(position, spec.dim(d)) * box.dim(d) * strides[d];
    }
    return at;
  }
}
