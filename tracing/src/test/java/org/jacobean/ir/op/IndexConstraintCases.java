package org.jacobean.ir.op;

import static org.jacobean.DType.*;

import org.jacobean.Axes;
import org.jacobean.Shape;

/** Violations by operations with axis lists: indexing and products. */
final class IndexConstraintCases extends ConstraintCases {
  @Override
  void fill() {
    dynamicSlices();
    gather();
    scatter();
    products();
  }

  private void dynamicSlices() {
    shape(1, "sliceIsNotLarger", "size 4", new DynamicSlice(Shape.of(4)), f32(3), i32());
    dtype(2, "startsAreIntegerScalars", "f32[]", new DynamicSlice(Shape.of(2)), f32(3), f32());
    shape(
        2,
        "oneStartPerAxis",
        "needs 2 start indices",
        new DynamicSlice(Shape.of(1, 1)),
        f32(3, 3),
        i32());
    shape(1, "updateIsNotLarger", "f32[4]", new DynamicUpdateSlice(), f32(3), f32(4), i32());
    shape(2, "oneStartPerAxis", "needs 1 start indices", new DynamicUpdateSlice(), f32(3), f32(2));
    dtype(3, "oneDtype", "f64[2]", new DynamicUpdateSlice(), f32(3), f64(2), i32());
  }

  private static Gather gather(GatherDims dims, int... sizes) {
    return new Gather(dims, Shape.of(sizes), IndexMode.CLIP);
  }

  private void gather() {
    GatherDims rows = new GatherDims(Axes.of(1), Axes.of(0), Axes.of(0));
    shape(1, "windowFits", "exceed f32[2,3]", gather(rows, 1, 4), f32(2, 3), i32(4, 1));
    dtype(2, "indicesAreIntegers", "f32[4,1]", gather(rows, 1, 3), f32(2, 3), f32(4, 1));
    shape(
        2,
        "vectorsHaveTheMappedLength",
        "must have 1 components",
        gather(rows, 1, 3),
        f32(2, 3),
        i32(4, 2));
    shape(
        3,
        "axesAreDistinct",
        "not distinct",
        gather(new GatherDims(Axes.of(1), Axes.of(0, 0), Axes.of(0)), 1, 3),
        f32(2, 3),
        i32(4, 1));
    shape(4, "collapsedLengthIsOne", "window length 2", gather(rows, 2, 3), f32(2, 3), i32(4, 1));
    GatherDims zipped = new GatherDims(Axes.NONE, Axes.of(1), Axes.of(1), Axes.of(0), Axes.of(0));
    shape(5, "zippedLengthsAgree", "different lengths", gather(zipped, 1, 1), f32(2, 3), i32(4, 1));
    GatherDims odd = new GatherDims(Axes.NONE, Axes.of(1), Axes.of(1), Axes.of(0), Axes.NONE);
    shape(5, "batchingAxesPairUp", "do not pair up", gather(odd, 1, 1), f32(2, 3), i32(4, 1));
    shape(
        6,
        "offsetsNumberTheWindow",
        "offset axes (5,)",
        gather(new GatherDims(Axes.of(5), Axes.of(0), Axes.of(0)), 1, 3),
        f32(2, 3),
        i32(4, 1));
    shape(
        6,
        "offsetsAscend",
        "offset axes (2, 1) do not ascend",
        gather(new GatherDims(Axes.of(2, 1), Axes.of(0), Axes.of(0)), 1, 3, 2),
        f32(2, 3, 2),
        i32(4, 1));
  }

