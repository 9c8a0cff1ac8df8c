package org.jacobean.testing;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ad.Linearize;
import org.jacobean.ad.Transposition;
import org.jacobean.batch.Batching;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.JaxprChecker;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jacobean.transforms.Transforms;
import org.jspecify.annotations.Nullable;

/**
 * Random programs, and random stacks of transformations of them, agree on both engines. A fixed
 * sample; {@link ManyRandomProgramsPropertiesTest} draws others.
 */
class RandomProgramsPropertiesTest {
  private static final double TOLERANCE = 1e-8;

  private static void agree(String what, UnaryOperator<List<NDArray>> f, List<NDArray> x) {
    ClosedJaxpr closed = Engines.trace(f, x);
    JaxprChecker.check(closed);
    List<NDArray> expected = Engines.onReference(closed, x);
    List<NDArray> actual = Engines.onCompiled(closed, x);
    for (int i = 0; i < expected.size(); i++) {
      String context = what + " result " + i + " of\n" + closed + "\nat " + x;
      Engines.assertClose(context, expected.get(i), actual.get(i), TOLERANCE);
    }
  }

  @Property(tries = 40, seed = "1", shrinking = ShrinkingMode.OFF)
  void valuesAgree(@ForAll long seed, @ForAll @IntRange(min = 3, max = 12) int steps) {
    RandomProgram p = new RandomProgram(seed, steps, true);
    agree(p.toString(), p::apply, p.arguments());
  }

  @Property(tries = 25, seed = "2", shrinking = ShrinkingMode.OFF)
  void gradientsAgree(@ForAll long seed, @ForAll @IntRange(min = 3, max = 9) int steps) {
    RandomProgram p = new RandomProgram(seed, steps, false);
    agree(p.toString(), x -> gradient(p, x), p.arguments());
  }

  private static List<NDArray> gradient(RandomProgram p, List<NDArray> x) {
    ClosedJaxpr f = Engines.trace(a -> List.of(p.loss(a)), x);
    boolean[] all = new boolean[x.size()];
    Arrays.fill(all, true);
    var linear = Linearize.linearize(f, x, all);
    NDArray one = Lax.full(DType.FLOAT64, Shape.SCALAR, 1);
    List<@Nullable NDArray> g = Transposition.transpose(linear.tangentMap(), List.of(one));
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      NDArray c = g.get(i);
      out.add(c == null ? Lax.zerosLike(x.get(i)) : c);
    }
    return out;
  }

  /** A map of programs is a loop over its examples. */
  @Property(tries = 15, seed = "3", shrinking = ShrinkingMode.OFF)
  void mapsAreLoops(@ForAll long seed, @ForAll @IntRange(min = 3, max = 9) int steps) {
    RandomProgram p = new RandomProgram(seed, steps, true);
    List<NDArray> x = new ArrayList<>(p.arguments());
    x.set(0, RandomProgram.sample(new Random(seed), x.get(0).shape().dims()));
    List<NDArray> args = new ArrayList<>(p.arguments());
    args.add(x.get(0));
    List<NDArray> both =
        Engines.onCompiled(
            Engines.trace(
                a -> {
                  List<NDArray> first = a.subList(0, a.size() - 1);
                  List<NDArray> second = new ArrayList<>(first);
                  second.set(0, a.getLast());
                  List<Batching.Batched> in = new ArrayList<>();
                  first.forEach(v -> in.add(new Batching.Batched(v, Batching.NOT_MAPPED)));
                  NDArray pair = stack(List.of(first.get(0), second.get(0)));
                  in.set(0, new Batching.Batched(pair, 0));
                  ClosedJaxpr f = Engines.trace(p::apply, first);
                  List<NDArray> out = new ArrayList<>();
                  List<NDArray> y0 = Tracing.eval(f, first);
                  List<NDArray> y1 = Tracing.eval(f, second);
                  List<Batching.Batched> y = Batching.eval(f, 2, in);
                  for (int i = 0; i < y.size(); i++) {
                    boolean mapped = y.get(i).axis() != Batching.NOT_MAPPED;
                    NDArray m = y.get(i).array();
                    out.add(mapped ? Lax.moveAxis(m, y.get(i).axis(), 0) : stack(List.of(m, m)));
                    out.add(stack(List.of(y0.get(i), y1.get(i))));
                  }
                  return out;
                },
                args),
            args);
    for (int i = 0; i < both.size(); i += 2) {
      Engines.assertClose(p + " result " + i / 2, both.get(i + 1), both.get(i), TOLERANCE);
    }
  }

  private static NDArray stack(List<NDArray> parts) {
    return Lax.concatenate(parts.stream().map(a -> Lax.expandDims(a, Axes.of(0))).toList(), 0);
  }

  /** Stacks of jit, vmap, jvp and grad of depth up to 3 around the loss of a program. */
  @Property(tries = 25, seed = "4", shrinking = ShrinkingMode.OFF)
  void stacksAgree(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 6) int steps,
      @ForAll @IntRange(min = 1, max = 3) int depth) {
    RandomProgram p = new RandomProgram(seed, steps, false);
    List<NDArray> x = p.arguments();
    Function1<NDArray, NDArray> f =
        v -> {
          List<NDArray> a = new ArrayList<>(x);
          a.set(0, v);
          return p.loss(a);
        };
    StringBuilder name = new StringBuilder(p.toString());
    Random r = new Random(seed ^ 0x5EED);
    for (int i = 0; i < depth; i++) {
      f = wrap(r.nextInt(4), f, x.get(0), name);
    }
    Function1<NDArray, NDArray> g = f;
    agree(name.toString(), a -> List.of(g.apply(a.get(0))), x.subList(0, 1));
  }

  /** Each gives again a scalar of an array. */
  private static Function1<NDArray, NDArray> wrap(
      int kind, Function1<NDArray, NDArray> f, NDArray like, StringBuilder name) {
    NDArray v = RandomProgram.sample(new Random(99), like.shape().dims());
    name.append(List.of(" jit", " vmap", " jvp", " grad").get(kind));
    return switch (kind) {
      case 0 -> Transforms.jit(f);
      case 1 ->
          x ->
              Transforms.vmap((NDArray s) -> f.apply(Lax.mul(x, s)))
                  .apply(NDArray.of(new double[] {1, -0.5, 0.25}))
                  .sum();
      case 2 -> x -> Transforms.jvp(f, x, v).tangent();
      default -> x -> Lax.mul(Transforms.grad(f).apply(x), v).sum();
    };
  }
}
