package org.jacobean.pytrees;

import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Trees for the tests. */
final class Samples {
  enum Act {
    RELU,
    TANH {
      @Override
      public String toString() {
        return "tanh!";
      }
    }
  }

  record Dense(Leaf w, Leaf b) {}

  record Pair<A, B>(A first, B second) {}

  record Config(int width, String name, double rate) {}

  record Mlp(Dense hidden, Dense out, Act act, Config config) {}

  record Empty() {}

  sealed interface Shape permits Disc, Box {}

  record Disc(Leaf radius) implements Shape {}

  record Box(Leaf width, Leaf height) implements Shape {}

  private record Hidden(double[] data, int[][] table) {}

  private Samples() {}

  static TestLeaf leaf(double... elements) {
    return new TestLeaf(elements);
  }

  static Mlp mlp() {
    return new Mlp(
        new Dense(leaf(1), leaf(2)),
        new Dense(leaf(3), leaf(4)),
        Act.RELU,
        new Config(3, "net", 0.5));
  }

  static Object hidden() {
    return new Hidden(new double[] {1}, new int[][] {{1}, {2, 3}});
  }

  /** One tree of every kind, without primitive arrays, so that equals compares them. */
  static List<Object> all() {
    TestLeaf a = leaf(1);
    TestLeaf b = leaf(2, 3);
    Function1<Integer, Integer> function = x -> x + 1;
    EnumMap<Act, Object> byAct = new EnumMap<>(Act.class);
    byAct.put(Act.TANH, a);
    byAct.put(Act.RELU, b);
    LinkedHashMap<String, Object> linked = new LinkedHashMap<>();
    linked.put("z", a);
    linked.put("a", b);
    TreeMap<String, Object> reverse = new TreeMap<>(Collections.reverseOrder());
    reverse.put("a", a);
    reverse.put("b", b);
    record Local(Leaf x, Shape shape) {}
    return List.of(
        a,
        3,
        "text",
        Act.TANH,
        function,
        mlp(),
        new Empty(),
        new Local(a, new Disc(b)),
        new Pair<>(new Pair<>(a, List.of(b)), new Box(a, b)),
        List.of(a, b, 3),
        List.of(),
        new ArrayList<>(List.of(a, b)),
        new LinkedList<>(List.of(a, b)),
        Map.of("y", a, "x", b),
        Map.of(),
        linked,
        reverse,
        byAct,
        new EnumMap<>(Act.class),
        Map.entry("k", a),
        Optional.of(a),
        Optional.empty(),
        Set.of(1, 2, 3),
        new TreeMap<>(Map.of(2, a, 1, b)),
        Tuple.empty(),
        Tuple.of(a),
        Tuple.of(a, 1),
        Tuple.of(a, 1, b),
        Tuple.of(a, 1, b, 2),
        Tuple.of(a, 1, b, 2, 3),
        Tuple.of(a, 1, b, 2, 3, 4),
        Tuple.of(a, 1, b, 2, 3, 4, 5),
        Tuple.of(a, 1, b, 2, 3, 4, 5, a),
        io.vavr.collection.List.of(a, b),
        io.vavr.collection.List.empty(),
        io.vavr.collection.Vector.of(a, b),
        io.vavr.collection.Array.of(a, b),
        io.vavr.collection.Queue.of(a, b),
        io.vavr.collection.HashMap.of("y", a, "x", b),
        io.vavr.collection.LinkedHashMap.of("y", a, "x", b),
        io.vavr.collection.TreeMap.of("y", a, "x", b),
        io.vavr.collection.HashSet.of(1, 2),
        io.vavr.collection.CharSeq.of("abc"),
        Option.some(a),
        Option.none(),
        Either.left(a),
        Either.right(b),
        new Polynomial(a, "x"),
        new Interval(1, a));
  }
}
