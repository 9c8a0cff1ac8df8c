package org.jacobean.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.Atom;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.JaxprChecker;
import org.jacobean.ir.Literal;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.BroadcastInDim;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.While;

/** Makes a failing case small: fewer transformations, results, equations and arguments. */
final class CaseShrinker {
  private final Predicate<CompositionCase> fails;
  private final long deadline;

  CaseShrinker(Predicate<CompositionCase> fails, long millis) {
    this.fails = fails;
    this.deadline = System.nanoTime() + millis * 1_000_000;
  }

  /** The smallest failing case that was found. */
  CompositionCase shrink(CompositionCase failing) {
    CompositionCase best = failing;
    boolean progress = true;
    while (progress && System.nanoTime() < deadline) {
      progress = false;
      List<CompositionCase> candidates = candidates(best);
      for (CompositionCase smaller : candidates) {
        if (System.nanoTime() > deadline) {
          break;
        }
        if (stillFails(smaller)) {
          best = smaller;
          progress = true;
          break;
        }
      }
    }
    return best;
  }

  private boolean stillFails(CompositionCase c) {
    try {
      JaxprChecker.check(c.program().jaxpr());
    } catch (JacobeanException malformed) {
      return false;
    }
    return fails.test(c);
  }

  private static List<CompositionCase> candidates(CompositionCase c) {
    List<CompositionCase> out = new ArrayList<>();
    if (c.execution() != CompositionCase.Execution.TRACED) {
      out.add(c.with(CompositionCase.Execution.TRACED));
    }
    List<TransformStack.Entry> entries = c.stack().entries();
    for (int i = 0; i < entries.size() && entries.size() > 1; i++) {
      List<TransformStack.Entry> fewer = new ArrayList<>(entries);
      fewer.remove(i);
      out.add(c.with(new TransformStack(fewer)));
    }
    ClosedJaxpr p = c.program().jaxpr();
    List<Atom> outs = p.jaxpr().outs();
    for (int i = 0; i < outs.size() && outs.size() > 1; i++) {
      out.add(
          with(
              c,
              new Jaxpr(
                  p.jaxpr().constVars(),
                  p.jaxpr().inVars(),
                  p.jaxpr().eqns(),
                  List.of(outs.get(i)))));
    }
    out.addAll(withEarlierResult(c));
    for (Jaxpr j : rewrites(p.jaxpr())) {
      out.add(with(c, j));
    }
    return out;
  }

  /** An operand of the last equation in place of a result. */
  private static List<CompositionCase> withEarlierResult(CompositionCase c) {
    List<CompositionCase> out = new ArrayList<>();
    Jaxpr j = c.program().jaxpr().jaxpr();
    for (Eqn e : j.eqns().reversed()) {
      for (Atom a : e.inputs()) {
        if (a instanceof Var
            && j.outs().size() == 1
            && j.outs().getFirst() instanceof Var v
            && e.outputs().contains(v)) {
          out.add(with(c, new Jaxpr(j.constVars(), j.inVars(), j.eqns(), List.of(a))));
        }
      }
    }
    return out;
  }

  private static CompositionCase with(CompositionCase c, Jaxpr changed) {
    Jaxpr live = JaxprWalk.withoutDeadCode(changed);
    List<Operand> operands = new ArrayList<>();
    List<Var> kept = new ArrayList<>();
    Set<Var> used = used(live);
    List<Var> vars = live.inVars();
    for (int i = 0; i < vars.size(); i++) {
      if (used.contains(vars.get(i)) || (i == vars.size() - 1 && kept.isEmpty())) {
        kept.add(vars.get(i));
        List<Operand> before = c.program().arguments();
        operands.add(i < before.size() ? before.get(i) : Fitting.range(vars.get(i).aval()));
      }
    }
    Jaxpr small = new Jaxpr(live.constVars(), kept, live.eqns(), live.outs());
    return c.with(
        new GeneratedProgram(
            new ClosedJaxpr(small, c.program().jaxpr().consts()), operands, c.program().smooth()));
  }

  private static Set<Var> used(Jaxpr j) {
    Set<Var> used = Collections.newSetFromMap(new IdentityHashMap<>());
    j.eqns().forEach(e -> e.inputs().forEach(a -> add(used, a)));
    j.outs().forEach(a -> add(used, a));
    return used;
  }

  private static void add(Set<Var> used, Atom a) {
    if (a instanceof Var v) {
      used.add(v);
    }
  }

