package org.jacobean.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.golden.Golden;
import org.jacobean.ir.op.*;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The evaluator against JAX, on every golden case that is a single primitive. */
class ReferenceEvaluatorGoldenTest {
  private static final Map<String, UnaryOp> UNARY = new HashMap<>();
  private static final Map<String, BinaryOp> BINARY = new HashMap<>();
  private static final Map<String, Comparison> COMPARE = new HashMap<>();

  static {
    Arrays.stream(UnaryOp.values()).forEach(op -> UNARY.put(camel(op), op));
    Arrays.stream(BinaryOp.values()).forEach(op -> BINARY.put(camel(op), op));
    Arrays.stream(Comparison.values()).forEach(op -> COMPARE.put(camel(op), op));
  }

  private static String camel(Enum<?> e) {
    String[] words = e.name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder b = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      b.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return b.toString();
  }

  @TestFactory
  Stream<DynamicTest> agreesWithJax() {
    return Stream.of(
            "unary",
            "binary",
            "compare",
            "movement",
            "gather",
            "scatter",
            "reductions",
            "dot",
            "conv",
            "sort",
            "random")
        .flatMap(area -> Golden.read(area).stream())
        .flatMap(
            g ->
                primitive(g)
                    .map(op -> DynamicTest.dynamicTest(g.name(), () -> check(g, op)))
                    .stream());
  }

  private static void check(Golden g, Primitive op) {
    List<NDArray> expected = g.out();
    List<NDArray> actual = ReferenceEvaluator.eval(op, g.args());
    assertEquals(expected.size(), actual.size());
    // XLA's double reciprocal is off by one unit at 1 - 2^-53.
    double slack = op instanceof IntegerPow && expected.get(0).dtype() == DType.FLOAT64 ? 1 : 0;
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(
          "",
          g.difference(expected.get(i), actual.get(i), slack),
          op + " of " + g.args().stream().map(NDArray::aval).toList());
    }
  }

  private static Optional<Primitive> primitive(Golden g) {
    if (UNARY.containsKey(g.fn()) && g.name().startsWith("unary")) {
      return Optional.of(new Unary(UNARY.get(g.fn())));
    }
    if (BINARY.containsKey(g.fn()) && g.name().startsWith("binary")) {
      return Optional.of(new Binary(BINARY.get(g.fn())));
    }
    if (COMPARE.containsKey(g.fn())) {
      return Optional.of(new Compare(COMPARE.get(g.fn())));
    }
    return Optional.ofNullable(parameterised(g));
  }

  private static @org.jspecify.annotations.Nullable Primitive parameterised(Golden g) {
    return switch (g.fn()) {
      case "clamp" -> new Clamp();
      case "selectN" -> new SelectN();
      case "integerPow" -> new IntegerPow(g.integer("y"));
      case "convertElementType" -> new ConvertElementType(g.dtype("dtype"), false);
      case "bitcastConvertType" -> new BitcastConvertType(g.dtype("dtype"));
      case "reducePrecision" ->
          new ReducePrecision(g.integer("exponentBits"), g.integer("mantissaBits"));
      case "threefry2x32" -> g.args().size() == 4 ? new Threefry2x32() : null;
      case "reshape" -> new Reshape(g.shape("shape"));
      case "transpose" -> new Transpose(g.axes("permutation"));
      case "broadcastInDim" -> new BroadcastInDim(g.shape("shape"), g.axes("broadcastDimensions"));
      case "pad" -> new Pad(g.axes("low"), g.axes("high"), g.axes("interior"));
      case "slice" -> new Slice(g.axes("start"), g.axes("limit"), g.axes("strides"));
      case "rev" -> new Rev(g.axes("dimensions"));
      case "concatenate" -> new Concatenate(g.integer("dimension"));
      case "squeeze" -> new Squeeze(g.axes("dimensions"));
      case "dynamicSlice" -> new DynamicSlice(g.shape("sizes"));
      case "dynamicUpdateSlice" -> new DynamicUpdateSlice();
      case "iota" -> new Iota(g.dtype("dtype"), g.shape("shape"), g.integer("dimension"));
      case "gather" -> gather(g);
      case "scatter" -> scatter(g);
      case "dotGeneral" -> dot(g);
      case "convGeneralDilated" -> conv(g);
      case "sort" ->
          g.kwarg("numKeys").isMissingNode()
              ? null
              : new Sort(g.integer("dimension"), true, g.integer("numKeys"));
      default -> fold(g);
    };
  }

  private static @org.jspecify.annotations.Nullable Primitive fold(Golden g) {
    for (ReduceOp op : ReduceOp.values()) {
      String name =
          "reduce" + op.name().charAt(0) + op.name().substring(1).toLowerCase(Locale.ROOT);
      if (g.fn().equals(name)) {
        return new Reduce(op, g.axes("axes"));
      }
    }
    for (CumulativeOp op : CumulativeOp.values()) {
      if (g.fn().equals(op.jaxName()) && g.kwarg("reverse").isBoolean() && g.integer("axis") >= 0) {
        return new Cumulative(op, g.integer("axis"), g.kwarg("reverse").asBoolean());
      }
    }
    boolean plain =
        g.kwarg("axis").isInt() && g.integer("axis") >= 0 && g.kwarg("keepdims").isMissingNode();
    return g.fn().startsWith("argm") && plain && !g.args().get(0).dtype().isComplex()
        ? new ArgReduce(g.fn().equals("argmax"), g.integer("axis"), g.out().get(0).dtype())
        : null;
  }

  private static Primitive gather(Golden g) {
    GatherDims d =
        new GatherDims(
            g.axes("offsetDims"),
            g.axes("collapsedSliceDims"),
            g.axes("startIndexMap"),
            g.axes("operandBatchingDims"),
            g.axes("startIndicesBatchingDims"));
    return new Gather(d, g.shape("sliceSizes"), IndexMode.valueOf(g.kwarg("mode").asText()));
  }

  private static Primitive scatter(Golden g) {
    ScatterDims d =
        new ScatterDims(
            g.axes("updateWindowDims"),
            g.axes("insertedWindowDims"),
            g.axes("scatterDimsToOperandDims"),
            g.axes("operandBatchingDims"),
            g.axes("scatterIndicesBatchingDims"));
    return new Scatter(
        ScatterKind.valueOf(g.kwarg("kind").asText()),
        d,
        IndexMode.valueOf(g.kwarg("mode").asText()));
  }

  private static Primitive dot(Golden g) {
    DotDims d =
        new DotDims(
            g.axes("lhsBatch"), g.axes("rhsBatch"), g.axes("lhsContract"), g.axes("rhsContract"));
    DType preferred =
        g.kwarg("preferredElementType").isTextual()
            ? g.dtype("preferredElementType")
            : g.args().get(0).dtype();
    return new DotGeneral(d, preferred);
  }

  private static Primitive conv(Golden g) {
    return new ConvGeneralDilated(
        g.axes("windowStrides"),
        g.axes("paddingLow"),
        g.axes("paddingHigh"),
        g.axes("lhsDilation"),
        g.axes("rhsDilation"),
        new ConvDims(g.axes("lhsDims"), g.axes("rhsDims"), g.axes("outDims")),
        g.integer("featureGroupCount"),
        g.integer("batchGroupCount"));
  }
}
