package org.jacobean.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;
import org.jspecify.annotations.Nullable;

/** All places of a program that may fail, in program order. A static value of trees. */
final class CheckSites {
  private final List<CheckSite> sites;

  private CheckSites(List<CheckSite> sites) {
    this.sites = List.copyOf(sites);
  }

  /** The sites of a program, those of programs inside it where they are. */
  static CheckSites of(Jaxpr jaxpr, Set<CheckKind> kinds, List<String> loops) {
    List<CheckSite> all = new ArrayList<>();
    for (Eqn e : jaxpr.eqns()) {
      all.addAll(of(e, kinds, loops).sites);
    }
    return new CheckSites(all);
  }

  /** The sites of an equation: those inside it first, then its own. */
  static CheckSites of(Eqn e, Set<CheckKind> kinds, List<String> loops) {
    List<CheckSite> all = new ArrayList<>();
    for (Jaxpr inner : e.op().jaxprs()) {
      all.addAll(of(inner, kinds, inside(e, loops)).sites);
    }
    CheckRules.sites(e, kinds).forEach(s -> all.add(s.within(loops)));
    return new CheckSites(all);
  }

  /** The loops around the programs inside an equation. */
  static List<String> inside(Eqn e, List<String> loops) {
    if (!(e.op() instanceof Scan) && !(e.op() instanceof While)) {
      return loops;
    }
    List<String> more = new ArrayList<>(loops);
    more.add(e.op().name());
    return List.copyOf(more);
  }

  List<CheckSite> list() {
    return sites;
  }

  /** The first {@code n} of them. */
  CheckSites first(int n) {
    return new CheckSites(sites.subList(0, n));
  }

  int size() {
    return sites.size();
  }

  boolean isEmpty() {
    return sites.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof CheckSites c && sites.equals(c.sites);
  }

  @Override
  public int hashCode() {
    return sites.hashCode();
  }

  @Override
  public String toString() {
    return sites.size() + " checks";
  }
}
