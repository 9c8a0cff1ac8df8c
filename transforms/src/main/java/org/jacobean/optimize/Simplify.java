package org.jacobean.optimize;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.Axes;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.BroadcastInDim;
import org.jacobean.ir.op.ConvertElementType;
import org.jacobean.ir.op.Copy;
import org.jacobean.ir.op.Name;
import org.jacobean.ir.op.PVary;
import org.jacobean.ir.op.Reshape;
import org.jacobean.ir.op.SelectN;
import org.jacobean.ir.op.StopGradient;
import org.jacobean.ir.op.Transpose;
import org.jspecify.annotations.Nullable;

/**
 * Replaces equations that only hand an operand on by that operand: {@code stop_gradient x}, {@code
 * pvary x}, {@code select_n p x x}, {@code mul x 1.0}, conversions, reshapes, transpositions and
 * broadcasts to what the operand is already.
 */
final class Simplify implements Pass {
  @Override
  public Jaxpr apply(Jaxpr jaxpr) {
    Map<Var, Atom> replaced = new IdentityHashMap<>();
    List<Eqn> eqns = new ArrayList<>();
    for (Eqn e : jaxpr.eqns()) {
      Eqn next =
          new Eqn(
              NestedJaxprs.map(e.op(), this::apply),
              Renaming.atoms(e.inputs(), replaced),
              e.outputs(),
              e.source());
      Atom same = operandHandedOn(next);
      if (same != null && same.aval().equals(e.outputs().getFirst().aval())) {
        replaced.put(e.outputs().getFirst(), same);
      } else {
        eqns.add(next);
      }
    }
    return new Jaxpr(
        jaxpr.constVars(), jaxpr.inVars(), eqns, Renaming.atoms(jaxpr.outs(), replaced));
  }

  private static @Nullable Atom operandHandedOn(Eqn e) {
    List<Atom> in = e.inputs();
    return switch (e.op()) {
      case StopGradient _, Copy _, Name _, PVary _ -> in.getFirst();
      case ConvertElementType _, Reshape _ -> in.getFirst();
      case BroadcastInDim b ->
          b.broadcastDimensions().equals(Axes.range(0, b.shape().rank())) ? in.getFirst() : null;
      case Transpose t ->
          t.permutation().equals(Axes.range(0, t.permutation().size())) ? in.getFirst() : null;
      case SelectN _ ->
          in.subList(1, in.size()).stream().allMatch(a -> a.equals(in.get(1))) ? in.get(1) : null;
      case Binary b -> b.op() == BinaryOp.MUL ? factorBesideOne(in) : null;
      default -> null;
    };
  }

  private static @Nullable Atom factorBesideOne(List<Atom> in) {
    return isOne(in.get(1)) ? in.get(0) : isOne(in.get(0)) ? in.get(1) : null;
  }

  private static boolean isOne(Atom a) {
    return a instanceof Literal l
        && !l.aval().dtype().isComplex()
        && !l.aval().dtype().isBool()
        && l.asDouble() == 1;
  }
}
