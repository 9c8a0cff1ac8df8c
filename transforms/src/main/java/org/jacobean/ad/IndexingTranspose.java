package org.jacobean.ad;

import static org.jacobean.lax.Lax.dynamicSlice;
import static org.jacobean.lax.Lax.dynamicUpdateSlice;
import static org.jacobean.lax.Lax.scatter;
import static org.jacobean.lax.Lax.zeros;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.DynamicSlice;
import org.jacobean.ir.op.DynamicUpdateSlice;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.ScatterKind;
import org.jspecify.annotations.Nullable;

/** Transposes of indexed reads (adding writes) and of indexed writes (reads). */
final class IndexingTranspose {
  private IndexingTranspose() {}

  static List<@Nullable NDArray> transpose(Indexing op, Linear e) {
    return switch (op) {
      case DynamicSlice _ ->
          e.only(0, dynamicUpdateSlice(zeros(e.ct().dtype(), e.shape(0)), e.ct(), starts(e, 1)));
      case DynamicUpdateSlice _ -> update(e);
      case Gather g ->
          e.only(
              0,
              IndexWindows.scatterAdd(
                  e.ct().dtype(), e.shape(0), e.constant(1), e.ct(), g.dims(), g.mode()));
      case Scatter s -> write(s, e);
    };
  }

  private static List<NDArray> starts(Linear e, int from) {
    List<NDArray> all = new ArrayList<>();
    for (int i = from; i < e.x().size(); i++) {
      all.add(e.constant(i));
    }
    return all;
  }

  private static List<@Nullable NDArray> update(Linear e) {
    List<NDArray> starts = starts(e, 2);
    List<@Nullable NDArray> out = e.none();
    if (e.isLinear(0)) {
      out.set(0, dynamicUpdateSlice(e.ct(), zeros(e.ct().dtype(), e.shape(1)), starts));
    }
    if (e.isLinear(1)) {
      out.set(1, dynamicSlice(e.ct(), starts, e.shape(1)));
    }
    return out;
  }

  private static List<@Nullable NDArray> write(Scatter op, Linear e) {
    NDArray indices = e.constant(1);
    NDArray ct = e.ct();
    DType t = ct.dtype();
    Shape updates = e.shape(2);
    List<@Nullable NDArray> out = e.none();
    switch (op.kind()) {
      case ADD -> {
        out.set(0, e.isLinear(0) ? ct : null);
        out.set(2, e.isLinear(2) ? IndexWindows.read(op, ct, indices, updates) : null);
      }
      case SET -> {
        if (e.isLinear(0)) {
          out.set(
              0, scatter(ScatterKind.SET, ct, indices, zeros(t, updates), op.dims(), op.mode()));
        }
        if (e.isLinear(2)) {
          NDArray read = IndexWindows.read(op, ct, indices, updates);
          boolean single = IndexWindows.isSingle(indices);
          out.set(
              2,
              single
                  ? read
                  : Tangents.where(
                      IndexWindows.lastWriters(op, ct.shape(), indices, updates), read));
        }
      }
      case MUL ->
          out.set(0, scatter(ScatterKind.MUL, ct, indices, e.constant(2), op.dims(), op.mode()));
      case MIN, MAX -> throw e.notLinear();
    }
    return out;
  }
}
