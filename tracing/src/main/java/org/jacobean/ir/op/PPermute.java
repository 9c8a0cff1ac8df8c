package org.jacobean.ir.op;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacobean.AbstractValue;

/**
 * Sends operands between participants; one to whom nobody sends gets zeros. Varying to varying.
 *
 * <p>C1: sources are distinct participants. C2: so are targets.
 *
 * @param axis the axis sent over
 * @param perm who sends to whom
 */
public record PPermute(NamedAxis axis, List<Pair> perm) implements Collective {
  /**
   * One message.
   *
   * @param source who sends
   * @param target who receives
   */
  public record Pair(int source, int target) {
    /** The way back. */
    public Pair reversed() {
      return new Pair(target, source);
    }
  }

  /** Copies the pairs. */
  public PPermute {
    perm = List.copyOf(perm);
  }

  /** With all messages sent back. */
  public PPermute inverse() {
    return new PPermute(axis, perm.stream().map(Pair::reversed).toList());
  }

  /** Who sends to each participant; -1: nobody. */
  public List<Integer> sources() {
    List<Integer> from = new ArrayList<>(java.util.Collections.nCopies(axis.size(), -1));
    perm.forEach(p -> from.set(p.target(), p.source()));
    return from;
  }

  @Override
  public String name() {
    return "ppermute";
  }

  @Override
  public List<NamedAxis> namedAxes() {
    return List.of(axis);
  }

  @Override
  public PPermute over(List<NamedAxis> others) {
    return new PPermute(others.getFirst(), perm);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.arity(this, in, 1);
    check("ppermute_C1", "sources", perm.stream().map(Pair::source).toList());
    check("ppermute_C2", "targets", perm.stream().map(Pair::target).toList());
    return in;
  }

  private void check(String id, String what, List<Integer> members) {
    Set<Integer> seen = new HashSet<>();
    boolean ok = true;
    for (int m : members) {
      ok &= 0 <= m && m < axis.size() && seen.add(m);
    }
    Constraint.shape(
        ok,
        id,
        "%s %s are not distinct participants of axis '%s' of size %d",
        what,
        members,
        axis.name(),
        axis.size());
  }
}
