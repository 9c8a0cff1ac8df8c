package org.jacobean.ad;

import static org.jacobean.lax.Lax.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.*;
import org.jacobean.trace.Tracing;

/** Twins of the functions behind grads.json, in strict operations and fluent ones. */
final class GoldenFunctions {
  private GoldenFunctions() {}

  static final Map<String, Function<List<NDArray>, NDArray>> ALL = new HashMap<>();

  private static NDArray vec(double... v) {
    return NDArray.of(v);
  }

  private static NDArray s(double v) {
    return NDArray.full(DType.FLOAT64, Shape.SCALAR, v);
  }

  private static NDArray i32(int v) {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, v);
  }

  private static NDArray logSoftmax(NDArray x) {
    NDArray y = x.sub(stopGradient(x.max(true, -1)));
    return y.sub(y.exp().sum(true, -1).log());
  }

  private static NDArray softmax(NDArray x) {
    NDArray e = x.sub(stopGradient(x.max(true, -1))).exp();
    return e.div(e.sum(true, -1));
  }

  private static Jaxpr jaxpr(UnaryOperator<List<NDArray>> f, AbstractValue... in) {
    return Tracing.toJaxpr("inner", f, List.of(in)).jaxpr();
  }

  private static AbstractValue f64(int... dims) {
    return AbstractValue.of(DType.FLOAT64, dims);
  }

  private static NDArray rnn(NDArray xs, NDArray w, NDArray u) {
    Jaxpr step =
        jaxpr(
            v -> List.of(v.get(3).matmul(v.get(0)).add(v.get(2).matmul(v.get(1))).tanh()),
            f64(2, 3),
            f64(3, 3),
            f64(3),
            f64(2));
    return Tracing.bind(
            new Scan(step, 4, false, 2, 1, 1), List.of(w, u, zeros(DType.FLOAT64, Shape.of(3)), xs))
        .get(0)
        .sum();
  }

  private static List<NDArray> carry(List<NDArray> a, boolean reverse) {
    Jaxpr step =
        jaxpr(v -> List.of(v.get(0).mul(v.get(1)).add(v.get(0).sin()), v.get(0)), f64(), f64());
    return Tracing.bind(new Scan(step, 5, reverse, 0, 1, 1), a);
  }

  private static NDArray branch(NDArray x) {
    Jaxpr no = jaxpr(v -> List.of(v.get(0).exp().mul(2.0)), f64());
    Jaxpr yes = jaxpr(v -> List.of(integerPow(v.get(0), 3)), f64());
    return Tracing.bind(new Cond(List.of(no, yes)), List.of(x.gt(0.0), x)).get(0);
  }

  private static NDArray conv(
      NDArray x, NDArray k, int[] stride, int[] low, int[] high, int[] lhs, int[] rhs, int groups) {
    Axes plain = Axes.of(0, 1, 2, 3);
    ConvDims dims = new ConvDims(plain, plain, plain);
    var op =
        new ConvGeneralDilated(
            Axes.of(stride),
            Axes.of(low),
            Axes.of(high),
            Axes.of(lhs),
            Axes.of(rhs),
            dims,
            groups,
            1);
    return convGeneralDilated(x, k, op);
  }

  private static NDArray take(NDArray x, int... rows) {
    NDArray idx = reshape(NDArray.of(rows), Shape.of(rows.length, 1));
    Axes window = Axes.range(1, x.rank());
    return gather(
        x,
        idx,
        new GatherDims(window, Axes.of(0), Axes.of(0)),
        x.shape().with(0, 1),
        IndexMode.FILL_OR_DROP);
  }

  private static NDArray put(ScatterKind kind, NDArray x, NDArray u, int... at) {
    NDArray idx = reshape(NDArray.of(at), Shape.of(at.length, 1));
    return scatter(
        kind,
        x,
        idx,
        u,
        new ScatterDims(Axes.NONE, Axes.of(0), Axes.of(0)),
        IndexMode.FILL_OR_DROP);
  }

  private static void unary(String name, UnaryOp op, double shift) {
    ALL.put(
        "unary" + name,
        a -> org.jacobean.lax.Lax.unary(op, shift == 0 ? a.get(0) : a.get(0).add(shift)));
  }

  static {
    ALL.put("sinTimesX", a -> a.get(0).sin().mul(a.get(0)));
    ALL.put("tanhOfX", a -> a.get(0).tanh());
    ALL.put(
        "rational",
        a ->
            a.get(0)
                .neg()
                .mul(a.get(0))
                .div(2.0)
                .exp()
                .mul(integerPow(a.get(0), 3))
                .div(a.get(0).mul(a.get(0)).add(1.0)));
    ALL.put(
        "logSumExp",
        a ->
            a.get(0)
                .sub(stopGradient(a.get(0).max()))
                .exp()
                .sum()
                .log()
                .add(stopGradient(a.get(0).max())));
    ALL.put("softmax", a -> softmax(a.get(0)));
    ALL.put(
        "softmaxCrossEntropy",
        a ->
            logSoftmax(a.get(0))
                .mul(NDArray.of(new double[] {0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0}, 3, 4))
                .sum()
                .div(-3.0));
    ALL.put("matmulChain", a -> a.get(0).matmul(a.get(1)).tanh().matmul(a.get(2)).tanh().sum());
    ALL.put("quadraticForm", a -> a.get(0).matmul(a.get(1)).matmul(a.get(0)));
    ALL.put("scanRnn", a -> rnn(a.get(0), a.get(1), a.get(2)));
    ALL.put("scanCarryAndOutputs", a -> carry(a, false).get(1).sum().mul(carry(a, false).get(0)));
    ALL.put(
        "scanReverse",
        a -> carry(a, true).get(1).mul(vec(0, 1, 2, 3, 4)).sum().mul(carry(a, true).get(0)));
    ALL.put("condTrue", a -> branch(a.get(0)));
    ALL.put("condFalse", a -> branch(a.get(0)));
    ALL.put("whileSquare", GoldenFunctions::whileSquare);
    ALL.put(
        "sortWeighted", a -> sort(List.of(a.get(0)), 0, 1).get(0).mul(vec(1, 2, 3, 4, 5)).sum());
    ALL.put("sortTies", a -> sort(List.of(a.get(0)), 0, 1).get(0).mul(vec(1, 2, 3, 4)).sum());
    ALL.put("gatherSquares", a -> take(a.get(0), 2, 0, 2, 1).square().sum());
    ALL.put(
        "scatterAddSquares",
        a ->
            put(ScatterKind.ADD, zeros(DType.FLOAT64, Shape.of(4)), a.get(0), 1, 3, 1)
                .square()
                .sum());
    ALL.put(
        "scatterSet",
        a -> put(ScatterKind.SET, a.get(0), a.get(1), 1, 2).mul(vec(1, 2, 3, 4)).sum());
    ALL.put("scatterMul", a -> put(ScatterKind.MUL, a.get(0), a.get(1), 1, 2).sum());
    ALL.put(
        "cumsumWeighted",
        a -> cumulative(CumulativeOp.SUM, a.get(0), 0, false).mul(vec(1, 2, 3, 4)).sum());
    ALL.put(
        "cumprodWeighted",
        a -> cumulative(CumulativeOp.PROD, a.get(0), 0, false).mul(vec(1, 2, 3, 4)).sum());
    ALL.put(
        "cummaxWeighted",
        a -> cumulative(CumulativeOp.MAX, a.get(0), 0, false).mul(vec(1, 2, 3, 4, 5)).sum());
    ALL.put(
        "cumlogsumexpWeighted",
        a -> cumulative(CumulativeOp.LOGSUMEXP, a.get(0), 0, false).mul(vec(1, 2, 3, 4)).sum());
    ALL.put("maxTies", a -> a.get(0).max());
    ALL.put("maximumTies", a -> max(a.get(0), a.get(1)).sum());
    ALL.put("minimumTies", a -> min(a.get(0), a.get(1)).sum());
    ALL.put("clampKinks", a -> clamp(s(-1), a.get(0), s(1)).sum());
    ALL.put("absKink", a -> a.get(0).abs().sum());
    ALL.put("whereSqrt", a -> select(a.get(0).gt(0.0), a.get(0).sqrt(), s(0)).sum());
    ALL.put(
        "doubleWhereSqrt",
        a -> select(a.get(0).gt(0.0), select(a.get(0).gt(0.0), a.get(0), s(1)).sqrt(), s(0)).sum());
    ALL.put("powGeneral", a -> binary(BinaryOp.POW, a.get(0), a.get(1)).sum());
    ALL.put("powAtZero", a -> binary(BinaryOp.POW, a.get(0), a.get(1)).sum());
    ALL.put(
        "integerPowers",
        a ->
            integerPow(a.get(0), 3)
                .add(integerPow(a.get(0), -2))
                .add(integerPow(a.get(0), 0))
                .sum());
    ALL.put(
        "integerPowersAtZero",
        a ->
            integerPow(a.get(0), 2)
                .add(integerPow(a.get(0), 1))
                .add(integerPow(a.get(0), 0))
                .sum());
    for (String name : List.of("prodPlain", "prodOneZero", "prodTwoZeros")) {
      ALL.put(name, a -> a.get(0).prod());
    }
    ALL.put("norm", a -> a.get(0).square().sum().sqrt());
    ALL.put("normAtZero", a -> a.get(0).square().sum().sqrt());
    ALL.put("sqrtAtZero", a -> a.get(0).sqrt().sum());
    ALL.put("quotient", a -> a.get(0).div(a.get(1)).sum());
    ALL.put("atan2", a -> binary(BinaryOp.ATAN2, a.get(0), a.get(1)).sum());
    ALL.put("holomorphic", a -> a.get(0).mul(a.get(0)).mul(a.get(0).exp()).sum());
    ALL.put(
        "holomorphicElementary",
        a ->
            a.get(0)
                .sin()
                .div(org.jacobean.lax.Lax.unary(UnaryOp.COSH, a.get(0)))
                .add(a.get(0).log())
                .sum());
    ALL.put(
        "complexLoss",
        a -> a.get(0).abs().square().add(a.get(0).real().mul(a.get(0).imag())).sum());
    ALL.put("complexAbs", a -> a.get(0).abs().sum());
    ALL.put("stopGradient", a -> stopGradient(a.get(0)).mul(a.get(0)).sum());
    ALL.put("layerNorm", GoldenFunctions::layerNorm);
    ALL.put("attention", GoldenFunctions::attention);
    ALL.put(
        "convDilated",
        a ->
            conv(
                    a.get(0),
                    a.get(1),
                    new int[] {2, 1},
                    new int[] {1, 0},
                    new int[] {0, 2},
                    new int[] {1, 2},
                    new int[] {2, 1},
                    1)
                .sin()
                .sum());
    ALL.put(
        "convGroups",
        a ->
            conv(
                    a.get(0),
                    a.get(1),
                    new int[] {1, 1},
                    new int[] {1, 1},
                    new int[] {1, 1},
                    new int[] {1, 1},
                    new int[] {1, 1},
                    2)
                .sin()
                .sum());
    ALL.put(
        "batchedProduct",
        a ->
            dotGeneral(
                    a.get(0), a.get(1), new DotDims(Axes.of(0), Axes.of(0), Axes.of(2), Axes.of(2)))
                .sin()
                .sum());
    ALL.put(
        "padInterior",
        a ->
            pad(a.get(0), a.get(1), Axes.of(1), Axes.of(-1), Axes.of(2))
                .mul(vec(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
                .sum());
    ALL.put(
        "dynamicSlices",
        a ->
            dynamicSlice(a.get(0), List.of(i32(1)), Shape.of(2))
                .square()
                .sum()
                .add(integerPow(dynamicUpdateSlice(a.get(0), a.get(1), List.of(i32(2))), 3).sum()));
    ALL.put("rosenbrock", GoldenFunctions::rosenbrock);
    ALL.put("lennardJones", GoldenFunctions::lennardJones);
    unaryFunctions();
  }

  private static void unaryFunctions() {
    for (UnaryOp op :
        List.of(
            UnaryOp.SIN,
            UnaryOp.COS,
            UnaryOp.TAN,
            UnaryOp.ASIN,
            UnaryOp.ACOS,
            UnaryOp.ATAN,
            UnaryOp.SINH,
            UnaryOp.COSH,
            UnaryOp.TANH,
            UnaryOp.ASINH,
            UnaryOp.ATANH,
            UnaryOp.EXP,
            UnaryOp.EXP2,
            UnaryOp.EXPM1,
            UnaryOp.LOG1P,
            UnaryOp.LOGISTIC,
            UnaryOp.ERF,
            UnaryOp.ERFC,
            UnaryOp.SQUARE,
            UnaryOp.ABS,
            UnaryOp.SIGN,
            UnaryOp.FLOOR,
            UnaryOp.CEIL)) {
      unary(op.name().charAt(0) + op.jaxName().substring(1), op, 0);
    }
    for (UnaryOp op :
        List.of(
            UnaryOp.LOG,
            UnaryOp.SQRT,
            UnaryOp.RSQRT,
            UnaryOp.CBRT,
            UnaryOp.ACOSH,
            UnaryOp.LGAMMA,
            UnaryOp.DIGAMMA)) {
      unary(op.name().charAt(0) + op.jaxName().substring(1), op, 2);
    }
    unary("ErfInv", UnaryOp.ERF_INV, 0);
    ALL.put("unaryReciprocal", a -> div(1, a.get(0).add(2.0)));
  }

  private static NDArray whileSquare(List<NDArray> a) {
    Jaxpr test = jaxpr(v -> List.of(v.get(0).lt(10.0)), f64());
    Jaxpr step = jaxpr(v -> List.of(v.get(0).mul(v.get(0)).add(0.5)), f64());
    return Tracing.bind(new While(test, 0, step, 0, 0), a).get(0);
  }

  private static NDArray layerNorm(List<NDArray> a) {
    NDArray d = a.get(0).sub(a.get(0).mean(true, -1));
    NDArray v = d.square().mean(true, -1);
    NDArray y = d.div(v.add(1e-5).sqrt()).mul(a.get(1)).add(a.get(2));
    double[] w = new double[12];
    for (int i = 0; i < 12; i++) {
      w[i] = i / 10.0;
    }
    return y.square().mul(NDArray.of(w, 3, 4)).sum();
  }

  private static NDArray attention(List<NDArray> a) {
    NDArray x = a.get(0);
    NDArray scores = x.matmul(a.get(1)).matmul(x.matmul(a.get(2)).T()).div(Math.sqrt(3));
    boolean[] below = new boolean[16];
    for (int i = 0; i < 16; i++) {
      below[i] = i % 4 <= i / 4;
    }
    NDArray o =
        softmax(select(NDArray.of(below, 4, 4), scores, s(-1e9))).matmul(x.matmul(a.get(3)));
    return o.mul(o).sum();
  }

  private static NDArray rosenbrock(List<NDArray> a) {
    NDArray tail = sliceInDim(a.get(0), 1, 4, 1, 0);
    NDArray head = sliceInDim(a.get(0), 0, 3, 1, 0);
    return tail.sub(head.square()).square().mul(100.0).add(head.rsub(1.0).square()).sum();
  }

  private static NDArray lennardJones(List<NDArray> a) {
    NDArray r2 = take(a.get(0), 0, 0, 1).sub(take(a.get(0), 1, 2, 2)).square().sum(1);
    return integerPow(r2, -6).sub(integerPow(r2, -3)).mul(4.0).sum();
  }
}
