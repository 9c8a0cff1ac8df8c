package org.jacobean.pytrees;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Times flattening and rebuilding on hot code; run its {@code main}.
 *
 * <p>Each figure is the time of the fastest fifth of many short rounds, after as many to warm up,
 * so that other work on the machine does not count. The values alternate between two instances,
 * which keeps the compiler from hoisting the work.
 */
final class TreeBenchmark {
  record Ten(Leaf a, Leaf b, Leaf c, Leaf d, Leaf e, Leaf f, Leaf g, Leaf h, Leaf i, Leaf j) {}

  record Dense<W>(W w, W b) {}

  record Mlp(
      Dense<Leaf> one,
      Dense<Leaf> two,
      Dense<Leaf> three,
      Dense<Leaf> four,
      Dense<Leaf> five,
      String name,
      int size) {}

  private static final int ROUNDS = 600;
  private static final int PER_ROUND = 10_000;
  private static Object sink = "";

  private TreeBenchmark() {}

  public static void main(String[] args) {
    Object[] flat = {ten(0), ten(1)};
    Object[] nested = {mlp(0), mlp(1)};
    Object[] lists = {list(0), list(1)};
    for (int pass = 0; pass < 2; pass++) {
      measure("record of 10 leaves", flat);
      measure("record of 5 records of 2 leaves and 2 static values", nested);
      measure("list of 10 leaves", lists);
      System.out.println();
    }
  }

  private static void measure(String name, Object[] trees) {
    TreeDef structure = Tree.structure(trees[0]);
    List<Object> leaves = Tree.leaves(trees[0]);
    Object[] out = new Object[leaves.size()];
    System.out.printf(
        "%-52s flatten %5.0f ns, flattenIfMatches %5.0f ns, flattenInto %5.0f ns, unflatten %5.0f"
            + " ns%n",
        name,
        time(i -> Tree.flatten(trees[i & 1])),
        time(i -> structure.flattenIfMatches(trees[i & 1], out)),
        time(i -> Tree.flattenInto(trees[i & 1], out)),
        time(_ -> structure.unflatten(leaves)));
  }

  private static double time(IntFunction<Object> operation) {
    double[] nanos = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < PER_ROUND; i++) {
        sink = operation.apply(i);
      }
      nanos[round] = (System.nanoTime() - start) / (double) PER_ROUND;
    }
    Arrays.sort(nanos, ROUNDS / 2, ROUNDS);
    return nanos[ROUNDS / 2 + ROUNDS / 10];
  }

  private static Leaf leaf(int seed) {
    return seed % 2 == 0 ? new TestLeaf(1, 2) : new TestLeaf(3);
  }

  private static Ten ten(int s) {
    return new Ten(
        leaf(s), leaf(s), leaf(s), leaf(s), leaf(s), leaf(s), leaf(s), leaf(s), leaf(s), leaf(s));
  }

  private static Mlp mlp(int s) {
    Dense<Leaf> dense = new Dense<>(leaf(s), leaf(s + 1));
    return new Mlp(dense, dense, dense, dense, dense, "net", 300);
  }

  private static List<Leaf> list(int s) {
    return java.util.stream.IntStream.range(s, s + 10).mapToObj(TreeBenchmark::leaf).toList();
  }
}
