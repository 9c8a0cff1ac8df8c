package org.jacobean.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/**
 * Pseudo-random programs over all operations of the {@link Catalogue} and all forms of control
 * flow, on arrays of several ranks and dtypes. Values stay small, so that errors are not amplified
 * without bound. A seed determines the program.
 */
public final class ProgramGenerator {
  private static final List<Row> ROWS =
      Catalogue.rows().stream().filter(ProgramGenerator::isPure).toList();
  private static final List<Row> ROUGH = ROWS.stream().filter(r -> !r.smooth()).toList();
  private static final List<List<Row>> FAMILIES = families();

  private ProgramGenerator() {}

  /** Whether an operation runs by itself and only computes. */
  static boolean isPure(Row row) {
    Primitive op = row.any().op();
    return !(op instanceof Callback
        || op instanceof Collective
        || op instanceof ShardMap
        || op.hasEffects());
  }

  private static List<List<Row>> families() {
    Map<Class<? extends Primitive>, List<Row>> by = new LinkedHashMap<>();
    for (Row r : ROWS) {
      by.computeIfAbsent(r.any().op().getClass(), _ -> new ArrayList<>()).add(r);
    }
    return List.copyOf(by.values());
  }

  /** The program of a seed. */
  public static GeneratedProgram generate(long seed, ProgramFeatures features) {
    Random r = new Random(seed);
    List<Operand> arguments = arguments(r, features);
    List<AbstractValue> types = arguments.stream().map(Operand::type).toList();
    ClosedJaxpr jaxpr =
        Tracing.toJaxpr(
            "a generated program",
            x -> {
              Scope scope = new Scope(r, features, 0, x);
              steps(scope, features.steps());
              return results(scope, x.size());
            },
            types);
    return new GeneratedProgram(jaxpr, arguments, !features.rough());
  }

  private static List<Operand> arguments(Random r, ProgramFeatures features) {
    Scope shapes = new Scope(r, features, 0, List.of());
    List<Operand> out = new ArrayList<>();
    int n = 1 + r.nextInt(3);
    for (int i = 0; i < n; i++) {
      DType t = i == 0 || r.nextInt(5) > 0 ? features.main() : side(r);
      out.add(Fitting.range(new AbstractValue(t, shapes.shape(i == 0 ? 2 : 3))));
    }
    return out;
  }

  private static DType side(Random r) {
    return r.nextBoolean() ? DType.INT32 : DType.BOOL;
  }

  /** One to three values, the last among them; complex ones as their parts. */
  private static List<NDArray> results(Scope s, int arguments) {
    List<NDArray> out = new ArrayList<>();
    List<NDArray> made =
        s.values.subList(Math.min(arguments, s.values.size() - 1), s.values.size());
    out.add(Fitting.real(made.getLast()));
    int more = s.random.nextInt(3);
    for (int i = 0; i < more; i++) {
      NDArray v = (s.oneIn(6) ? s.values : made).get(s.random.nextInt(made.size()));
      out.add(v.dtype().isComplex() ? Lax.unary(UnaryOp.IMAG, v) : v);
    }
    return out;
  }

  /** Adds values to a scope. */
  static void steps(Scope s, int count) {
    for (int i = 0; i < count; i++) {
      int kind = s.random.nextInt(100);
      if (kind < 36) {
        row(s);
      } else if (kind < 60) {
        ArraySteps.add(s);
      } else if (kind < 72 || s.nesting >= 2 || !s.features.control()) {
        ArraySteps.addElementwise(s);
      } else {
        ControlSteps.add(s);
      }
    }
  }

  /** An operation of the catalogue on values that are made to fit. */
  private static void row(Scope s) {
    List<Row> family =
        s.random.nextBoolean() ? ROWS : FAMILIES.get(s.random.nextInt(FAMILIES.size()));
    if (s.features.rough() && s.oneIn(4)) {
      family = ROUGH;
    }
    Row row = family.get(s.random.nextInt(family.size()));
    if (!row.smooth() && !s.features.rough()) {
      return;
    }
    List<DType> dtypes = dtypes(s, row);
    if (dtypes.isEmpty()) {
      return;
    }
    Instance instance = row.make().apply(dtypes.get(s.random.nextInt(dtypes.size())));
    if (!allowed(instance.op(), s.features)) {
      return;
    }
    List<NDArray> args = new ArrayList<>();
    boolean hasNoDerivative =
        instance.op() instanceof Binary(BinaryOp b) && b == BinaryOp.NEXTAFTER;
    for (Operand o : instance.operands()) {
      NDArray x = s.operand(o);
      args.add(hasNoDerivative ? Lax.stopGradient(x) : x);
    }
    for (NDArray y : Tracing.bind(instance.op(), args)) {
      s.values.add(finite(instance.op(), y));
    }
  }

  private static boolean allowed(Primitive op, ProgramFeatures features) {
    return (features.control() || op.jaxprs().isEmpty())
        && !(op instanceof While w && w.maxSteps() == 0 && !features.whileLoops())
        && !(op instanceof CustomCall c && c.rules().jvp().isEmpty() && !features.customVjp());
  }

  private static List<DType> dtypes(Scope s, Row row) {
    List<DType> found = row.accepted(s.features.main());
    if (found.isEmpty() || s.oneIn(6)) {
      found = row.accepted(DType.INT32, DType.BOOL, DType.UINT32);
    }
    if (found.isEmpty() || s.oneIn(8)) {
      boolean wide = s.features.main() == DType.FLOAT64;
      found = row.accepted(wide ? DType.COMPLEX128 : DType.COMPLEX64);
    }
    return found;
  }

  /** Without the NaN of windows outside, lest it cover everything after it. */
  private static NDArray finite(Primitive op, NDArray y) {
    boolean moves = op instanceof Gather || op instanceof Scatter;
    if (!moves || !y.dtype().isFloat()) {
      return y;
    }
    return Lax.select(Lax.unary(UnaryOp.IS_FINITE, y), y, Lax.zerosLike(y));
  }
}
