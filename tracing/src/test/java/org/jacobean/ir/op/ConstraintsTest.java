package org.jacobean.ir.op;

import static org.jacobean.DType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One violation of every numbered constraint: the code, the constraint's name and the operands are in the message. */
class ConstraintsTest {
  private static final String SHAPE = "JX0220";
  private static final String DTYPE = "JX0221";

  /** A violation: the constraint, what is wrong, the operation and its operands. */
  private record Case(int number, String code, String what, Primitive op, List<AbstractValue> in, String says) {}

  private final List<Case> cases = new ArrayList<>();

  private static AbstractValue f32(int... dims) {
    return AbstractValue.of(FLOAT32, dims);
  }

  private static AbstractValue f64(int... dims) {
    return AbstractValue.of(FLOAT64, dims);
  }

  private static AbstractValue i32(int... dims) {
    return AbstractValue.of(INT32, dims);
  }

  private static AbstractValue of(DType t, int... dims) {
    return AbstractValue.of(t, dims);
  }

  private void shape(int number, String what, String says, Primitive op, AbstractValue... in) {
    cases.add(new Case(number, SHAPE, what, op, List.of(in), says));
  }

  private void dtype(int number, String what, String says, Primitive op, AbstractValue... in) {
    cases.add(new Case(number, DTYPE, what, op, List.of(in), says));
  }

  private List<Case> all() {
    pointwise();
    movement();
    dynamicSlices();
    gather();
    scatter();
    folds();
    products();
    control();
    calls();
    return cases;
  }

  private void pointwise() {
    shape(1, "shapesAreEqual", "f32[2]", new Binary(BinaryOp.ADD), f32(2), f32(3));
    dtype(2, "dtypesAreEqual", "convert with astype", new Binary(BinaryOp.ADD), f32(2), f64(2));
    dtype(3, "dtypeIsInTheDomain", "needs FLOAT", new Binary(BinaryOp.ATAN2), i32(2), i32(2));
    dtype(2, "dtypeIsInTheDomain", "needs INEXACT", new Unary(UnaryOp.SIN), i32(2));
    dtype(2, "dtypesAreEqual", "f32[2]", new Compare(Comparison.LT), f32(2), i32(2));
    dtype(2, "selectorIsBoolOrInt32", "f32[2]", new SelectN(), f32(2), f32(2), f32(2));
    dtype(2, "boolSelectsBetweenTwo", "3 cases", new SelectN(), of(BOOL, 2), f32(2), f32(2), f32(2));
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
    shape(1, "oneDimensionPerAxis", "needs 2", new BroadcastInDim(Shape.of(2, 3), Axes.of(1)), f32(2, 3));
    shape(2, "dimensionsIncrease", "must increase", new BroadcastInDim(Shape.of(2, 3), Axes.of(1, 0)), f32(2, 3));
    shape(3, "lengthsAreOneOrEqual", "axis 0 of f32[2]", new BroadcastInDim(Shape.of(2, 3), Axes.of(1)), f32(2));
    shape(1, "somethingToJoin", "nothing to concatenate", new Concatenate(0));
    shape(2, "axisExists", "no axis 1", new Concatenate(1), f32(2));
    shape(3, "otherAxesAgree", "outside axis 0", new Concatenate(0), f32(2, 3), f32(2, 4));
    dtype(4, "oneDtype", "f64[2]", new Concatenate(0), f32(2), f64(2));
    shape(1, "oneEntryPerAxis", "needs 2 entries", new Pad(Axes.of(0), Axes.of(0), Axes.of(0)), f32(2, 2), f32());
    dtype(2, "valueIsAScalarOfTheDtype", "f64[]", new Pad(Axes.of(0), Axes.of(0), Axes.of(0)), f32(2), f64());
    shape(3, "interiorIsNotNegative", "interior padding -1", new Pad(Axes.of(0), Axes.of(0), Axes.of(-1)), f32(2), f32());
    shape(4, "lengthIsNotNegative", "length -1", new Pad(Axes.of(-3), Axes.of(0), Axes.of(0)), f32(2), f32());
    shape(1, "sizesAgree", "6 elements to [4] of 4", new Reshape(Shape.of(4)), f32(2, 3));
    shape(1, "axesAreDistinct", "(0, 0)", new Rev(Axes.of(0, 0)), f32(2, 3));
    shape(1, "oneEntryPerAxis", "needs 2 starts", new Slice(Axes.of(0), Axes.of(1), Axes.of(1)), f32(2, 3));
    shape(2, "rangeIsWithinTheAxis", "slice 0:4 is out of range for axis 0", new Slice(Axes.of(0), Axes.of(4), Axes.of(1)), f32(3));
    shape(3, "stridesArePositive", "stride 0", new Slice(Axes.of(0), Axes.of(3), Axes.of(0)), f32(3));
    shape(1, "axesExist", "(2,)", new Squeeze(Axes.of(2)), f32(2, 1));
    shape(2, "lengthIsOne", "axis 0", new Squeeze(Axes.of(0)), f32(2, 1));
    shape(1, "isAPermutation", "(0, 0)", new Transpose(Axes.of(0, 0)), f32(2, 3));
    shape(1, "axisExists", "no axis 2", new Iota(INT32, Shape.of(2, 3), 2));
    dtype(2, "isANumber", "iota of bool", new Iota(BOOL, Shape.of(2), 0));
  }

