package org.jacobean.pytrees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jacobean.pytrees.Samples.Dense;
import org.jacobean.pytrees.Samples.Mlp;
import org.jacobean.pytrees.Samples.Pair;
import org.junit.jupiter.api.Test;

final class TreeTest {

  private static TestLeaf sum(TestLeaf a, TestLeaf b) {
    return Samples.leaf(a.elements()[0] + b.elements()[0]);
  }

  @Test
  void mapKeepsTheTypeAndAppliesToEachLeaf() {
    Mlp doubled = Tree.map((TestLeaf x) -> sum(x, x), Samples.mlp());
    assertEquals(Samples.leaf(2), doubled.hidden().w());
    assertEquals(Samples.leaf(8), doubled.out().b());
  }

  @Test
  void mapMayChangeTheTypeOfTheLeavesOfAGenericTree() {
    Object shapes =
        Tree.map(
            (TestLeaf x) -> x.describe(),
            (Object) new Pair<>(Samples.leaf(1, 2), List.of(Samples.leaf(3))));
    assertEquals(new Pair<>("f64[2]", List.of("f64[1]")), shapes);
  }

  @Test
  void mapOverTwoAndThreeTreesPairsTheLeaves() {
    Mlp mlp = Samples.mlp();
    Mlp two = Tree.map((TestLeaf a, TestLeaf b) -> sum(a, b), mlp, mlp);
    assertEquals(Samples.leaf(8), two.out().b());
    Mlp three = Tree.map((TestLeaf a, TestLeaf b, TestLeaf c) -> sum(sum(a, b), c), mlp, two, mlp);
    assertEquals(Samples.leaf(16), three.out().b());
  }

  @Test
  void mapWithPathSeesThePaths() {
    List<String> seen = new ArrayList<>();
    Dense dense =
        Tree.mapWithPath(
            (KeyPath path, TestLeaf leaf) -> {
              seen.add(path.toString());
              return leaf;
            },
            Samples.mlp().out());
    assertEquals(List.of(".w", ".b"), seen);
    assertEquals(Samples.mlp().out(), dense);
  }

  @Test
  void leavesWithPathsComeInOrder() {
    assertEquals(
        "[(.w, f64[1]), (.b, f64[1])]", Tree.flattenWithPath(Samples.mlp().out()).toString());
    StringBuilder text = new StringBuilder();
    Tree.forEachWithPath(
        Samples.mlp().out(),
        (KeyPath path, TestLeaf leaf) -> text.append(path).append(leaf.elements()[0]));
    assertEquals(".w3.0.b4.0", text.toString());
  }

  @Test
  void reduceFoldsFromTheLeft() {
    String digits =
        Tree.reduce((String text, TestLeaf x) -> text + (int) x.elements()[0], Samples.mlp(), "");
    assertEquals("1234", digits);
    assertEquals(0, Tree.reduce((Integer n, Leaf _) -> n + 1, List.of("static"), 0));
  }

  @Test
  void allHoldsOnlyWhenEveryLeafPasses() {
    assertTrue(Tree.all((TestLeaf x) -> x.elements()[0] > 0, Samples.mlp()));
    assertFalse(Tree.all((TestLeaf x) -> x.elements()[0] < 4, Samples.mlp()));
    assertTrue(Tree.all((TestLeaf _) -> false, "static"));
  }

  @Test
  void typedLeaves() {
    List<TestLeaf> leaves = Tree.leaves(Samples.mlp().out(), TestLeaf.class);
    assertEquals(List.of(Samples.leaf(3), Samples.leaf(4)), leaves);
  }

  @Test
  void allCloseComparesLeavesWithinTheTolerances() {
    Mlp mlp = Samples.mlp();
    Mlp near = Tree.map((TestLeaf x) -> Samples.leaf(x.elements()[0] * 1.001), mlp);
    assertTrue(Tree.allClose(near, mlp, 0.01, 0));
    assertFalse(Tree.allClose(near, mlp, 1e-6, 0));
    assertTrue(Tree.allClose(near, mlp, 0, 0.1));
  }

