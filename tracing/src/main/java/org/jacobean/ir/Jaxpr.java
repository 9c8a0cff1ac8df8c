package org.jacobean.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.ir.op.Effect;
import org.jspecify.annotations.Nullable;

/**
 * A typed program: {@code { lambda constVars ; inVars . let eqns in outs }}. Variables are bound
 * once, before use. Equality is structural: two jaxprs that differ only in the identity of their
 * variables and in source lines are equal.
 */
public final class Jaxpr {
  private final List<Var> constVars;
  private final List<Var> inVars;
  private final List<Eqn> eqns;
  private final List<Atom> outs;
  private int hash;
  private volatile @Nullable Set<Effect> effects;

  /** A program of the given parts. */
  public Jaxpr(List<Var> constVars, List<Var> inVars, List<Eqn> eqns, List<? extends Atom> outs) {
    this.constVars = List.copyOf(constVars);
    this.inVars = List.copyOf(inVars);
    this.eqns = List.copyOf(eqns);
    this.outs = List.copyOf(outs);
  }

  /** Variables bound to constants that were captured while tracing. */
  public List<Var> constVars() {
    return constVars;
  }

  /** Variables bound to the arguments. */
  public List<Var> inVars() {
    return inVars;
  }

  /** The equations, in order. */
  public List<Eqn> eqns() {
    return eqns;
  }

  /** The results. */
  public List<Atom> outs() {
    return outs;
  }

  /** Types of the arguments. */
  public List<AbstractValue> inAvals() {
    return inVars.stream().map(Var::aval).toList();
  }

  /** Types of the results. */
  public List<AbstractValue> outAvals() {
    return outs.stream().map(Atom::aval).toList();
  }

  /** What running it does besides computing its results. */
  public Set<Effect> effects() {
    Set<Effect> known = effects;
    if (known == null) {
      Set<Effect> all = EnumSet.noneOf(Effect.class);
      eqns.forEach(e -> all.addAll(e.op().effects()));
      known = all.isEmpty() ? Set.of() : Collections.unmodifiableSet(all);
      effects = known;
    }
    return known;
  }

  /** The same program with its constants as leading arguments. */
  public Jaxpr constsToArgs() {
    if (constVars.isEmpty()) {
      return this;
    }
    List<Var> in = new ArrayList<>(constVars);
    in.addAll(inVars);
    return new Jaxpr(List.of(), in, eqns, outs);
  }

  @Override
  public boolean equals(Object o) {
    if (this == o) {
      return true;
    }
    if (!(o instanceof Jaxpr j) || hashCode() != j.hashCode() || eqns.size() != j.eqns.size()) {
      return false;
    }
    return key(this).equals(key(j));
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      int h = key(this).hashCode();
      hash = h == 0 ? 1 : h;
    }
    return hash;
  }

  /** The program with variables replaced by the order of their binding. */
  private static List<Object> key(Jaxpr j) {
    Map<Var, Integer> number = new IdentityHashMap<>();
    List<Object> key = new ArrayList<>();
    bind(j.constVars, number, key);
    key.add("|");
    bind(j.inVars, number, key);
    for (Eqn e : j.eqns) {
      key.add(e.op());
      for (Atom a : e.inputs()) {
        key.add(atom(a, number));
      }
      bind(e.outputs(), number, key);
    }
    key.add("|");
    for (Atom a : j.outs) {
      key.add(atom(a, number));
    }
    return key;
  }

  private static void bind(List<Var> vars, Map<Var, Integer> number, List<Object> key) {
    for (Var v : vars) {
      number.put(v, number.size());
      key.add(v.aval());
    }
  }

  private static Object atom(Atom a, Map<Var, Integer> number) {
    return switch (a) {
      case Literal l -> l;
      case Var v -> number.getOrDefault(v, -1);
    };
  }

  /** The program in jaxpr notation. */
  @Override
  public String toString() {
    return JaxprPrinter.print(this);
  }
}