  private void dynamicSlices() {
    shape(1, "sliceIsNotLarger", "size 4", new DynamicSlice(Shape.of(4)), f32(3), i32());
    dtype(2, "startsAreIntegerScalars", "f32[]", new DynamicSlice(Shape.of(2)), f32(3), f32());
    shape(2, "oneStartPerAxis", "needs 2 start indices", new DynamicSlice(Shape.of(1, 1)), f32(3, 3), i32());
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
    shape(2, "vectorsHaveTheMappedLength", "must have 1 components", gather(rows, 1, 3), f32(2, 3), i32(4, 2));
    shape(3, "axesAreDistinct", "not distinct", gather(new GatherDims(Axes.of(1), Axes.of(0, 0), Axes.of(0)), 1, 3), f32(2, 3), i32(4, 1));
    shape(4, "collapsedLengthIsOne", "window length 2", gather(rows, 2, 3), f32(2, 3), i32(4, 1));
    GatherDims zipped = new GatherDims(Axes.NONE, Axes.of(1), Axes.of(1), Axes.of(0), Axes.of(0));
    shape(5, "zippedLengthsAgree", "different lengths", gather(zipped, 1, 1), f32(2, 3), i32(4, 1));
    GatherDims odd = new GatherDims(Axes.NONE, Axes.of(1), Axes.of(1), Axes.of(0), Axes.NONE);
    shape(5, "batchingAxesPairUp", "do not pair up", gather(odd, 1, 1), f32(2, 3), i32(4, 1));
    shape(6, "offsetsNumberTheWindow", "offset axes (5,)", gather(new GatherDims(Axes.of(5), Axes.of(0), Axes.of(0)), 1, 3), f32(2, 3), i32(4, 1));
  }

  private void scatter() {
    ScatterDims rows = new ScatterDims(Axes.of(1), Axes.of(0), Axes.of(0));
    Scatter op = new Scatter(ScatterKind.ADD, rows, IndexMode.CLIP);
    dtype(1, "indicesAreIntegers", "f32[4,1]", op, f32(2, 3), f32(4, 1), f32(4, 3));
    shape(1, "vectorsHaveTheMappedLength", "must have 1 components", op, f32(2, 3), i32(4, 2), f32(4, 3));
    Scatter twice = new Scatter(ScatterKind.SET, new ScatterDims(Axes.of(1), Axes.of(0, 0), Axes.of(0)), IndexMode.CLIP);
    shape(2, "axesAreDistinct", "not distinct", twice, f32(2, 3), i32(4, 1), f32(4, 3));
    shape(3, "updatesHaveTheBatchShape", "f32[5,3]", op, f32(2, 3), i32(4, 1), f32(5, 3));
    shape(4, "windowFits", "exceed f32[2,3]", op, f32(2, 3), i32(4, 1), f32(4, 4));
    dtype(5, "oneDtype", "f64[4,3]", op, f32(2, 3), i32(4, 1), f64(4, 3));
    ScatterDims zipped = new ScatterDims(Axes.NONE, Axes.of(1), Axes.of(1), Axes.of(0), Axes.of(0));
    shape(6, "zippedLengthsAgree", "different lengths", new Scatter(ScatterKind.SET, zipped, IndexMode.CLIP), f32(2, 3), i32(4, 1), f32(4));
  }

