package org.jacobean.ad;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.ArgReduce;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.BitcastConvertType;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Clamp;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Compare;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.ConvertElementType;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Copy;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.DynamicSlice;
import org.jacobean.ir.op.DynamicUpdateSlice;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.IntegerPow;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Name;
import org.jacobean.ir.op.OptimizationBarrier;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.ReducePrecision;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.ir.op.Sorting;
import org.jacobean.ir.op.StopGradient;
import org.jacobean.ir.op.Threefry2x32;
import org.jacobean.ir.op.Unary;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * The series of an operation's results from those of its operands. There are four kinds of rules:
 *
 * <ul>
 *   <li>linear, or linear near the values (maximum, sorting, selection): the rule of forward mode,
 *       once per coefficient;
 *   <li>bilinear: the product of two series;
 *   <li>elementary functions: {@link ElementarySeries};
 *   <li>everything else: forward mode gives {@code y' = g(x, x')}, whose series is found in the
 *       same way to one order less, and integrated.
 * </ul>
 *
 * @param mode the order
 * @param values the values of the operands
 */
record TaylorRules(Taylor mode, List<NDArray> values) {
  List<Series> apply(Primitive op, List<Series> x) {
    return switch (op) {
      case Pointwise p -> pointwise(p, x);
      case Contraction _, Convolution _ -> List.of(bilinear(op, x.get(0), x.get(1)));
      case Collective _, Creation _, Movement _, Sorting _ -> linear(op, x);
      case Indexing i -> indexing(i, x);
      case Reduction r -> reduction(r, x);
      case Cumulative c ->
          switch (c.op()) {
            case SUM, MAX, MIN -> linear(c, x);
            case PROD, LOGSUMEXP -> integrate(c, x);
          };
      case Control c -> mode.results(ControlJvp.jvp(mode, c, values, terms(x)));
      case Call c -> call(c, x);
      case Callback c -> throw Faults.callbackHasNoDerivative(c);
      case Composite c -> mode.run(Tracing.toJaxpr(c.name(), c::expand, avals()), x);
    };
  }

  private List<Series> pointwise(Pointwise op, List<Series> x) {
    return switch (op) {
      case Unary(UnaryOp u) -> unary(u, x);
      case Binary(BinaryOp b) ->
          switch (b) {
            case MUL -> List.of(ElementarySeries.multiply(x.get(0), x.get(1)));
            case DIV -> List.of(ElementarySeries.divide(x.get(0), x.get(1)));
            case ATAN2, POW -> integrate(op, x);
            case ADD, SUB, MAX, MIN, REM, COMPLEX, NEXTAFTER -> linear(op, x);
            case AND, OR, SHIFT_LEFT, SHIFT_RIGHT_ARITHMETIC, SHIFT_RIGHT_LOGICAL, XOR ->
                linear(op, x);
          };
      case IntegerPow(int n) -> List.of(ElementarySeries.power(x.get(0), n));
      case BitcastConvertType _,
          Clamp _,
          Compare _,
          ConvertElementType _,
          Copy _,
          Name _,
          OptimizationBarrier _,
          ReducePrecision _,
          SelectN _,
          StopGradient _,
          Threefry2x32 _ ->
          linear(op, x);
    };
  }

  private List<Series> unary(UnaryOp op, List<Series> in) {
    Series x = in.get(0);
    return switch (op) {
      case SQUARE -> List.of(ElementarySeries.multiply(x, x).withValue(value(op)));
      case EXP -> List.of(ElementarySeries.exp(x, value(op)));
      case EXP2 -> List.of(ElementarySeries.exp(x.scale(Math.log(2)), value(op)));
      case EXPM1 -> {
        Series y = ElementarySeries.exp(x, Lax.add(value(op), 1));
        yield List.of(y.withValue(value(op)));
      }
      case LOG -> List.of(ElementarySeries.log(x, value(op)));
      case LOG1P -> {
        Series shifted = x.withValue(Lax.add(x.value(), 1));
        yield List.of(ElementarySeries.log(shifted, value(op)));
      }
      case SIN, COS -> {
        var both = ElementarySeries.circular(x, value(UnaryOp.SIN), value(UnaryOp.COS), -1);
        yield List.of(both.get(op == UnaryOp.SIN ? 0 : 1));
      }
      case SINH, COSH -> {
        var both = ElementarySeries.circular(x, value(UnaryOp.SINH), value(UnaryOp.COSH), 1);
        yield List.of(both.get(op == UnaryOp.SINH ? 0 : 1));
      }
      case TAN -> List.of(ElementarySeries.tan(x, value(op)));
      case TANH -> List.of(ElementarySeries.tanh(x, value(op)));
      case LOGISTIC -> List.of(ElementarySeries.logistic(x, value(op)));
      case SQRT -> List.of(ElementarySeries.sqrt(x, value(op)));
      case RSQRT -> List.of(ElementarySeries.power(x, value(op), -0.5));
      case CBRT -> List.of(ElementarySeries.power(x, value(op), 1.0 / 3));
      case ABS -> x.value().dtype().isComplex() ? integrate(new Unary(op), in) : linear(op, in);
      case ACOS, ACOSH, ASIN, ASINH, ATAN, ATANH, DIGAMMA, ERF, ERFC, ERF_INV, LGAMMA ->
          integrate(new Unary(op), in);
      case CONJ, IMAG, NEG, REAL -> linear(op, in);
      case CEIL, CLZ, FLOOR, IS_FINITE, NOT, POPULATION_COUNT, ROUND, ROUND_NEAREST_EVEN, SIGN ->
          linear(op, in);
    };
  }

