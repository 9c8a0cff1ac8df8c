package org.jacobean.ad;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.BitcastConvertType;
import org.jacobean.ir.op.Clamp;
import org.jacobean.ir.op.Compare;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.ConvertElementType;
import org.jacobean.ir.op.Copy;
import org.jacobean.ir.op.IntegerPow;
import org.jacobean.ir.op.Name;
import org.jacobean.ir.op.OptimizationBarrier;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.ir.op.ReducePrecision;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.StopGradient;
import org.jacobean.ir.op.Threefry2x32;
import org.jacobean.ir.op.Unary;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.optimize.Dependence;
import org.jspecify.annotations.Nullable;

/**
 * Which pointwise operations run only for one branch of a selection.
 *
 * <p>In {@code select_n(x > 0, 0, log(x))} the cotangent of {@code log(x)} is zero where {@code x
 * <= 0}, but the derivative {@code 1/x} there may be infinite or NaN, and {@code 0 * inf} is NaN. A
 * variable is <em>guarded</em> by a selector when all its uses lie in that branch, through
 * pointwise operations of the branch's shape, or through products, reductions and movements that
 * keep its axes apart. Where a value enters a guarded chain that contains an operation with a
 * possibly non-finite derivative, its tangent is masked by the selector; the transpose of that mask
 * stops NaN on the way back. Inside the chain nothing is added.
 */
final class BranchGuards {
  /**
   * Use in branch {@code branch} of a selection by {@code which}.
   *
   * @param which the selector
   * @param branch the branch
   * @param dims the axes of the guarded value that the selector's axes run along
   */
  record Guard(Var which, int branch, Axes dims) {
    NDArray isTaken(NDArray selector) {
      return Lax.compare(Comparison.EQ, selector, Lax.constantLike(selector, branch));
    }
  }

  private static final BranchGuards NONE = new BranchGuards();

  /** Guards common to all uses so far; absent: not used. */
  private final Map<Var, List<Guard>> guards = new IdentityHashMap<>();

  /** Variables whose cotangent may be NaN where it should be zero. */
  private final Map<Var, Boolean> endangered = new IdentityHashMap<>();

  private final Map<Var, Eqn> producers = new IdentityHashMap<>();

  private BranchGuards() {}

  static BranchGuards of(Jaxpr jaxpr) {
    boolean selects = false;
    for (Eqn e : jaxpr.eqns()) {
      selects |= e.op() instanceof SelectN && e.outputs().get(0).aval().dtype().isInexact();
    }
    return selects ? analyse(jaxpr) : NONE;
  }

  private static BranchGuards analyse(Jaxpr jaxpr) {
    BranchGuards g = new BranchGuards();
    for (Atom a : jaxpr.outs()) {
      g.use(a, List.of(), false);
    }
    for (int i = jaxpr.eqns().size() - 1; i >= 0; i--) {
      g.visit(jaxpr.eqns().get(i));
    }
    return g;
  }

  private void visit(Eqn e) {
    for (Var v : e.outputs()) {
      producers.put(v, e);
    }
    if (!carriesTangents(e)) {
      return;
    }
    if (e.outputs().size() != 1) {
      e.inputs().forEach(a -> use(a, List.of(), false));
      return;
    }
    List<Guard> outer = guards.getOrDefault(e.outputs().get(0), List.of());
    for (int i = 0; i < e.inputs().size(); i++) {
      List<Guard> g = within(e, i, outer);
      use(e.inputs().get(i), g, !g.isEmpty() && endangers(e));
    }
  }

  /**
   * Whether a use matters: no cotangent comes back from a comparison, a rounding or a conversion to
   * integers.
   */
  private static boolean carriesTangents(Eqn e) {
    boolean inexact = false;
    for (Var v : e.outputs()) {
      inexact |= v.aval().dtype().isInexact();
    }
    boolean isConstant =
        e.op() instanceof StopGradient
            || e.op() instanceof BitcastConvertType
            || (e.op() instanceof Unary(UnaryOp u) && Dependence.FLAT.contains(u));
    return inexact && !isConstant;
  }

