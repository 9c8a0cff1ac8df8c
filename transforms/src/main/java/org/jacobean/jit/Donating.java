package org.jacobean.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.TreeDef;

/**
 * A function some of whose arguments the caller gives up when it is compiled. Traced as part of
 * another function it is that function: there nothing is given up.
 *
 * @param function what it computes
 * @param arguments positions of the donated arguments
 */
record Donating(TreeFunction function, Set<Integer> arguments) implements TreeFunction {
  /** The same with more arguments. @throws org.jacobean.errors.TransformException JX0560 */
  static Donating of(TreeFunction f, int arity, int... arguments) {
    TreeFunction plain = f instanceof Donating d ? d.function : f;
    Set<Integer> all = new TreeSet<>(f instanceof Donating d ? d.arguments : Set.of());
    for (int a : arguments) {
      if (a < 0 || a >= arity) {
        throw Faults.of(
            "JX0560",
            "argument "
                + a
                + " cannot be donated: "
                + plain.name()
                + " has arguments 0 to "
                + (arity - 1));
      }
      all.add(a);
    }
    return new Donating(plain, Set.copyOf(all));
  }

  /** The positions of the donated leaves among all leaves of the arguments; none for others. */
  static List<Integer> leaves(TreeFunction f, TreeDef tree) {
    List<Integer> found = new ArrayList<>();
    if (f instanceof Donating d) {
      List<KeyPath> paths = tree.paths();
      for (int i = 0; i < paths.size(); i++) {
        if (paths.get(i).keys().getFirst() instanceof KeyPath.Index(int argument)
            && d.arguments.contains(argument)) {
          found.add(i);
        }
      }
    }
    return found;
  }

  @Override
  public Object call(Object... args) {
    return function.call(args);
  }

  @Override
  public String name() {
    return function.name();
  }

  @Override
  public TreeFunction inner() {
    return function;
  }

  @Override
  public String toString() {
    return function + " donating " + arguments.stream().sorted().toList();
  }
}
