package org.jacobean.ir;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.JacobeanException;
import org.jacobean.errors.TracerException;
import org.jacobean.ir.op.Primitive;

/**
 * Checks that a jaxpr is well formed: every variable is bound once and before it is used, the types
 * of each equation are those of its shape rule, and jaxprs inside primitives are well formed and
 * have no constvars. Transformations and parsed text are checked with it; what tracing records is
 * well formed by construction.
 */
public final class JaxprChecker {
  private final Supplier<String> path;
  private final Set<Var> bound = Collections.newSetFromMap(new IdentityHashMap<>());

  private JaxprChecker(Supplier<String> path) {
    this.path = path;
  }

  /**
   * Checks a program.
   *
   * @throws TracerException JX0320 for a variable that is bound twice or not at all, JX0321 for an
   *     equation whose types are not those of its shape rule, JX0322 for a nested jaxpr with
   *     constvars; the message names the equation by number and text
   */
  public static void check(Jaxpr jaxpr) {
    new JaxprChecker(() -> "").program(jaxpr);
  }

  /** Checks a program and the types of its constants. @throws TracerException JX0320 to JX0323 */
  public static void check(ClosedJaxpr closed) {
    check(closed.jaxpr());
    for (int i = 0; i < closed.consts().size(); i++) {
      AbstractValue expected = closed.jaxpr().constVars().get(i).aval();
      NDArray c = closed.consts().get(i);
      if (!c.aval().sameType(expected)) {
        throw new TracerException(
            "JX0323", "constant " + i + " is " + c.aval() + " but its constvar is " + expected);
      }
    }
  }

  private void program(Jaxpr j) {
    bind(j.constVars(), () -> "the constvars" + path.get());
    bind(j.inVars(), () -> "the arguments" + path.get());
    for (int i = 0; i < j.eqns().size(); i++) {
      Eqn e = j.eqns().get(i);
      int number = i;
      try {
        // The text is made when something is wrong: it is long, that of nested programs repeated.
        equation(e, () -> "equation " + number + path.get() + ", '" + JaxprPrinter.print(e) + "'");
      } catch (JacobeanException error) {
        throw error.at(e.source().toString());
      }
    }
    for (Atom a : j.outs()) {
      use(a, () -> "the results" + path.get());
    }
  }

  private void equation(Eqn e, Supplier<String> where) {
    for (Atom a : e.inputs()) {
      use(a, where);
    }
    nested(e.op(), where);
    List<AbstractValue> inferred;
    try {
      inferred = e.op().infer(e.inAvals());
    } catch (JacobeanException error) {
      throw new TracerException(
          "JX0321", where.get() + " violates its shape rule: " + error.getMessage(), error);
    }
    List<AbstractValue> declared = e.outAvals();
    boolean same = inferred.size() == declared.size();
    for (int i = 0; same && i < inferred.size(); i++) {
      same = inferred.get(i).sameType(declared.get(i));
    }
    if (!same) {
      throw new TracerException(
          "JX0321", where.get() + " binds " + declared + " but its shape rule gives " + inferred);
    }
    bind(e.outputs(), where);
  }

  private static void nested(Primitive op, Supplier<String> where) {
    for (Jaxpr inner : op.jaxprs()) {
      if (!inner.constVars().isEmpty()) {
        throw new TracerException(
            "JX0322",
            where.get()
                + " contains a jaxpr with constvars "
                + inner.constVars()
                + "; pass them as leading operands instead");
      }
      new JaxprChecker(() -> " of the jaxpr inside " + where.get()).program(inner);
    }
  }

  private void bind(List<Var> vars, Supplier<String> where) {
    for (Var v : vars) {
      if (!bound.add(v)) {
        throw new TracerException(
            "JX0320",
            "a variable of type " + v.aval() + " is bound a second time by " + where.get());
      }
    }
  }

  private void use(Atom a, Supplier<String> where) {
    if (a instanceof Var v && !bound.contains(v)) {
      throw new TracerException(
          "JX0320",
          "a variable of type " + v.aval() + " is used but not bound before " + where.get());
    }
  }
}