  private void folds() {
    shape(1, "axesAreDistinct", "(1, 1)", new Reduce(ReduceOp.SUM, Axes.of(1, 1)), f32(2, 3));
    dtype(2, "bitsForAnd", "f32[2]", new Reduce(ReduceOp.AND, Axes.of(0)), f32(2));
    dtype(2, "numbersForSum", "bool[2]", new Reduce(ReduceOp.SUM, Axes.of(0)), of(BOOL, 2));
    shape(1, "axisIsNotEmpty", "no elements", new ArgReduce(true, 0, INT32), f32(0));
    dtype(2, "indexIsAnInteger", "float32", new ArgReduce(true, 0, FLOAT32), f32(2));
    dtype(3, "hasAnOrder", "c64[2]", new ArgReduce(false, 0, INT32), of(COMPLEX64, 2));
    shape(1, "axisExists", "no axis 1", new Cumulative(CumulativeOp.SUM, 1, false), f32(2));
    dtype(2, "floatsForLogSumExp", "i32[2]", new Cumulative(CumulativeOp.LOGSUMEXP, 0, false), i32(2));
    shape(1, "oneShape", "f32[3]", new Sort(0, true, 1), f32(2), f32(3));
    shape(2, "axisExists", "no axis 1", new Sort(1, true, 1), f32(2));
    shape(3, "keysAreOperands", "2 keys for 1", new Sort(0, true, 2), f32(2));
  }

  private static DotGeneral dot(Axes lhsBatch, Axes rhsBatch, Axes lhsContract, Axes rhsContract) {
    return new DotGeneral(new DotDims(lhsBatch, rhsBatch, lhsContract, rhsContract), FLOAT32);
  }

  private static ConvGeneralDilated conv(int strides, Axes padding, Axes layout, int featureGroups) {
    Axes s = Axes.of(strides, strides);
    Axes one = Axes.of(1, 1);
    ConvDims dims = new ConvDims(layout, Axes.of(0, 1, 2, 3), Axes.of(0, 1, 2, 3));
    return new ConvGeneralDilated(s, padding, padding, one, one, dims, featureGroups, 1);
  }

  private void products() {
    Axes none = Axes.NONE;
    shape(1, "axesAreDistinct", "not distinct", dot(Axes.of(1), Axes.of(0), Axes.of(1), Axes.of(1)), f32(2, 3), f32(3, 3));
    shape(2, "axesPairUp", "does not pair", dot(none, none, Axes.of(1), none), f32(2, 3), f32(3, 4));
    shape(3, "batchLengthsAgree", "batch sizes differ", dot(Axes.of(0), Axes.of(0), none, none), f32(2, 3), f32(3, 4));
    shape(4, "contractedLengthsAgree", "contracted sizes differ: lhs f32[2,3]", dot(none, none, Axes.of(1), Axes.of(0)), f32(2, 3), f32(4, 4));
    dtype(5, "oneDtype", "f64[3,4]", dot(none, none, Axes.of(1), Axes.of(0)), f32(2, 3), f64(3, 4));
    Axes nchw = Axes.of(0, 1, 2, 3);
    Axes zero = Axes.of(0, 0);
    shape(1, "rankIsEqual", "equal rank", conv(1, zero, nchw, 1), f32(1, 2, 5, 5), f32(3, 2, 3));
    shape(2, "layoutIsAPermutation", "not a layout of rank 4", conv(1, zero, Axes.of(0, 1, 2, 2), 1), f32(1, 2, 5, 5), f32(3, 2, 3, 3));
    shape(3, "oneEntryPerSpatialAxis", "must have 2 entries", conv(1, Axes.of(0), nchw, 1), f32(1, 2, 5, 5), f32(3, 2, 3, 3));
    shape(3, "stridesArePositive", "must be positive", conv(0, zero, nchw, 1), f32(1, 2, 5, 5), f32(3, 2, 3, 3));
    shape(4, "groupsDivideFeatures", "groups (2 feature, 1 batch)", conv(1, zero, nchw, 2), f32(1, 2, 5, 5), f32(3, 2, 3, 3));
    dtype(5, "oneDtype", "f64[3,2,3,3]", conv(1, zero, nchw, 1), f32(1, 2, 5, 5), f64(3, 2, 3, 3));
  }

  /** A jaxpr that returns values of the given types, of which the first are its arguments. */
  private static Jaxpr identity(AbstractValue... avals) {
    List<Var> vars = Stream.of(avals).map(Var::new).toList();
    return new Jaxpr(List.of(), vars, List.of(), vars);
  }

  /** A jaxpr with the given arguments that returns the last one. */
  private static Jaxpr last(AbstractValue... avals) {
    List<Var> vars = Stream.of(avals).map(Var::new).toList();
    return new Jaxpr(List.of(), vars, List.of(), vars.subList(vars.size() - 1, vars.size()));
  }

  /** A jaxpr that returns true. */
  private static Jaxpr always(AbstractValue in) {
    return new Jaxpr(List.of(), List.of(new Var(in)), List.of(), List.of(Literal.of(BOOL, 1)));
  }

