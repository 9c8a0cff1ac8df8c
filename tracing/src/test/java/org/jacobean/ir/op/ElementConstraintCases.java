package org.jacobean.ir.op;

import static org.jacobean.DType.*;

import org.jacobean.Axes;
import org.jacobean.Shape;

/** Violations by operations on and of elements: pointwise, movement, folds. */
final class ElementConstraintCases extends ConstraintCases {
  @Override
  void fill() {
    pointwise();
    movement();
    folds();
  }

  private void pointwise() {
    shape(1, "shapesAreEqual", "f32[2]", new Binary(BinaryOp.ADD), f32(2), f32(3));
    dtype(2, "dtypesAreEqual", "convert with astype", new Binary(BinaryOp.ADD), f32(2), f64(2));
    dtype(3, "dtypeIsInTheDomain", "needs FLOAT", new Binary(BinaryOp.ATAN2), i32(2), i32(2));
    dtype(2, "dtypeIsInTheDomain", "needs INEXACT", new Unary(UnaryOp.SIN), i32(2));
    dtype(2, "dtypesAreEqual", "f32[2]", new Compare(Comparison.LT), f32(2), i32(2));
    dtype(2, "selectorIsBoolOrInt32", "f32[2]", new SelectN(), f32(2), f32(2), f32(2));
    dtype(
        2, "boolSelectsBetweenTwo", "3 cases", new SelectN(), of(BOOL, 2), f32(2), f32(2), f32(2));
    dtype(3, "casesHaveOneDtype", "f64[2]", new SelectN(), of(BOOL, 2), f32(2), f64(2));
    shape(4, "thereIsACase", "at least one case", new SelectN(), of(BOOL, 2));
    shape(1, "boundsFit", "f32[3]", new Clamp(), f32(3), f32(), f32(3));
    dtype(2, "boundsHaveTheDtype", "f64[]", new Clamp(), f64(), f32(3), f32());
    dtype(2, "noNumbersInFloat0", "float0", new ConvertElementType(FLOAT32, false), of(FLOAT0, 2));
    dtype(2, "sameNumberOfBits", "32 and 64 bits", new BitcastConvertType(FLOAT64), f32(2));
    dtype(2, "onlyFloats", "i32[2]", new ReducePrecision(5, 10), i32(2));
    shape(3, "bitsArePositive", "exponent bits 0", new ReducePrecision(0, 10), f32(2));
    dtype(2, "negativePowersNeedInexact", "power -1", new IntegerPow(-1), i32(2));
    dtype(2, "wordsAreUint32", "i32[2]", new Threefry2x32(), i32(2), i32(2), i32(2), i32(2));
  }

  private void movement() {
    shape(
        1,
        "oneDimensionPerAxis",
        "needs 2",
        new BroadcastInDim(Shape.of(2, 3), Axes.of(1)),
        f32(2, 3));
    shape(
        2,
        "dimensionsIncrease",
        "must increase",
        new BroadcastInDim(Shape.of(2, 3), Axes.of(1, 0)),
        f32(2, 3));
    shape(
        3,
        "lengthsAreOneOrEqual",
        "axis 0 of f32[2]",
        new BroadcastInDim(Shape.of(2, 3), Axes.of(1)),
        f32(2));
    shape(1, "somethingToJoin", "nothing to concatenate", new Concatenate(0));
    shape(2, "axisExists", "no axis 1", new Concatenate(1), f32(2));
    shape(3, "otherAxesAgree", "outside axis 0", new Concatenate(0), f32(2, 3), f32(2, 4));
    dtype(4, "oneDtype", "f64[2]", new Concatenate(0), f32(2), f64(2));
    shape(
        1,
        "oneEntryPerAxis",
        "needs 2 entries",
        new Pad(Axes.of(0), Axes.of(0), Axes.of(0)),
        f32(2, 2),
        f32());
    dtype(
        2,
        "valueIsAScalarOfTheDtype",
        "f64[]",
        new Pad(Axes.of(0), Axes.of(0), Axes.of(0)),
        f32(2),
        f64());
    shape(
        3,
        "interiorIsNotNegative",
        "interior padding -1",
        new Pad(Axes.of(0), Axes.of(0), Axes.of(-1)),
        f32(2),
        f32());
    shape(
        4,
        "lengthIsNotNegative",
        "length -1",
        new Pad(Axes.of(-3), Axes.of(0), Axes.of(0)),
        f32(2),
        f32());
    shape(1, "sizesAgree", "6 elements to [4] of 4", new Reshape(Shape.of(4)), f32(2, 3));
    shape(1, "axesAreDistinct", "(0, 0)", new Rev(Axes.of(0, 0)), f32(2, 3));
    shape(
        1,
        "oneEntryPerAxis",
        "needs 2 starts",
        new Slice(Axes.of(0), Axes.of(1), Axes.of(1)),
        f32(2, 3));
    shape(
        2,
        "rangeIsWithinTheAxis",
        "slice 0:4 is out of range for axis 0",
        new Slice(Axes.of(0), Axes.of(4), Axes.of(1)),
        f32(3));
    shape(
        3, "stridesArePositive", "stride 0", new Slice(Axes.of(0), Axes.of(3), Axes.of(0)), f32(3));
    shape(1, "axesExist", "(2,)", new Squeeze(Axes.of(2)), f32(2, 1));
    shape(2, "lengthIsOne", "axis 0", new Squeeze(Axes.of(0)), f32(2, 1));
    shape(1, "isAPermutation", "(0, 0)", new Transpose(Axes.of(0, 0)), f32(2, 3));
    shape(1, "axisExists", "no axis 2", new Iota(INT32, Shape.of(2, 3), 2));
    dtype(2, "isANumber", "iota of bool", new Iota(BOOL, Shape.of(2), 0));
  }

  private void folds() {
    shape(1, "axesAreDistinct", "(1, 1)", new Reduce(ReduceOp.SUM, Axes.of(1, 1)), f32(2, 3));
    dtype(2, "bitsForAnd", "f32[2]", new Reduce(ReduceOp.AND, Axes.of(0)), f32(2));
    dtype(2, "numbersForSum", "bool[2]", new Reduce(ReduceOp.SUM, Axes.of(0)), of(BOOL, 2));
    shape(1, "axisIsNotEmpty", "no elements", new ArgReduce(true, 0, INT32), f32(0));
    dtype(2, "indexIsAnInteger", "float32", new ArgReduce(true, 0, FLOAT32), f32(2));
    dtype(3, "hasAnOrder", "c64[2]", new ArgReduce(false, 0, INT32), of(COMPLEX64, 2));
    shape(1, "axisExists", "no axis 1", new Cumulative(CumulativeOp.SUM, 1, false), f32(2));
    dtype(
        2,
        "floatsForLogSumExp",
        "i32[2]",
        new Cumulative(CumulativeOp.LOGSUMEXP, 0, false),
        i32(2));
    shape(1, "oneShape", "f32[3]", new Sort(0, true, 1), f32(2), f32(3));
    shape(2, "axisExists", "no axis 1", new Sort(1, true, 1), f32(2));
    shape(3, "keysAreOperands", "2 keys for 1", new Sort(0, true, 2), f32(2));
  }
}
