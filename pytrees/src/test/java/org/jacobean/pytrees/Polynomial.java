package org.jacobean.pytrees;

import java.util.List;

/** A class that is no record and takes part in trees by itself. */
final class Polynomial implements TreeNode<Polynomial> {
  private static final TreeSupport<Polynomial> SUPPORT =
      TreeSupport.of(
          Polynomial.class,
          p -> List.of(p.coefficients, p.variable),
          c -> new Polynomial((Leaf) c.get(0), (String) c.get(1)));

  final Leaf coefficients;
  final String variable;

  Polynomial(Leaf coefficients, String variable) {
    this.coefficients = coefficients;
    this.variable = variable;
  }

  @Override
  public TreeSupport<Polynomial> treeSupport() {
    return SUPPORT;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Polynomial p
        && coefficients.equals(p.coefficients)
        && variable.equals(p.variable);
  }

  @Override
  public int hashCode() {
    return coefficients.hashCode();
  }
}