  private void control() {
    Jaxpr f = identity(f32(3));
    dtype(1, "indexIsAScalar", "i32[2]", new Cond(List.of(f, f)), i32(2), f32(3));
    shape(1, "thereAreBranches", "needs branches", new Cond(List.of()), i32());
    shape(2, "branchesTakeTheOperands", "should be f32[3] but is f32[4]", new Cond(List.of(f, f)), i32(), f32(4));
    Jaxpr g = last(f32(), f32(3));
    shape(3, "branchesReturnTheSame", "different types", new Cond(List.of(last(f32(3), f32()), identity(f32(3), f32()))), i32(), f32(3), f32());
    Jaxpr test = last(of(BOOL), of(BOOL));
    Jaxpr pair = identity(of(BOOL), of(BOOL));
    shape(1, "testTakesTheCarry", "operands do not fit", new While(test, 0, pair, 0), of(BOOL), f32());
    dtype(2, "testReturnsABool", "must return a bool scalar", new While(last(f32()), 0, identity(f32()), 0), f32());
    shape(3, "bodyTakesTheCarry", "expected", new While(last(of(BOOL)), 0, pair, 0), of(BOOL));
    shape(4, "bodyReturnsTheCarry", "carry's types", new While(always(f32()), 0, always(f32()), 0), f32());
    shape(1, "enoughOperands", "1 carries", new Scan(g, 3, false, 0, 1, 1));
    shape(2, "xsHaveTheLength", "leading axis of length 3", new Scan(g, 3, false, 0, 1, 1), f32(), f32(4));
    shape(3, "bodyTakesSlices", "should be f32[3] but is f32[]", new Scan(g, 3, false, 0, 1, 1), f32(), f32(3));
    shape(4, "bodyReturnsTheCarry", "carry's types", new Scan(g, 3, false, 0, 1, 1), f32(), f32(3, 3));
  }

  private void calls() {
    Jaxpr f = identity(f32(3));
    CustomJvpCall.Rule jvp = (p, t) -> t;
    CustomVjpCall.Rule vjp =
        new CustomVjpCall.Rule() {
          @Override
          public List<org.jacobean.NDArray> forward(List<org.jacobean.NDArray> primals) {
            return primals;
          }

          @Override
          public List<org.jacobean.NDArray> backward(List<org.jacobean.NDArray> residuals, List<org.jacobean.NDArray> cotangents) {
            return cotangents;
          }
        };
    shape(1, "operandsFit", "should be f32[3] but is f64[3]", new JitCall("f", f), f64(3));
    shape(1, "operandsFit", "f32[4]", new CustomJvpCall("f", f, jvp), f32(4));
    shape(1, "operandsFit", "f32[4]", new CustomVjpCall("f", f, vjp), f32(4));
    shape(1, "residualsAreThere", "2 residuals", new CustomLinear(vjp, 2, List.of()), f32(3));
    Var c = new Var(f32(3));
    Jaxpr captured = new Jaxpr(List.of(c), List.of(new Var(f32(3))), List.of(), List.of(c));
    shape(1, "noConstvarsInside", "must not have constvars", new JitCall("f", captured), f32(3));
  }

  @TestFactory
  Stream<DynamicTest> violationsAreReported() {
    return all().stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    "c" + c.number + "_" + c.what + " of " + c.op.name(),
                    () -> {
                      JacobeanException e = assertThrows(JacobeanException.class, () -> c.op.infer(c.in));
                      assertEquals(c.code, e.code(), e.getMessage());
                      assertTrue(e.getMessage().startsWith(c.code + ": " + c.op.name() + "_C" + c.number + ": "), e.getMessage());
                      assertTrue(e.getMessage().contains(c.says), e.getMessage());
                    }));
  }

  @Test
  void everyNumberInTheSourcesHasAViolation() throws IOException {
    Set<String> covered = all().stream().map(c -> c.op.getClass().getSimpleName() + "_C" + c.number).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    Pattern id = Pattern.compile("_(C\\d)\"");
    try (Stream<Path> files = Files.list(Path.of("src/main/java/org/jacobean/ir/op"))) {
      for (Path f : files.toList()) {
        String type = f.getFileName().toString().replace(".java", "");
        if (type.equals("Pointwise")) {
          continue; // the shared constraint C1 of its records
        }
        Matcher m = id.matcher(Files.readString(f));
        while (m.find()) {
          if (!covered.contains(type + "_" + m.group(1))) {
            missing.add(type + "_" + m.group(1));
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void theNumberOfOperandsIsChecked() {
    JacobeanException e = assertThrows(JacobeanException.class, () -> new Binary(BinaryOp.ADD).infer(List.of(f32())));
    assertEquals("JX0222: add takes 2 operands but got 1: [f32[]]", e.getMessage());
  }
}
