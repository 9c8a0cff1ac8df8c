package org.jacobean.pytrees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Tuple;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jacobean.pytrees.Samples.Config;
import org.jacobean.pytrees.Samples.Pair;

final class RoundTripPropertiesTest {
  private static final LeafCodec CODEC = LeafCodec.primitiveArrays();

  @Provide
  Arbitrary<Object> trees() {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.doubles().array(double[].class).ofMaxSize(4).map(a -> (Object) a),
            Arbitraries.floats().array(float[].class).ofMaxSize(4).map(a -> (Object) a),
            Arbitraries.integers().array(int[].class).ofMaxSize(4).map(a -> (Object) a),
            Arbitraries.longs().array(long[].class).ofMaxSize(4).map(a -> (Object) a));
    Arbitrary<Object> constant =
        Arbitraries.oneOf(
            Arbitraries.integers().map(i -> (Object) i),
            Arbitraries.strings().ofMaxLength(5).map(s -> (Object) s),
            Arbitraries.of(Samples.Act.class).map(a -> (Object) a),
            Arbitraries.integers().map(i -> (Object) new Config(i, "c", 1.5 * i)));
    return Arbitraries.recursive(() -> Arbitraries.oneOf(leaf, constant), this::container, 0, 4);
  }

  private Arbitrary<Object> container(Arbitrary<Object> part) {
    return part.list()
        .ofMaxSize(3)
        .flatMap(parts -> Arbitraries.integers().between(0, 7).map(kind -> container(kind, parts)));
  }

  private static Object container(int kind, List<Object> parts) {
    return switch (kind) {
      case 0 -> List.copyOf(parts);
      case 1 -> io.vavr.collection.Vector.ofAll(parts);
      case 2 -> parts.isEmpty() ? Optional.empty() : Optional.of(parts.getFirst());
      case 3 -> parts.isEmpty() ? Option.none() : Option.some(parts.getFirst());
      case 4 -> new Pair<>(parts.size(), List.copyOf(parts));
      case 5 -> {
        TreeMap<String, Object> map = new TreeMap<>();
        parts.forEach(part -> map.put("k\"" + map.size(), part));
        yield map;
      }
      case 6 -> {
        LinkedHashMap<Integer, Object> map = new LinkedHashMap<>();
        parts.forEach(part -> map.put(-map.size(), part));
        yield map;
      }
      default -> parts.size() == 2 ? Tuple.of(parts.get(0), parts.get(1)) : parts.toArray();
    };
  }

  private static void assertEqualTrees(Object expected, Object actual) {
    assertEquals(Tree.structure(expected), Tree.structure(actual));
    assertTrue(Arrays.deepEquals(Tree.leaves(expected).toArray(), Tree.leaves(actual).toArray()));
  }

  @Property(tries = 300)
  void unflattenInvertsFlatten(@ForAll("trees") Object tree) {
    Tree.Flattened flat = Tree.flatten(tree);
    assertEqualTrees(tree, Tree.unflatten(flat.structure(), flat.leaves()));
    assertEquals(flat.structure().leafCount(), flat.structure().paths().size());
  }

  @Property(tries = 300)
  void matchingDecidesEqualityOfStructures(@ForAll("trees") Object a, @ForAll("trees") Object b) {
    TreeDef left = new TreeDef(Builder.walk(a).root());
    TreeDef right = new TreeDef(Builder.walk(b).root());
    Object[] out = new Object[left.leafCount()];
    boolean matches = left.flattenIfMatches(b, out);
    assertEquals(left.equals(right), matches);
    assertEquals(left.differences(right).isEmpty(), matches);
    assertTrue(!left.equals(right) || left.hashCode() == right.hashCode());
    assertTrue(!matches || Arrays.equals(out, Tree.leaves(b).toArray()));
  }

  @Property(tries = 100)
  void generatedCodeAgreesWithTheWalk(@ForAll("trees") Object a, @ForAll("trees") Object b) {
    TreeDef structure = new TreeDef(Builder.walk(a).root());
    if (!StructureAccess.suits(structure.root())) {
      return;
    }
    StructureAccess access = AccessCompiler.structure(structure.root());
    Object[] out = new Object[structure.leafCount()];
    assertTrue(access.match(a, out));
    assertTrue(Arrays.equals(out, Tree.leaves(a).toArray()));
    assertEqualTrees(a, access.make(out));
    assertEquals(structure.equals(new TreeDef(Builder.walk(b).root())), access.match(b, out));
  }

  @Property(tries = 200)
  void binaryKeepsEveryTree(@ForAll("trees") Object tree) {
    assertEqualTrees(tree, TreeBinary.fromBytes(TreeBinary.toBytes(tree, CODEC), tree, CODEC));
  }

  @Property(tries = 200)
  void jsonKeepsEveryTree(@ForAll("trees") Object tree) {
    assertEqualTrees(tree, TreeJson.fromText(TreeJson.toText(tree, CODEC), tree, CODEC));
  }

  @Property(tries = 100)
  void transposingTwiceGivesTheTreeBack(
      @ForAll("trees") Object outer, @ForAll("trees") Object inner) {
    TreeDef out = Tree.structure(outer);
    TreeDef in = Tree.structure(inner);
    if (out.leafCount() == 0 || in.leafCount() == 0) {
      return;
    }
    Object nested = generic(out, in);
    if (nested != null) {
      Object back = Tree.transpose(in, out, Tree.transpose(out, in, nested));
      assertEqualTrees(nested, back);
    }
  }

  /** An outer tree of inner trees, or null where the outer tree has typed places for its leaves. */
  private static Object generic(TreeDef outer, TreeDef inner) {
    Object[] inners = new Object[outer.leafCount()];
    for (int i = 0; i < inners.length; i++) {
      Object[] leaves = new Object[inner.leafCount()];
      Arrays.setAll(leaves, j -> new int[] {j});
      inners[i] = inner.unflatten(Arrays.asList(leaves));
    }
    return outer.unflatten(Arrays.asList(inners));
  }
}
