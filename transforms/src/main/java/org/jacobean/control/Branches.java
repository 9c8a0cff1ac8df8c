package org.jacobean.control;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.Varying;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.Comparison;
import org.jacobean.ir.op.Cond;
import org.jacobean.lax.Lax;
import org.jacobean.trace.SourceLines;
import org.jacobean.trace.Tracing;
import org.jacobean.trace.VaryingTypes;

/** Choices: {@code cond} and {@code switchCase}. */
final class Branches {
  private Branches() {}

  /** The predicate of {@code cond} as a bool scalar. */
  static NDArray predicate(NDArray pred) {
    if (pred.rank() != 0 || pred.dtype().isComplex() || pred.dtype() == DType.FLOAT0) {
      throw error(
          "JX0450",
          "the predicate of cond must be a scalar of dtype bool (or a real number, true unless 0),"
              + " not "
              + pred.aval()
              + "; use where to choose element by element, or vmap to choose per example");
    }
    return pred.dtype().isBool()
        ? pred
        : Lax.compare(Comparison.NE, pred, Lax.constantLike(pred, 0));
  }

  /**
   * The index of {@code switchCase} as an int32 scalar that is clamped to {@code n} branches when
   * it runs.
   */
  static NDArray index(NDArray index, int n) {
    if (index.rank() != 0 || !index.dtype().isInteger()) {
      throw error(
          "JX0450",
          "the index of switchCase must be an integer scalar, not "
              + index.aval()
              + "; use astype(INT32)");
    }
    if (index.dtype() == DType.INT32) {
      return index;
    }
    NDArray within = index;
    if (index.dtype().bits() >= 32) {
      // A wider index could wrap around to a valid one.
      NDArray zero = NDArray.fullLong(index.dtype(), Shape.SCALAR, 0);
      within =
          Lax.clamp(
              zero,
              index.withWeakType(false),
              NDArray.fullLong(index.dtype(), Shape.SCALAR, n - 1));
    }
    return Lax.convertElementType(within, DType.INT32);
  }

  /** Records all branches on the operand and applies the one that {@code index} names. */
  static <A, R> R choose(
      String what, NDArray index, List<String> names, List<Function1<A, R>> branches, A operand) {
    // Where devices choose differently, the operand is each device's own.
    Varying chosen = index.aval().varying();
    Flat whole = Flat.of(operand);
    Flat in =
        chosen.isNone()
            ? whole
            : new Flat(
                whole.tree(),
                whole.leaves().stream().map(x -> VaryingTypes.promote(x, chosen)).toList());
    List<AbstractValue> avals = in.avals();
    List<Recorded> recorded = new ArrayList<>(branches.size());
    for (int i = 0; i < branches.size(); i++) {
      Function1<A, R> branch = branches.get(i);
      recorded.add(
          Recorded.of(
              names.get(i) + " of " + what,
              args -> List.of(Flat.of(branch.apply(in.tree().unflatten(args)))),
              avals));
    }
    List<AbstractValue> types = agree(what, names, recorded);
    Hoisting hoisted = Hoisting.of(recorded.stream().map(r -> r.withOuts(types).jaxpr()).toList());
    List<NDArray> operands = new ArrayList<>();
    operands.add(index);
    operands.addAll(hoisted.consts());
    operands.addAll(in.leaves());
    return recorded
        .get(0)
        .outs()
        .get(0)
        .unflatten(Tracing.bind(new Cond(hoisted.jaxprs()), operands));
  }

  /** The types of the results, on which all branches agree. */
  private static List<AbstractValue> agree(
      String what, List<String> names, List<Recorded> branches) {
    Recorded first = branches.get(0);
    for (int i = 1; i < branches.size(); i++) {
      var difference = first.outs().get(0).diff(branches.get(i).outs().get(0));
      if (difference.isPresent()) {
        throw error(
            "JX0451",
            "the branches of "
                + what
                + " return different structures: "
                + names.get(0)
                + " and "
                + names.get(i)
                + " differ "
                + difference.get()
                + " there; values that differ between branches must be arrays");
      }
    }
    List<AbstractValue> types = new ArrayList<>();
    for (int leaf = 0; leaf < first.outAvals().size(); leaf++) {
      int at = leaf;
      AbstractValue common =
          WeakTypes.join(branches.stream().map(b -> b.outAvals().get(at)).toList());
      if (common == null) {
        throw mismatch(what, names, branches, leaf);
      }
      types.add(common);
    }
    return types;
  }

  private static TransformException mismatch(
      String what, List<String> names, List<Recorded> branches, int leaf) {
    StringBuilder text = new StringBuilder();
    text.append("the branches of ").append(what).append(" return different types at ");
    text.append(Flat.names(branches.get(0).outs().get(0)).get(leaf)).append(":");
    for (int i = 0; i < branches.size(); i++) {
      String line = branches.get(i).madeAt(leaf).toString();
      text.append("\n  ")
          .append(names.get(i))
          .append(": ")
          .append(branches.get(i).outAvals().get(leaf));
      text.append(line.isEmpty() ? "" : " made at " + line);
    }
    boolean shapes =
        branches.stream().map(b -> b.outAvals().get(leaf).shape()).distinct().count() > 1;
    text.append(
        shapes
            ? "\nmake the shapes equal, for example by broadcastTo or pad"
            : "\nconvert with astype so that the dtypes are equal");
    return error("JX0451", text.toString());
  }

  /** A coded error with the user's line. */
  static TransformException error(String code, String message) {
    TransformException e = new TransformException(code, message);
    e.at(SourceLines.caller().toString());
    return e;
  }
}
