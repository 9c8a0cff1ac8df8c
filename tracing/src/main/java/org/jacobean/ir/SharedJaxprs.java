package org.jacobean.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The jaxprs inside a program that are printed once, ahead of it, as {@code let name = … in}: those
 * that occur more than once, and long ones. The choice is JAX's.
 */
final class SharedJaxprs {
  private static final int LONG = 10;

  private final Map<Jaxpr, String> names = new IdentityHashMap<>();
  private final SequencedMap<String, Jaxpr> definitions = new LinkedHashMap<>();

  private record Use(Jaxpr jaxpr, String name) {}

  private SharedJaxprs() {}

  /** None: every jaxpr is printed where it stands. */
  static SharedJaxprs none() {
    return new SharedJaxprs();
  }

  static SharedJaxprs of(Jaxpr program) {
    Map<Jaxpr, Integer> counts = new IdentityHashMap<>();
    List<Use> order = new ArrayList<>();
    Deque<Use> agenda = new ArrayDeque<>();
    agenda.add(new Use(program, ""));
    while (!agenda.isEmpty()) {
      Use use = agenda.poll();
      int count = counts.merge(use.jaxpr, 1, Integer::sum);
      if (count == 1) {
        order.add(use);
      }
      // The parts of what occurs twice do so too; a third visit would tell nothing new.
      for (Eqn e : count > 2 ? List.<Eqn>of() : use.jaxpr.eqns()) {
        String name = identifier(e);
        e.op().jaxprs().forEach(j -> agenda.add(new Use(j, name)));
      }
    }
    SharedJaxprs shared = new SharedJaxprs();
    for (Use use : order) {
      boolean isLong = use.jaxpr.eqns().size() > LONG;
      if (use.jaxpr != program && (isLong || counts.getOrDefault(use.jaxpr, 0) > 1)) {
        shared.add(use);
      }
    }
    return shared;
  }

  private void add(Use use) {
    String name = use.name;
    for (int i = 1; definitions.containsKey(name); i++) {
      name = use.name + i;
    }
    definitions.put(name, use.jaxpr);
    names.put(use.jaxpr, name);
  }

  /** The name of the function that an equation calls, as far as an identifier can have it. */
  private static String identifier(Eqn e) {
    for (OpSchema.Field f : OpSchema.of(e.op().getClass()).fields()) {
      if (f.name().equals("name") && f.get(e.op()) instanceof String s) {
        String name = s.replaceAll("^<|>$", "").replaceAll("[^A-Za-z0-9_]", "_");
        boolean usable = name.matches("[A-Za-z].*") && !JaxprPrinter.RESERVED.contains(name);
        return usable ? name : "jaxpr";
      }
    }
    return "jaxpr";
  }

  /** Name and program of each definition, in the order of printing. */
  SequencedMap<String, Jaxpr> definitions() {
    return definitions;
  }

  /** The name of a jaxpr that is defined ahead of the program. */
  @Nullable String nameOf(Jaxpr j) {
    return names.get(j);
  }
}