  @Test
  void allCloseTreatsPrimitiveArraysAlike() {
    double inf = Double.POSITIVE_INFINITY;
    assertTrue(
        Tree.allClose(new double[] {Double.NaN, inf, 1}, new double[] {Double.NaN, inf, 1}, 0, 0));
    assertTrue(Tree.allClose(new double[] {0.0}, new double[] {-0.0}, 0, 0));
    assertFalse(Tree.allClose(new double[] {1}, new double[] {inf}, 1, 1));
    assertFalse(Tree.allClose(new double[] {inf}, new double[] {1}, 1, 1));
    assertFalse(Tree.allClose(new double[] {Double.NaN}, new double[] {1}, 1, 1));
    assertFalse(Tree.allClose(new double[] {1}, new double[] {1, 2}, 1, 1));
    assertFalse(Tree.allClose(new double[] {1}, new float[] {1}, 1, 1));
    assertTrue(Tree.allClose(new int[][] {{1}, {2}}, new int[][] {{1}, {3}}, 0, 1));
    assertFalse(Tree.allClose(new boolean[] {true}, new boolean[] {false}, 1, 1));
    assertFalse(Tree.allClose(new double[] {1}, Samples.leaf(1), 1, 1));
  }

  @Test
  void transposeSwapsTheLevels() {
    TreeDef outer = Tree.structure(List.of(Samples.leaf(0), Samples.leaf(0)));
    TreeDef inner = Tree.structure(new Pair<>(Samples.leaf(0), Samples.leaf(0)));
    Pair<List<Leaf>, List<Leaf>> swapped =
        Tree.transpose(
            outer,
            inner,
            List.of(
                new Pair<>(Samples.leaf(1), Samples.leaf(2)),
                new Pair<>(Samples.leaf(3), Samples.leaf(4))));
    assertEquals(
        new Pair<>(
            List.of(Samples.leaf(1), Samples.leaf(3)), List.of(Samples.leaf(2), Samples.leaf(4))),
        swapped);
    Object back = Tree.transpose(inner, outer, swapped);
    assertEquals(
        List.of(
            new Pair<>(Samples.leaf(1), Samples.leaf(2)),
            new Pair<>(Samples.leaf(3), Samples.leaf(4))),
        back);
  }

  @Test
  void transposeKeepsStaticValuesOfTheOuterLevel() {
    Object outer = Tuple.of(Samples.leaf(0), "name");
    Object swapped =
        Tree.transpose(
            Tree.structure(outer),
            Tree.structure(List.of(Samples.leaf(0), Samples.leaf(0))),
            Tuple.of(List.of(Samples.leaf(1), Samples.leaf(2)), "name"));
    assertEquals(
        List.of(Tuple.of(Samples.leaf(1), "name"), Tuple.of(Samples.leaf(2), "name")), swapped);
  }

  @Test
  void aPrefixIsSpreadOverTheLeavesBelow() {
    Mlp mlp = Samples.mlp();
    assertEquals(List.of(7, 7, 7, 7), Tree.broadcastPrefix(7, mlp));
    assertEquals(
        List.of(0, 0, 0, 0, 1), Tree.broadcastPrefix(List.of(0, 1), List.of(mlp, Samples.leaf(1))));
    assertEquals(
        List.of(0, 1),
        Tree.broadcastPrefix(Tuple.of(0, 1), List.of(Samples.leaf(1), Samples.leaf(2))));
    assertEquals(
        List.of(0, 2, 1, 1),
        Tree.broadcastPrefix(
            Map.of("hidden", Map.of("w", 0, "b", 2), "out", 1, "act", 5, "config", 5), mlp));
    record Axes(int w, int b) {}
    assertEquals(List.of(1, 2), Tree.broadcastPrefix(new Axes(1, 2), mlp.out()));
    assertEquals(List.of(), Tree.broadcastPrefix(1, "static"));
    record Batch(Leaf x, Map<Integer, Leaf> y) {}
    assertEquals(
        List.of(1, 2),
        Tree.broadcastPrefix(
            Map.of("x", 1, "y", Map.of(3, 2)),
            new Batch(Samples.leaf(1), Map.of(3, Samples.leaf(2)))));
  }

  @Test
  void aPrefixOfValuesOfARecordClassIsSpreadAsValues() {
    record Axis(int number) {}
    TreeDef full = Tree.structure(List.of(Samples.mlp().out(), Samples.leaf(1)));
    List<Axis> axes = Tree.broadcastPrefix(List.of(new Axis(0), new Axis(1)), full, Axis.class);
    assertEquals(List.of(new Axis(0), new Axis(0), new Axis(1)), axes);
  }
}