  /** The program without one of its equations, or with a smaller program inside one. */
  private static List<Jaxpr> rewrites(Jaxpr j) {
    List<Jaxpr> out = new ArrayList<>();
    for (int i = j.eqns().size() - 1; i >= 0; i--) {
      Eqn e = j.eqns().get(i);
      if (e.outputs().stream().noneMatch(v -> v.aval().dtype().isComplex())) {
        out.add(cutToArguments(j, i)); // The oracle takes derivatives by real arguments only.
      }
      if (!(e.op() instanceof BroadcastInDim && e.inputs().getFirst() instanceof Literal)) {
        out.add(cutToConstants(j, i));
      }
      for (Atom a : e.inputs()) {
        if (e.outputs().size() == 1 && a.aval().sameType(e.outputs().getFirst().aval())) {
          out.add(renamed(j, i, a));
        }
      }
    }
    for (int i = j.eqns().size() - 1; i >= 0; i--) {
      Eqn e = j.eqns().get(i);
      for (Jaxpr inner : e.op().jaxprs()) {
        for (Jaxpr smaller : nestedRewrites(inner)) {
          Primitive op = JaxprWalk.replace(e.op(), inner, smaller);
          if (mayNotEnd(e.op(), op)) {
            continue;
          }
          out.add(replaced(j, i, List.of(new Eqn(op, e.inputs(), e.outputs(), e.source()))));
        }
      }
    }
    return out;
  }

  private static List<Jaxpr> nestedRewrites(Jaxpr j) {
    List<Jaxpr> out = new ArrayList<>();
    Jaxpr live = JaxprWalk.withoutDeadCode(j);
    if (live.eqns().size() < j.eqns().size()) {
      out.add(live);
    }
    for (int i = j.eqns().size() - 1; i >= 0; i--) {
      Eqn e = j.eqns().get(i);
      if (!(e.op() instanceof BroadcastInDim && e.inputs().getFirst() instanceof Literal)) {
        out.add(JaxprWalk.withoutDeadCode(cutToConstants(j, i)));
      }
      for (Var v : j.inVars()) {
        if (e.outputs().size() == 1 && v.aval().sameType(e.outputs().getFirst().aval())) {
          out.add(JaxprWalk.withoutDeadCode(renamed(j, i, v)));
        }
      }
      for (Jaxpr inner : e.op().jaxprs()) {
        for (Jaxpr smaller : nestedRewrites(inner)) {
          Primitive op = JaxprWalk.replace(e.op(), inner, smaller);
          if (mayNotEnd(e.op(), op)) {
            continue;
          }
          out.add(replaced(j, i, List.of(new Eqn(op, e.inputs(), e.outputs(), e.source()))));
        }
      }
    }
    return out;
  }

  private static Jaxpr replaced(Jaxpr j, int at, List<Eqn> by) {
    List<Eqn> eqns = new ArrayList<>(j.eqns().subList(0, at));
    eqns.addAll(by);
    eqns.addAll(j.eqns().subList(at + 1, j.eqns().size()));
    return new Jaxpr(j.constVars(), j.inVars(), eqns, j.outs());
  }

  private static Jaxpr cutToArguments(Jaxpr j, int at) {
    Jaxpr cut = replaced(j, at, List.of());
    List<Var> in = new ArrayList<>(j.inVars());
    in.addAll(j.eqns().get(at).outputs());
    return new Jaxpr(cut.constVars(), in, cut.eqns(), cut.outs());
  }

  private static Jaxpr cutToConstants(Jaxpr j, int at) {
    List<Eqn> constants = new ArrayList<>();
    for (Var v : j.eqns().get(at).outputs()) {
      AbstractValue a = v.aval();
      Literal half = Literal.of(a.dtype(), a.dtype().isInexact() ? 0.5 : 1);
      BroadcastInDim fill = new BroadcastInDim(a.shape(), Axes.NONE);
      constants.add(new Eqn(fill, List.of(half), List.of(v), SourceLine.UNKNOWN));
    }
    return replaced(j, at, constants);
  }

  private static Jaxpr renamed(Jaxpr j, int at, Atom a) {
    Map<Var, Atom> names = new IdentityHashMap<>();
    names.put(j.eqns().get(at).outputs().getFirst(), a);
    List<Eqn> eqns = new ArrayList<>();
    for (int i = 0; i < j.eqns().size(); i++) {
      Eqn e = j.eqns().get(i);
      if (i != at) {
        eqns.add(new Eqn(e.op(), atoms(e.inputs(), names), e.outputs(), e.source()));
      }
    }
    return new Jaxpr(j.constVars(), j.inVars(), eqns, atoms(j.outs(), names));
  }

  private static List<Atom> atoms(List<Atom> all, Map<Var, Atom> names) {
    return all.stream().map(a -> a instanceof Var v ? names.getOrDefault(v, a) : a).toList();
  }

  /** Whether a change touches what ends a loop. */
  private static boolean mayNotEnd(Primitive before, Primitive after) {
    return before instanceof While b
        && after instanceof While a
        && (a.condJaxpr() != b.condJaxpr() || !counter(a).equals(counter(b)));
  }

  private static Jaxpr counter(While w) {
    Jaxpr body = w.bodyJaxpr();
    return JaxprWalk.withoutDeadCode(
        new Jaxpr(body.constVars(), body.inVars(), body.eqns(), List.of(body.outs().getFirst())));
  }
}
