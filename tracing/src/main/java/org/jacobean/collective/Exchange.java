package org.jacobean.collective;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.ir.op.AllGather;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.AllToAll;
import org.jacobean.ir.op.AxisIndex;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.CollectiveOp;
import org.jacobean.ir.op.PBroadcast;
import org.jacobean.ir.op.PPermute;
import org.jacobean.ir.op.PVary;
import org.jacobean.ir.op.ReduceScatter;

/**
 * The results of one collective, once the operands of all participants are there. Participant
 * {@code k} computes its share: its own result, or its part of a result that all get.
 */
final class Exchange {
  private final Collective op;
  private final List<DeviceArray> in;
  private final List<MemorySegment> inTreeOrder;
  private final AbstractValue type;
  private final DeviceArray[] results;

  /**
   * Allocates the results.
   *
   * @param in the operands, by coordinate along the axes
   * @param deviceIds the participants' device numbers, which fix the order of sums
   */
  Exchange(Collective op, List<DeviceArray> in, List<Integer> deviceIds) {
    this.op = op;
    this.in = in;
    this.inTreeOrder =
        IntStream.range(0, in.size())
            .boxed()
            .sorted(Comparator.comparing(deviceIds::get))
            .map(k -> in.get(k).buffer().segment())
            .toList();
    this.type = op.infer(List.of(in.getFirst().aval())).getFirst();
    this.results = new DeviceArray[in.size()];
    boolean shared =
        switch (op) {
          case AllReduce _, AllGather _, PBroadcast _ -> true;
          case AllToAll _, PPermute _, ReduceScatter _ -> false;
          case AxisIndex _, PVary _ -> throw new IllegalStateException("needs no exchange: " + op);
        };
    if (shared) {
      Arrays.fill(results, DeviceArray.allocate(type));
    } else {
      Arrays.setAll(results, _ -> DeviceArray.allocate(type));
    }
  }

  /** Bytes that are read, all participants together. */
  static long bytes(AbstractValue operand, int participants) {
    return operand.bytes() * participants;
  }

  /** The result of participant {@code k}; complete when all shares are. */
  DeviceArray result(int k) {
    return results[k];
  }

  /** Computes the share of participant {@code k}. */
  void compute(int k) {
    switch (op) {
      case AllReduce a -> {
        long size = type.size();
        int n = in.size();
        long from = size * k / n;
        fold(a.op(), type.dtype(), inTreeOrder, from, size * (k + 1) / n, results[k], from);
      }
      case AllGather g -> gather(g, k);
      case PBroadcast b -> {
        if (k == b.source()) {
          copy(in.get(k), results[k]);
        }
      }
      case PPermute p -> {
        int source = p.sources().get(k);
        if (source >= 0) {
          copy(in.get(source), results[k]);
        } else {
          results[k].writable().fill((byte) 0);
        }
      }
      case AllToAll a -> exchange(a, k);
      case ReduceScatter s -> reduceScatter(s, k);
      case AxisIndex _, PVary _ -> {}
    }
  }

  private static void fold(
      CollectiveOp op,
      DType t,
      List<MemorySegment> operands,
      long from,
      long to,
      DeviceArray result,
      long at) {
    TreeSum.fold(op, t, operands, from, to, result.writable(), at);
  }

  private static void copy(DeviceArray from, DeviceArray to) {
    MemorySegment.copy(from.buffer().segment(), 0, to.writable(), 0, from.aval().bytes());
  }

  private void gather(AllGather g, int k) {
    Shape box = in.get(k).shape();
    long[] strides = type.shape().strides();
    long at = k * strides[g.dim()] * (g.tiled() ? box.dim(g.dim()) : 1);
    long[] to = g.tiled() ? strides : without(strides, g.dim());
    new BlockCopy(type.dtype().itemBytes(), box.dims(), box.strides(), to)
        .run(in.get(k).buffer().segment(), 0, results[k].writable(), at);
  }

  private void exchange(AllToAll a, int k) {
    Shape whole = in.get(k).shape();
    int n = in.size();
    long[] from = whole.strides();
    long[] to = type.shape().strides();
    Shape box =
        a.tiled()
            ? whole.with(a.splitAxis(), whole.dim(a.splitAxis()) / n)
            : whole.remove(a.splitAxis());
    long step = from[a.splitAxis()] * (a.tiled() ? box.dim(a.splitAxis()) : 1);
    long place = to[a.concatAxis()] * (a.tiled() ? box.dim(a.concatAxis()) : 1);
    BlockCopy block =
        new BlockCopy(
            type.dtype().itemBytes(),
            box.dims(),
            a.tiled() ? from : without(from, a.splitAxis()),
            a.tiled() ? to : without(to, a.concatAxis()));
    for (int j = 0; j < n; j++) {
      block.run(in.get(j).buffer().segment(), k * step, results[k].writable(), j * place);
    }
  }

  /** Cuts the block out of every operand, then folds the blocks. */
  private void reduceScatter(ReduceScatter s, int k) {
    Shape whole = in.get(k).shape();
    long[] from = whole.strides();
    Shape box = s.tiled() ? type.shape() : whole.with(s.dim(), 1);
    BlockCopy block = new BlockCopy(type.dtype().itemBytes(), box.dims(), from, box.strides());
    List<MemorySegment> blocks = new ArrayList<>();
    for (MemorySegment m : inTreeOrder) {
      MemorySegment cut = DeviceArray.allocate(type).writable();
      block.run(m, k * box.dim(s.dim()) * from[s.dim()], cut, 0);
      blocks.add(cut);
    }
    fold(CollectiveOp.SUM, type.dtype(), blocks, 0, type.size(), results[k], 0);
  }

  private static long[] without(long[] strides, int axis) {
    return IntStream.range(0, strides.length)
        .filter(i -> i != axis)
        .mapToLong(i -> strides[i])
        .toArray();
  }
}
