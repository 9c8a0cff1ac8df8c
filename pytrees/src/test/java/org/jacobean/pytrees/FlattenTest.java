package org.jacobean.pytrees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jacobean.errors.TreeException;
import org.jacobean.pytrees.Samples.Act;
import org.jacobean.pytrees.Samples.Config;
import org.jacobean.pytrees.Samples.Dense;
import org.jacobean.pytrees.Samples.Mlp;
import org.jacobean.pytrees.Samples.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FlattenTest {

  static List<Object> trees() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("trees")
  void rebuildingGivesAnEqualTreeOfTheSameStructure(Object tree) {
    Tree.Flattened flat = Tree.flatten(tree);
    Object rebuilt = Tree.unflatten(flat.structure(), flat.leaves());
    assertEquals(tree, rebuilt);
    assertEquals(flat.structure(), Tree.structure(rebuilt));
    assertEquals(flat.structure().hashCode(), Tree.structure(rebuilt).hashCode());
    assertEquals(flat.leaves(), Tree.leaves(rebuilt));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void theFastPathAgreesWithTheWalk(Object tree) {
    TreeDef structure = new TreeDef(Builder.walk(tree).root());
    Object[] walked = Builder.walk(tree).leaves();
    Object[] out = new Object[walked.length];
    assertTrue(structure.flattenIfMatches(tree, out));
    assertArrayEquals(walked, out);
    for (int repeat = 0; repeat < 2; repeat++) {
      Object[] into = new Object[walked.length];
      assertEquals(walked.length, Tree.flattenInto(tree, into));
      assertArrayEquals(walked, into);
    }
  }

  @Test
  void noTwoKindsOfTreesHaveTheSameStructure() {
    List<Object> trees = Samples.all();
    Object[] out = new Object[20];
    for (int i = 0; i < trees.size(); i++) {
      for (int j = 0; j < trees.size(); j++) {
        TreeDef a = Tree.structure(trees.get(i));
        TreeDef b = Tree.structure(trees.get(j));
        assertEquals(a.equals(b), a.flattenIfMatches(trees.get(j), out), a + " and " + b);
        assertEquals(a.equals(b), a.diff(b).isEmpty());
        if (StructureAccess.suits(a.root())) {
          boolean matches = AccessCompiler.structure(a.root()).match(trees.get(j), out);
          assertEquals(a.equals(b), matches, a + " and " + b);
        }
        boolean bothLists =
            i != j && trees.get(i) instanceof List && trees.get(i).equals(trees.get(j));
        assertEquals(i == j || bothLists, a.equals(b), a + " and " + b);
      }
    }
  }

  @Test
  void leavesComeInTheOrderOfComponentsAndSortedKeys() {
    Map<String, Object> map = new HashMap<>();
    for (int i = 9; i >= 0; i--) {
      map.put("k" + i, Samples.leaf(i));
    }
    List<Object> leaves = Tree.leaves(new Pair<>(Samples.leaf(-1), map));
    for (int i = 0; i <= 10; i++) {
      assertEquals(Samples.leaf(i - 1), leaves.get(i));
    }
  }

  @Test
  void equalMapsInsertedInAnotherOrderHaveTheSameStructureUnlessTheyKeepTheOrder() {
    Map<String, Object> ab = new LinkedHashMap<>();
    ab.put("a", Samples.leaf(1));
    ab.put("b", Samples.leaf(2));
    Map<String, Object> ba = new LinkedHashMap<>();
    ba.put("b", Samples.leaf(2));
    ba.put("a", Samples.leaf(1));
    assertNotEquals(Tree.structure(ab), Tree.structure(ba));
    assertEquals(Tree.structure(new HashMap<>(ab)), Tree.structure(Map.copyOf(ba)));
    assertEquals(
        Tree.structure(Collections.unmodifiableMap(ab)),
        Tree.structure(Collections.unmodifiableMap(ba)));
  }

  @Test
  void aLinkedMapKeepsItsOrderThroughRebuilding() {
    Map<String, Object> layers = new LinkedHashMap<>();
    for (int i = 1; i <= 12; i++) {
      layers.put("layer" + i, Samples.leaf(i));
    }
    Map<String, Object> mapped = Tree.map((TestLeaf x) -> x, layers);
    assertEquals(List.copyOf(layers.keySet()), List.copyOf(mapped.keySet()));
  }

  @Test
  void rebuiltCollectionsAreUnmodifiable() {
    List<Object> list = Tree.map((Leaf x) -> x, new ArrayList<Object>(List.of(Samples.leaf(1))));
    assertThrows(UnsupportedOperationException.class, () -> list.add(1));
    Map<String, Object> map = Tree.map((Leaf x) -> x, new HashMap<String, Object>());
    assertThrows(UnsupportedOperationException.class, () -> map.put("a", 1));
  }

  @Test
  void theListOfLeavesIsUnmodifiable() {
    List<Object> leaves = Tree.leaves(Samples.mlp());
    assertThrows(UnsupportedOperationException.class, () -> leaves.set(0, ""));
  }

  @Test
  void primitiveArraysOfAnyDepthAreLeavesOfPrivateRecordsToo() {
    Object tree = Samples.hidden();
    assertEquals("Hidden(data=*, table=*)", Tree.structure(tree).toString());
    List<Object> arrays =
        List.of(
            new double[0],
            new float[1],
            new int[1],
            new long[1],
            new byte[1],
            new short[1],
            new boolean[1],
            new double[2][3],
            new boolean[1][1][1]);
    for (Object array : arrays) {
      assertTrue(Tree.isLeaf(array));
      assertSame(array, Tree.leaves(array).get(0));
      assertEquals(TreeDef.leaf(), Tree.structure(array));
    }
    assertFalse(Tree.isLeaf("text"));
    assertFalse(Tree.isLeaf(new String[0]));
  }

  @Test
  void arraysOfObjectsAreContainersOfTheirElementType() {
    Dense[] layers = {Samples.mlp().hidden(), Samples.mlp().out()};
    assertEquals("Dense[Dense(w=*, b=*), Dense(w=*, b=*)]", Tree.structure(layers).toString());
    Dense[] rebuilt = Tree.map((Leaf x) -> x, layers);
    assertArrayEquals(layers, rebuilt);
    assertNotEquals(Tree.structure(new Integer[] {1}), Tree.structure(new Object[] {1}));
    assertTrue(Tree.structure(layers).flattenIfMatches(rebuilt, new Object[4]));
  }

  @Test
  void recordsOfStaticValuesAreStaticAndComeBackAsTheSameObject() {
    Config config = Samples.mlp().config();
    TreeDef structure = new TreeDef(Builder.walk(List.of(config, Samples.leaf(1))).root());
    List<Object> rebuilt = structure.unflatten(List.of(Samples.leaf(2)));
    assertSame(config, rebuilt.get(0));
  }

  @Test
  void staticValuesAreComparedByTheirOwnEquals() {
    record Loose(String text) {
      @Override
      public boolean equals(Object object) {
        return object instanceof Loose(String other) && text.equalsIgnoreCase(other);
      }

      @Override
      public int hashCode() {
        return 1;
      }
    }
    assertEquals(Tree.structure(new Loose("A")), Tree.structure(new Loose("a")));
    assertNotEquals(Tree.structure(new Loose("A")), Tree.structure(new Loose("b")));
    assertNotEquals(Tree.structure(1), Tree.structure(1L));
    assertNotEquals(Tree.structure(0.0), Tree.structure(-0.0));
    assertEquals(Tree.structure(Double.NaN), Tree.structure(Double.NaN));
  }

  @Test
  void aSetThatChangesLaterDoesNotChangeTheStructure() {
    record Flags(Set<String> names) {}
    Set<String> names = new LinkedHashSet<>(List.of("b", "a"));
    TreeDef before = Tree.structure(new Flags(names));
    names.add("c");
    assertNotEquals(before, Tree.structure(new Flags(names)));
    Flags rebuilt = Tree.unflatten(before, List.of());
    assertEquals(List.of("b", "a"), List.copyOf(rebuilt.names()));
  }

  @Test
  void setsKeepTheirOrder() {
    Set<Object> sorted = Tree.map((Leaf x) -> x, new TreeSet<Object>(List.of(3, 1, 2)));
    assertEquals(List.of(1, 2, 3), List.copyOf(sorted));
    Set<Act> acts = Tree.map((Leaf x) -> x, EnumSet.of(Act.TANH, Act.RELU));
    assertEquals(List.of(Act.RELU, Act.TANH), List.copyOf(acts));
  }

  @Test
  void manyLeavesAndDeepTreesAreFine() {
    List<Object> wide = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      wide.add(Samples.leaf(i));
    }
    assertEquals(wide, Tree.leaves(wide));
    Object deep = Samples.leaf(7);
    for (int i = 0; i < Builder.MAX_DEPTH; i++) {
      deep = List.of(deep);
    }
    assertEquals(List.of(Samples.leaf(7)), Tree.leaves(deep));
    assertEquals(deep, Tree.map((Leaf x) -> x, deep));
  }

  @Test
  void wideRecordsAreFine() {
    record Wide(
        Leaf a, int b, long c, double d, float e, short f, byte g, boolean h, char i, String j) {}
    Wide wide = new Wide(Samples.leaf(1), 1, 2L, 3.0, 4f, (short) 5, (byte) 6, true, 'c', "s");
    assertEquals(wide, Tree.map((Leaf x) -> x, wide));
    assertEquals(
        "Wide(a=*, b=1, c=2, d=3.0, e=4.0, f=5, g=6, h=true, i='c', j=\"s\")",
        Tree.structure(wide).toString());
  }

  @Test
  void aValueOfTheSameClassButAnotherStructureIsNotTakenForTheLastOne() {
    for (int i = 0; i < 3; i++) {
      assertEquals(1, Tree.leaves(new Pair<>(Samples.leaf(1), i)).size());
      assertEquals(2, Tree.leaves(new Pair<>(Samples.leaf(1), new double[i])).size());
      assertEquals(0, Tree.leaves(new Pair<>("a", new Config(i, "b", 0))).size());
      assertEquals(i, Tree.leaves(Collections.nCopies(i, Samples.leaf(1))).size());
      assertEquals(i, Tree.flattenInto(Collections.nCopies(i, Samples.leaf(1)), new Object[i]));
    }
  }

  @Test
  void aTupleInsideAMapInsideAListIsWalked() {
    Object tree = List.of(Map.of("k", Tuple.of(1, Samples.leaf(1))), Samples.leaf(2));
    assertEquals("[{\"k\": (1, *)}, *]", Tree.structure(tree).toString());
    assertEquals("[[0][\"k\"]._2, [1]]", Tree.paths(tree).toString());
  }

  @Test
  void aTypeWithASupportNamesItsChildren() {
    assertEquals(
        "Interval(steps=1, bounds=*)", Tree.structure(new Interval(1, Samples.leaf(1))).toString());
    assertEquals(".bounds", Tree.paths(new Interval(1, Samples.leaf(1))).get(0).toString());
    assertEquals("[0]", Tree.paths(new Polynomial(Samples.leaf(1), "x")).get(0).toString());
    assertNotEquals(
        Tree.structure(new Polynomial(Samples.leaf(1), "x")),
        Tree.structure(new Polynomial(Samples.leaf(1), "y")));
  }

  @Test
  void aMatchNeverAcceptsNull() {
    assertFalse(Tree.structure(Samples.mlp()).flattenIfMatches(null, new Object[4]));
    assertFalse(TreeDef.leaf().flattenIfMatches(null, new Object[1]));
    Dense hole = new Dense(Samples.leaf(1), null);
    assertFalse(Tree.structure(Samples.mlp().out()).flattenIfMatches(hole, new Object[2]));
    Map<String, Object> holes = new HashMap<>();
    holes.put("a", null);
    TreeDef map = Tree.structure(Map.of("a", Samples.leaf(1)));
    assertFalse(map.flattenIfMatches(holes, new Object[1]));
    assertThrows(TreeException.class, () -> Tree.flatten(holes));
    TreeDef table = Tree.structure(new int[1][1]);
    assertFalse(table.flattenIfMatches(new int[][] {{1}, null}, new Object[1]));
  }

  @Test
  void aStructureThatIsUsedOftenBehavesAsBefore() {
    Mlp mlp = Samples.mlp();
    Dense hole = new Dense(Samples.leaf(1), null);
    TreeDef structure = new TreeDef(Builder.walk(mlp).root());
    Object[] out = new Object[4];
    for (int i = 0; i <= TreeDef.HOT; i++) {
      assertTrue(structure.flattenIfMatches(mlp, out));
    }
    assertArrayEquals(Builder.walk(mlp).leaves(), out);
    assertEquals(mlp, structure.unflatten(List.of(out)));
    assertFalse(structure.flattenIfMatches(null, out));
    assertFalse(structure.flattenIfMatches(new Mlp(hole, mlp.out(), mlp.act(), mlp.config()), out));
    assertFalse(
        structure.flattenIfMatches(new Mlp(mlp.out(), mlp.out(), Act.TANH, mlp.config()), out));
    TreeException misfit =
        assertThrows(TreeException.class, () -> structure.unflatten(List.of("a", 2, 3, 4)));
    assertTrue(misfit.getMessage().contains(".w of Dense"), misfit.getMessage());
  }

  @Test
  void onlyContainersOfModestSizeGetCodeOfTheirOwn() {
    assertFalse(StructureAccess.suits(TreeDef.leaf().root()));
    assertFalse(StructureAccess.suits(Tree.structure("static").root()));
    assertTrue(StructureAccess.suits(Tree.structure(Samples.mlp()).root()));
    assertFalse(
        StructureAccess.suits(Tree.structure(Collections.nCopies(500, Samples.leaf(1))).root()));
  }

  @Test
  void manyThreadsMayFlattenAtOnce() {
    List<Object> wrong =
        java.util.stream.IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(
                i -> {
                  Pair<Leaf, Integer> tree = new Pair<>(Samples.leaf(i), i % 3);
                  Tree.Flattened flat = Tree.flatten(tree);
                  return tree.equals(flat.structure().unflatten(flat.leaves())) ? "" : tree;
                })
            .filter(found -> !found.equals(""))
            .toList();
    assertEquals(List.of(), wrong);
  }
}