  private void scatter() {
    ScatterDims rows = new ScatterDims(Axes.of(1), Axes.of(0), Axes.of(0));
    Scatter op = new Scatter(ScatterKind.ADD, rows, IndexMode.CLIP);
    dtype(1, "indicesAreIntegers", "f32[4,1]", op, f32(2, 3), f32(4, 1), f32(4, 3));
    shape(
        1,
        "vectorsHaveTheMappedLength",
        "must have 1 components",
        op,
        f32(2, 3),
        i32(4, 2),
        f32(4, 3));
    Scatter twice =
        new Scatter(
            ScatterKind.SET,
            new ScatterDims(Axes.of(1), Axes.of(0, 0), Axes.of(0)),
            IndexMode.CLIP);
    shape(2, "axesAreDistinct", "not distinct", twice, f32(2, 3), i32(4, 1), f32(4, 3));
    shape(3, "updatesHaveTheBatchShape", "f32[5,3]", op, f32(2, 3), i32(4, 1), f32(5, 3));
    shape(4, "windowFits", "exceed f32[2,3]", op, f32(2, 3), i32(4, 1), f32(4, 4));
    dtype(5, "oneDtype", "f64[4,3]", op, f32(2, 3), i32(4, 1), f64(4, 3));
    ScatterDims zipped = new ScatterDims(Axes.NONE, Axes.of(1), Axes.of(1), Axes.of(0), Axes.of(0));
    shape(
        6,
        "zippedLengthsAgree",
        "different lengths",
        new Scatter(ScatterKind.SET, zipped, IndexMode.CLIP),
        f32(2, 3),
        i32(4, 1),
        f32(4));
  }

  private static DotGeneral dot(Axes lhsBatch, Axes rhsBatch, Axes lhsContract, Axes rhsContract) {
    return new DotGeneral(new DotDims(lhsBatch, rhsBatch, lhsContract, rhsContract), FLOAT32);
  }

  private static ConvGeneralDilated conv(
      int strides, Axes padding, Axes layout, int featureGroups) {
    Axes s = Axes.of(strides, strides);
    Axes one = Axes.of(1, 1);
    ConvDims dims = new ConvDims(layout, Axes.of(0, 1, 2, 3), Axes.of(0, 1, 2, 3));
    return new ConvGeneralDilated(s, padding, padding, one, one, dims, featureGroups, 1);
  }

  private void products() {
    Axes none = Axes.NONE;
    shape(
        1,
        "axesAreDistinct",
        "not distinct",
        dot(Axes.of(1), Axes.of(0), Axes.of(1), Axes.of(1)),
        f32(2, 3),
        f32(3, 3));
    shape(
        2, "axesPairUp", "does not pair", dot(none, none, Axes.of(1), none), f32(2, 3), f32(3, 4));
    shape(
        3,
        "batchLengthsAgree",
        "batch sizes differ",
        dot(Axes.of(0), Axes.of(0), none, none),
        f32(2, 3),
        f32(3, 4));
    shape(
        4,
        "contractedLengthsAgree",
        "contracted sizes differ: lhs f32[2,3]",
        dot(none, none, Axes.of(1), Axes.of(0)),
        f32(2, 3),
        f32(4, 4));
    dtype(5, "oneDtype", "f64[3,4]", dot(none, none, Axes.of(1), Axes.of(0)), f32(2, 3), f64(3, 4));
    Axes nchw = Axes.of(0, 1, 2, 3);
    Axes zero = Axes.of(0, 0);
    shape(1, "rankIsEqual", "equal rank", conv(1, zero, nchw, 1), f32(1, 2, 5, 5), f32(3, 2, 3));
    shape(
        2,
        "layoutIsAPermutation",
        "not a layout of rank 4",
        conv(1, zero, Axes.of(0, 1, 2, 2), 1),
        f32(1, 2, 5, 5),
        f32(3, 2, 3, 3));
    shape(
        3,
        "oneEntryPerSpatialAxis",
        "must have 2 entries",
        conv(1, Axes.of(0), nchw, 1),
        f32(1, 2, 5, 5),
        f32(3, 2, 3, 3));
    shape(
        3,
        "stridesArePositive",
        "must be positive",
        conv(0, zero, nchw, 1),
        f32(1, 2, 5, 5),
        f32(3, 2, 3, 3));
    shape(
        4,
        "groupsDivideFeatures",
        "groups (2 feature, 1 batch)",
        conv(1, zero, nchw, 2),
        f32(1, 2, 5, 5),
        f32(3, 2, 3, 3));
    dtype(5, "oneDtype", "f64[3,2,3,3]", conv(1, zero, nchw, 1), f32(1, 2, 5, 5), f64(3, 2, 3, 3));
  }
}
