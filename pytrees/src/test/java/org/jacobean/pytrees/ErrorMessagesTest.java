package org.jacobean.pytrees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Tuple;
import io.vavr.collection.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobean.errors.JacobeanException;
import org.jacobean.pytrees.Samples.Dense;
import org.jacobean.pytrees.Samples.Mlp;
import org.jacobean.pytrees.Samples.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The messages of this package's errors, compared with a golden file. */
final class ErrorMessagesTest {

  private record Lists(ArrayList<Leaf> items) {}

  private static final class Liar implements TreeNode<Liar> {
    private final TreeSupport<Liar> support;

    Liar(TreeSupport<Liar> support) {
      this.support = support;
    }

    @Override
    public TreeSupport<Liar> treeSupport() {
      return support;
    }
  }

  private final Map<String, Executable> cases = new LinkedHashMap<>();

  private void structures() {
    Mlp mlp = Samples.mlp();
    cases.put("null root", () -> Tree.flatten(null));
    cases.put(
        "null component",
        () ->
            Tree.leaves(
                new Mlp(new Dense(Samples.leaf(1), null), mlp.out(), mlp.act(), mlp.config())));
    cases.put("null in list", () -> Tree.leaves(Tuple.of(1, Arrays.asList(1, null))));
    cases.put("null row", () -> Tree.leaves(List.of(new Object[] {new int[][][] {{{1}, null}}})));
    Map<String, Object> holes = new HashMap<>();
    holes.put("a", null);
    cases.put("null map value", () -> Tree.leaves(List.of(holes)));
    Map<Object, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    cases.put("null map key", () -> Tree.leaves(List.of(nullKey)));
    List<Object> cycle = new ArrayList<>(List.of(1, mlp));
    cycle.add(Map.of("self", new Pair<>(Samples.leaf(1), cycle)));
    cases.put("cycle", () -> Tree.leaves(cycle));
    cases.put("deep", () -> Tree.leaves(deep(Builder.MAX_DEPTH + 1)));
    cases.put("keys without order", () -> Tree.leaves(List.of(Map.of(1, 1, "a", 2))));
    cases.put("array in set", () -> Tree.leaves(new Pair<>(1, Set.of(Samples.leaf(1)))));
    cases.put("array as key", () -> Tree.leaves(new Pair<>(1, Map.of(Samples.leaf(1), 1))));
    cases.put("deque", () -> Tree.leaves(new Pair<>(1, new ArrayDeque<>())));
    cases.put("char array", () -> Tree.leaves(new Pair<>(1, new char[2][2])));
    cases.put("stream", () -> Tree.leaves(Stream.from(1)));
    cases.put("support null", () -> Tree.leaves(List.of(new Liar(null))));
    cases.put(
        "children null",
        () -> Tree.leaves(List.of(new Liar(TreeSupport.of(Liar.class, _ -> null, _ -> null)))));
    cases.put(
        "rebuilt null",
        () ->
            Tree.map(
                (Leaf x) -> x, new Liar(TreeSupport.of(Liar.class, _ -> List.of(1), _ -> null))));
  }

  private static Object deep(int levels) {
    Object tree = Samples.leaf(1);
    for (int i = 0; i < levels; i++) {
      tree = List.of(tree);
    }
    return tree;
  }

  private void operations() {
    Mlp mlp = Samples.mlp();
    TreeDef structure = Tree.structure(mlp.out());
    cases.put("too few leaves", () -> structure.unflatten(List.of(Samples.leaf(1))));
    cases.put("a leaf for none", () -> Tree.structure(1).unflatten(List.of(1)));
    cases.put("null leaf", () -> structure.unflatten(Arrays.asList(Samples.leaf(1), null)));
    cases.put("no room", () -> Tree.flattenInto(mlp, new Object[3]));
    cases.put("no room to match", () -> structure.flattenIfMatches(mlp, new Object[1]));
    cases.put("misfit", () -> Tree.map((TestLeaf x) -> x.describe(), mlp));
    cases.put("misfit in array", () -> Tree.map((TestLeaf x) -> 1, new Leaf[] {Samples.leaf(1)}));
    cases.put(
        "misfit of a collection",
        () -> Tree.map((Leaf x) -> x, new Lists(new ArrayList<>(List.of(Samples.leaf(1))))));
    cases.put("map to null", () -> Tree.map((Leaf x) -> null, mlp));
    cases.put("map of two", () -> Tree.map((Leaf a, Leaf b) -> a, mlp, mlp.out()));
    cases.put(
        "map of three",
        () ->
            Tree.map(
                (Leaf a, Leaf b, Leaf c) -> a,
                List.of(Samples.leaf(1)),
                List.of(Samples.leaf(1)),
                List.of(2)));
    cases.put("compared", () -> Tree.allClose(mlp, mlp.out(), 0, 0));
    cases.put("transposed", () -> Tree.transpose(structure, structure, List.of(mlp.out())));
    cases.put(
        "typed leaves", () -> Tree.leaves(List.of(Samples.leaf(1), new int[3]), TestLeaf.class));
    cases.put("prefix null", () -> Tree.broadcastPrefix(Arrays.asList(1, null), List.of(1, 2)));
    cases.put(
        "prefix too deep",
        () -> Tree.broadcastPrefix(List.of(List.of(1)), List.of(Samples.leaf(1))));
    cases.put("prefix keys", () -> Tree.broadcastPrefix(Map.of("w", 1), mlp.out()));
    cases.put("prefix length", () -> Tree.broadcastPrefix(List.of(1), List.of(mlp, mlp)));
    cases.put(
        "prefix keys without order",
        () -> Tree.broadcastPrefix(List.of(Map.of(1, 1, "a", 2)), List.of(mlp)));
    cases.put(
        "prefix class",
        () -> Tree.broadcastPrefix(List.of("x"), Tree.structure(List.of(mlp)), Integer.class));
  }

  @Test
  void messagesAreAsInTheGoldenFile() throws IOException {
    structures();
    operations();
    StringBuilder actual = new StringBuilder();
    cases.forEach(
        (name, action) -> {
          JacobeanException e = assertThrows(JacobeanException.class, action, name);
          assertTrue(e.getMessage().startsWith(e.code() + ": "), name);
          actual.append("# ").append(name).append('\n').append(e.getMessage()).append('\n');
        });
    assertEquals(golden("tree-errors.txt"), actual.toString());
  }

  static String golden(String name) throws IOException {
    try (InputStream in = ErrorMessagesTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void errorsOfTheUsersOwnCodePassThrough() {
    record Checked(Object value) {
      Checked {
        if (!(value instanceof Leaf)) {
          throw new IllegalArgumentException("a leaf, please");
        }
      }
    }
    record Casting(Object value) {
      Casting {
        if (value instanceof String) {
          throw new ClassCastException("mine");
        }
      }
    }
    Object checked = new Checked(Samples.leaf(1));
    assertEquals(
        "a leaf, please",
        assertThrows(IllegalArgumentException.class, () -> Tree.map((Leaf x) -> 1, checked))
            .getMessage());
    Object casting = new Casting(Samples.leaf(1));
    assertEquals(
        "mine",
        assertThrows(ClassCastException.class, () -> Tree.map((Leaf x) -> "", casting))
            .getMessage());
  }
}