  private NDArray value(UnaryOp op) {
    return Lax.unary(op, values.get(0));
  }

  private List<Series> indexing(Indexing op, List<Series> x) {
    return switch (op) {
      case DynamicSlice _, DynamicUpdateSlice _, Gather _ -> linear(op, x);
      case Scatter s ->
          switch (s.kind()) {
            case SET, ADD, MIN, MAX -> linear(s, x);
            case MUL -> integrate(s, x);
          };
    };
  }

  private List<Series> reduction(Reduction op, List<Series> x) {
    return switch (op) {
      case ArgReduce _ -> linear(op, x);
      case Reduce r ->
          switch (r.op()) {
            case SUM, MAX, MIN, AND, OR, XOR -> linear(r, x);
            case PROD -> integrate(r, x);
          };
    };
  }

  private List<Series> call(Call op, List<Series> x) {
    return switch (op) {
      case JitCall j -> mode.results(CallJvp.jit(mode, j, values, terms(x)));
      case Checkpoint c -> mode.results(CallJvp.checkpoint(mode, c, values, terms(x)));
      case ShardMap s -> mode.results(ShardMapRules.jvp(mode, s, values, terms(x)));
      // As in JAX the function itself is expanded: a reverse-mode rule says nothing about series.
      case CustomCall c ->
          c.rules().jvp().isEmpty() && c.rules().vjp().isPresent()
              ? mode.run(new ClosedJaxpr(c.jaxpr(), List.of()), x)
              : integrate(op, x);
      case CustomLinear _ -> linear(op, x);
    };
  }

  private List<Series> linear(UnaryOp op, List<Series> x) {
    return linear(new Unary(op), x);
  }

  /** The tangent of forward mode, for each power. */
  private List<Series> linear(Primitive op, List<Series> x) {
    List<NDArray> y = List.of();
    List<Series> out = new ArrayList<>();
    for (int k = 1; k <= mode.order(); k++) {
      List<@Nullable NDArray> dx = new ArrayList<>();
      for (Series s : x) {
        dx.add(s.at(k));
      }
      if (Tangents.present(dx).isEmpty()) {
        out.forEach(s -> s.append(null));
        continue;
      }
      Duals d = Jvp.apply(op, values, dx, y);
      if (out.isEmpty()) {
        y = d.primals();
        for (NDArray v : y) {
          out.add(new Series(v, Tangents.none(k - 1)));
        }
      }
      for (int i = 0; i < out.size(); i++) {
        out.get(i).append(d.tangents().get(i));
      }
    }
    return out;
  }

  /** Every pair of coefficients whose powers add up to at most the order. */
  private Series bilinear(Primitive op, Series a, Series b) {
    Series y = Series.begin(Tracing.bind1(op, a.value(), b.value()));
    for (int k = 1; k <= mode.order(); k++) {
      NDArray sum = null;
      for (int j = 0; j <= k; j++) {
        NDArray left = a.at(j);
        NDArray right = b.at(k - j);
        if (left != null && right != null) {
          sum = Tangents.sum(sum, Tracing.bind1(op, left, right));
        }
      }
      y.append(sum);
    }
    return y;
  }

  /** Forward mode's {@code y' = g(x, x')}, integrated term by term. */
  private List<Series> integrate(Primitive op, List<Series> x) {
    int n = x.size();
    boolean[] moves = new boolean[n];
    List<Series> args = new ArrayList<>();
    List<Series> speeds = new ArrayList<>();
    List<AbstractValue> types = new ArrayList<>(avals());
    for (int i = 0; i < n; i++) {
      args.add(x.get(i).truncated(mode.order() - 1));
      moves[i] = !x.get(i).isConstant();
      if (moves[i]) {
        speeds.add(x.get(i).derivative());
        types.add(types.get(i).strong());
      }
    }
    args.addAll(speeds);
    List<Boolean> sloped = new ArrayList<>();
    ClosedJaxpr slope =
        Tracing.toJaxpr(
            "the derivative of " + op.name(),
            a -> {
              List<@Nullable NDArray> dx = ForwardJaxpr.spread(a.subList(n, a.size()), moves);
              Duals d = Jvp.apply(op, a.subList(0, n), dx, List.of());
              d.tangents().forEach(t -> sloped.add(t != null));
              return Tangents.present(d.tangents());
            },
            types);
    List<Series> slopes = new Taylor(mode.order() - 1).run(DeadCode.eliminate(slope), args);
    List<Series> out = new ArrayList<>();
    int next = 0;
    for (NDArray y : Tracing.bind(op, values)) {
      out.add(
          sloped.get(out.size())
              ? integral(y, slopes.get(next++))
              : Series.constant(y, mode.order()));
    }
    return out;
  }

  private static Series integral(NDArray value, Series slope) {
    Series s = Series.begin(value);
    for (int k = 1; k <= slope.order() + 1; k++) {
      s.append(Series.times(slope.at(k - 1), 1.0 / k));
    }
    return s;
  }

  private List<AbstractValue> avals() {
    return values.stream().map(NDArray::aval).toList();
  }

  /** The terms of all operands, one operand after the other. */
  private static List<@Nullable NDArray> terms(List<Series> x) {
    List<@Nullable NDArray> all = new ArrayList<>();
    x.forEach(s -> all.addAll(s.terms()));
    return all;
  }
}