  /** The guards of operand {@code i} as far as this use goes. */
  private static List<Guard> within(Eqn e, int i, List<Guard> outer) {
    if (!e.inputs().get(i).aval().dtype().isInexact()) {
      return List.of();
    }
    List<Guard> mapped = GuardedUses.of(e, i, outer);
    Shape shape = e.outputs().get(0).aval().shape();
    if (e.op() instanceof SelectN
        && e.inputs().get(0) instanceof Var which
        && (which.aval().rank() == 0 || e.inputs().get(i).aval().shape().equals(shape))) {
      List<Guard> all = new ArrayList<>(mapped);
      all.add(new Guard(which, i - 1, Axes.range(0, which.aval().rank())));
      return all;
    }
    return mapped;
  }

  private void use(Atom a, List<Guard> g, boolean danger) {
    if (a instanceof Var v) {
      List<Guard> before = guards.get(v);
      guards.put(v, before == null ? g : before.stream().filter(g::contains).toList());
      endangered.merge(v, danger, Boolean::logicalOr);
    }
  }

  /** Whether operands of {@code e} may get a NaN cotangent where the cotangent should be zero. */
  private boolean endangers(Eqn e) {
    return mayBeNonFinite(e) || endangered.getOrDefault(e.outputs().get(0), false);
  }

  /**
   * The guards under which operand {@code i} of {@code e} enters a chain that may make NaN: those
   * to mask its tangent by.
   */
  List<Guard> entering(Eqn e, int i) {
    if (this == NONE
        || !GuardedUses.isPassable(e.op())
        || e.outputs().size() != 1
        || !(e.inputs().get(i) instanceof Var v)) {
      return List.of();
    }
    List<Guard> inside = guards.getOrDefault(e.outputs().get(0), List.of());
    if (!(e.op() instanceof Pointwise)) {
      inside = GuardedUses.of(e, i, inside);
    }
    if (inside.isEmpty() || !endangers(e)) {
      return List.of();
    }
    // The chain ends at arguments and at results of other operations: what goes back there must be
    // masked.
    Eqn source = producers.get(v);
    List<Guard> outside =
        source != null && GuardedUses.isPassable(source.op())
            ? guards.getOrDefault(v, List.of())
            : List.of();
    return inside.stream().filter(g -> !outside.contains(g)).toList();
  }

  /** The equation that computes a variable; null for an argument. */
  @Nullable Eqn producer(Var v) {
    return producers.get(v);
  }

  /** Whether a local derivative may be infinite or NaN. */
  private static boolean mayBeNonFinite(Eqn e) {
    if (!(e.op() instanceof Pointwise pointwise)) {
      return e.op() instanceof Reduce(ReduceOp r, _) && r == ReduceOp.PROD;
    }
    return switch (pointwise) {
      case ConvertElementType _,
          Copy _,
          Name _,
          OptimizationBarrier _,
          ReducePrecision _,
          SelectN _,
          Clamp _ ->
          false;
      case Unary(UnaryOp u) ->
          u != UnaryOp.NEG
              && u != UnaryOp.ABS
              && u != UnaryOp.REAL
              && u != UnaryOp.IMAG
              && u != UnaryOp.CONJ;
      case Binary(BinaryOp b) ->
          switch (b) {
            case ADD, SUB, MAX, MIN, COMPLEX -> false;
            case MUL -> !isFiniteLiteral(e.inputs().get(0)) && !isFiniteLiteral(e.inputs().get(1));
            case DIV -> !isFiniteLiteral(e.inputs().get(1));
            case AND,
                ATAN2,
                NEXTAFTER,
                OR,
                POW,
                REM,
                SHIFT_LEFT,
                SHIFT_RIGHT_ARITHMETIC,
                SHIFT_RIGHT_LOGICAL,
                XOR ->
                true;
          };
      case BitcastConvertType _, Compare _, IntegerPow _, StopGradient _, Threefry2x32 _ -> true;
    };
  }

  private static boolean isFiniteLiteral(Atom a) {
    return a instanceof Literal l
        && Double.isFinite(l.asDouble())
        && Double.isFinite(l.asImaginary())
        && l.asDouble() != 0;
  }
}
