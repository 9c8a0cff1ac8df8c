package org.jacobean.pytrees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Tuple;
import io.vavr.control.Either;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jacobean.pytrees.Samples.Act;
import org.jacobean.pytrees.Samples.Config;
import org.jacobean.pytrees.Samples.Dense;
import org.jacobean.pytrees.Samples.Empty;
import org.jacobean.pytrees.Samples.Mlp;
import org.jacobean.pytrees.Samples.Pair;
import org.junit.jupiter.api.Test;

final class TreeDefTest {

  private static String diff(Object expected, Object actual) {
    return Tree.structure(expected).differences(Tree.structure(actual)).toString();
  }

  @Test
  void itPrintsReadably() {
    assertEquals(
        "Mlp(hidden=Dense(w=*, b=*), out=Dense(w=*, b=*), act=RELU,"
            + " config=Config(width=3, name=\"net\", rate=0.5))",
        Tree.structure(Samples.mlp()).toString());
    assertEquals("*", TreeDef.leaf().toString());
    assertEquals("(*, 1)", Tree.structure(Tuple.of(Samples.leaf(1), 1)).toString());
    assertEquals("Optional()", Tree.structure(Optional.empty()).toString());
    assertEquals("Left(*)", Tree.structure(Either.left(Samples.leaf(1))).toString());
    assertEquals("Empty()", Tree.structure(new Empty()).toString());
    assertEquals(
        "TreeMap{1: *}", Tree.structure(new TreeMap<>(Map.of(1, Samples.leaf(1)))).toString());
    assertEquals("[String.class, 'c']", Tree.structure(List.of(String.class, 'c')).toString());
    assertEquals("Entry(\"a\", *)", Tree.structure(Map.entry("a", new int[0])).toString());
  }

  @Test
  void pathsReadLikeJava() {
    Object tree =
        Map.of(
            "layers", List.of(Samples.mlp().hidden(), Optional.of(Samples.leaf(1))),
            "pair", Map.entry("a", new Pair<>(Samples.leaf(1), Either.right(Samples.leaf(2)))));
    assertEquals(
        "[[\"layers\"][0].w, [\"layers\"][0].b, [\"layers\"][1].get, [\"pair\"].value.first,"
            + " [\"pair\"].value.second.get]",
        Tree.paths(tree).toString());
    KeyPath path = Tree.paths(tree).get(0);
    assertEquals("params[\"layers\"][0].w", path.of("params"));
    assertEquals("", KeyPath.ROOT.toString());
    assertEquals(List.of(KeyPath.ROOT), TreeDef.leaf().paths());
    assertEquals("[\"a\\\"b\"]", new KeyPath.MapKey("a\"b").toString());
  }

  @Test
  void aDifferenceNamesThePathAndBothSides() {
    Mlp mlp = Samples.mlp();
    assertEquals(
        "[at .act: expected static RELU, found static tanh!]",
        diff(mlp, new Mlp(mlp.hidden(), mlp.out(), Act.TANH, mlp.config())));
    assertEquals(
        "[at .config.width: expected static 3, found static 4,"
            + " at .config.name: expected static \"net\", found static \"x\"]",
        diff(mlp, new Mlp(mlp.hidden(), mlp.out(), Act.RELU, new Config(4, "x", 0.5))));
    assertEquals("[at the root: expected Mlp, found Dense]", diff(mlp, mlp.out()));
    assertEquals(
        "[at [1]: expected an array, found static 2]",
        diff(List.of(1, Samples.leaf(1)), List.of(1, 2)));
    assertEquals(
        "[at the root: expected List of 2, found List of 1]", diff(List.of(1, 2), List.of(1)));
    assertEquals("[at the root: expected Tuple1, found Tuple2]", diff(Tuple.of(1), Tuple.of(1, 2)));
    assertEquals(
        "[at [\"m\"]: expected Map with keys [a], found Map with keys [a, b]]",
        diff(Map.of("m", Map.of("a", 1)), Map.of("m", Map.of("a", 1, "b", 2))));
    assertEquals(
        "[at the root: expected TreeMap with keys [1], found LinkedHashMap with keys [1]]",
        diff(new TreeMap<>(Map.of(1, 2)), new LinkedHashMap<>(Map.of(1, 2))));
    assertEquals(
        "[at the root: expected Integer[1], found String[1]]",
        diff(new Integer[] {1}, new String[] {"a"}));
    assertEquals(
        "[at the root: expected Optional of 0, found Optional of 1]",
        diff(Optional.empty(), Optional.of(1)));
    assertEquals(
        "[at [0]: expected static \"x\", found static \"y\"]",
        diff(List.of(new Polynomial(Samples.leaf(1), "x").variable), List.of("y")));
    assertEquals("[]", diff(mlp, mlp));
  }

  @Test
  void differencesThatPrintAlikeAreToldApartByTheirClasses() {
    assertEquals(
        "[at the root: expected static 1 (java.lang.Integer), found static 1 (java.lang.Long)]",
        diff(1, 1L));
    record Opaque(Object inside) {}
    Object same =
        new Object() {
          @Override
          public String toString() {
            return "f";
          }
        };
    Object other =
        new Object() {
          @Override
          public String toString() {
            return "f";
          }
        };
    String text = diff(new Opaque(same), new Opaque(other));
    assertTrue(text.startsWith("[at .inside: expected static f (org.jacobean"), text);
    record Moody(int mood) {
      @Override
      public boolean equals(Object object) {
        return this == object;
      }

      @Override
      public int hashCode() {
        return 1;
      }
    }
    String identity = diff(new Moody(1), new Moody(1));
    assertTrue(identity.contains("expected Moody (org.jacobean"), identity);
    assertTrue(identity.contains("found Moody, not equal to it"), identity);
    String array = diff(List.of(Samples.leaf(1)), List.of(Samples.mlp()));
    assertEquals("[at [0]: expected an array, found Mlp]", array);
  }

  @Test
  void recordsOfOneNameInTwoPlacesDiffer() {
    Object here = new Dense(Samples.leaf(1), Samples.leaf(2));
    record Dense(Leaf w, Leaf b) {}
    Object there = new Dense(Samples.leaf(1), Samples.leaf(2));
    assertNotEquals(Tree.structure(here), Tree.structure(there));
    String text = diff(here, there);
    assertTrue(text.contains("Samples$Dense"), text);
    assertTrue(text.contains("TreeDefTest"), text);
  }

  @Test
  void longValuesAreShortened() {
    String text = diff("x".repeat(500), "y");
    assertTrue(text.length() < 200 && text.contains("…"), text);
  }

  @Test
  void onlyTheFirstDifferenceIsLookedForWhereOneIsEnough() {
    TreeDef a = Tree.structure(List.of(1, 2, 3));
    TreeDef b = Tree.structure(List.of(4, 5, 6));
    assertEquals("[0]", a.diff(b).orElseThrow().path().toString());
    assertEquals(3, a.differences(b).size());
  }

  @Test
  void equalityIsByValueAndNotWithOthers() {
    TreeDef a = Tree.structure(Samples.mlp());
    TreeDef b = new TreeDef(Builder.walk(Samples.mlp()).root());
    assertEquals(a, b);
    assertEquals(a.hashCode(), b.hashCode());
    assertNotEquals(a, "Mlp");
    assertNotEquals(a.root(), Tree.structure(Samples.mlp().out()).root());
  }
}
