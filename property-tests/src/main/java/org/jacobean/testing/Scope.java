package org.jacobean.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Shape;

/** The values that are visible at a place of a program under construction. */
final class Scope {
  final Random random;
  final ProgramFeatures features;
  final int nesting;
  final List<NDArray> values;
  final Fitting fitting;

  Scope(Random random, ProgramFeatures features, int nesting, List<NDArray> values) {
    this.random = random;
    this.features = features;
    this.nesting = nesting;
    this.values = new ArrayList<>(values);
    this.fitting = new Fitting(random);
  }

  /** A value, a recent one as a rule. */
  NDArray pick() {
    int n = values.size();
    return values.get(
        random.nextInt(3) == 0 ? random.nextInt(n) : n - 1 - random.nextInt(Math.min(3, n)));
  }

  /** A value of the main dtype; of a picked value's shape. */
  NDArray pickMain() {
    NDArray v = pick();
    return v.dtype() == features.main()
        ? v
        : fitting.to(v, new AbstractValue(features.main(), v.shape()));
  }

  /** A value of the operand's type and range; now and then one that is the same in every call. */
  NDArray operand(Operand wanted) {
    return random.nextInt(8) == 0 ? wanted.sample(random) : fitting.to(pick(), wanted);
  }

  NDArray operand(AbstractValue type) {
    return operand(Fitting.range(type));
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  AbstractValue main(int... dims) {
    return AbstractValue.of(features.main(), dims);
  }

  /** A small shape, of length 0 at times. */
  Shape shape(int maxRank) {
    int[] dims = new int[random.nextInt(maxRank + 1)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = oneIn(40) ? 0 : 1 + random.nextInt(3);
    }
    return Shape.of(dims);
  }

  /**
   * A function with a body of a few random steps that may use the values of this scope. Called
   * again, it takes the same steps.
   */
  Function<List<NDArray>, List<NDArray>> body(
      ProgramFeatures allowed, List<AbstractValue> results) {
    long seed = random.nextLong();
    boolean captures = oneIn(2);
    return args -> {
      Random r = new Random(seed);
      List<NDArray> visible = new ArrayList<>();
      if (captures || args.isEmpty()) {
        visible.addAll(values.subList(Math.max(0, values.size() - 3), values.size()));
      }
      visible.addAll(args);
      Scope inner = new Scope(r, allowed, nesting + 1, visible);
      ProgramGenerator.steps(inner, 1 + r.nextInt(3));
      List<NDArray> out = new ArrayList<>();
      for (AbstractValue t : results) {
        out.add(inner.fitting.to(inner.pick(), t));
      }
      return List.copyOf(out);
    };
  }

  Function<List<NDArray>, List<NDArray>> body(List<AbstractValue> results) {
    return body(features, results);
  }
}
