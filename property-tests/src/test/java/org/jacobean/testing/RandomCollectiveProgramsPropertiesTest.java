package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.ir.op.ReduceOp;
import org.jacobean.lax.Lax;

/**
 * Random programs with collectives in loops, branches and jitted functions: mapped over a named
 * axis they are what they mean for a list of participants, and so are their derivatives, taken
 * outside the map or inside.
 */
class RandomCollectiveProgramsPropertiesTest {
  /** Participants, and the length of the vector that each has. */
  private static final int N = 3;

  /** A program from one vector to one vector. */
  sealed interface Program {}

  /** The argument, or the carry of the loop around. */
  record X() implements Program {}

  /** An operation on one vector. */
  record One(Op op, Program x) implements Program {}

  /** {@code sin(a) * b + a}. */
  record Two(Program a, Program b) implements Program {}

  /** Three times {@code body}, starting with {@code x}. */
  record Loop(Program body, Program x) implements Program {}

  /** One of two programs on {@code x}, as all participants together choose. */
  record Choice(Program yes, Program no, Program x) implements Program {}

  /** The program on {@code x}, as a function of its own. */
  record Call(How how, Program body, Program x) implements Program {}

  /** What that function is. */
  enum How {
    JIT,
    CHECKPOINT,
    CUSTOM_JVP
  }

  /** What programs are made of. */
  enum Op {
    SIN,
    PSUM,
    PMEAN,
    PMAX,
    PMIN,
    SHIFT,
    SEND,
    GATHER,
    SCATTER,
    EXCHANGE,
    SOURCE,
    INDEX
  }

  // ---------------------------------------------------------------- mapped

  private static NDArray mapped(Program p, NDArray x) {
    return switch (p) {
      case X() -> x;
      case One(var op, var a) -> mapped(op, mapped(a, x));
      case Two(var a, var b) -> {
        NDArray v = mapped(a, x);
        yield v.sin().mul(mapped(b, x)).add(v);
      }
      case Loop(var body, var a) -> foriLoop(0, 3, (_, c) -> mapped(body, c).sin(), mapped(a, x));
      case Choice(var yes, var no, var a) -> {
        NDArray v = mapped(a, x);
        yield cond(psum(v.sum(), "i").gt(0), u -> mapped(yes, u), u -> mapped(no, u), v);
      }
      case Call(var how, var body, var a) -> {
        Function1<NDArray, NDArray> f = v -> mapped(body, v);
        Function1<NDArray, NDArray> called =
            switch (how) {
              case JIT -> jit(f);
              case CHECKPOINT -> checkpoint(f);
              case CUSTOM_JVP -> customJvp(f, (NDArray v, NDArray t) -> jvp(f, v, t));
            };
        yield called.apply(mapped(a, x));
      }
    };
  }

  private static NDArray mapped(Op op, NDArray x) {
    return switch (op) {
      case SIN -> x.sin();
      case PSUM -> psum(x, "i");
      case PMEAN -> pmean(x, "i");
      case PMAX -> pmax(x, "i");
      case PMIN -> pmin(x, "i");
      case SHIFT -> pshuffle(x, "i", 2, 0, 1);
      case SEND -> ppermute(x, "i", new int[] {0, 2});
      case GATHER -> allGather(x, "i", 1, false).sin().sum(0);
      case SCATTER -> psumScatter(x.mul(x), "i", 0, false).mul(x);
      case EXCHANGE -> allToAll(x, "i", 0, 0, false);
      case SOURCE -> pbroadcast(x, "i", 1);
      case INDEX -> x.mul(axisIndex("i").add(0.5));
    };
  }

  // ---------------------------------------------------------------- as lists

  private static List<NDArray> lists(Program p, List<NDArray> x) {
    return switch (p) {
      case X() -> x;
      case One(var op, var a) -> lists(op, lists(a, x));
      case Two(var a, var b) -> {
        List<NDArray> u = lists(a, x);
        List<NDArray> v = lists(b, x);
        List<NDArray> out = new ArrayList<>();
        for (int k = 0; k < N; k++) {
          out.add(u.get(k).sin().mul(v.get(k)).add(u.get(k)));
        }
        yield out;
      }
      case Loop(var body, var a) -> {
        List<NDArray> c = lists(a, x);
        for (int step = 0; step < 3; step++) {
          c = each(lists(body, c), v -> v.sin());
        }
        yield c;
      }
      case Choice(var yes, var no, var a) -> {
        List<NDArray> v = lists(a, x);
        NDArray choose = sum(v).sum().gt(0);
        List<NDArray> y = lists(yes, v);
        List<NDArray> n = lists(no, v);
        List<NDArray> out = new ArrayList<>();
        for (int k = 0; k < N; k++) {
          out.add(Lax.select(choose, y.get(k), n.get(k)));
        }
        yield out;
      }
      case Call(_, var body, var a) -> lists(body, lists(a, x));
    };
  }

  private static List<NDArray> lists(Op op, List<NDArray> x) {
    return switch (op) {
      case SIN -> each(x, v -> v.sin());
      case PSUM -> all(sum(x));
      case PMEAN -> all(sum(x).div(N));
      case PMAX -> all(Lax.reduce(ReduceOp.MAX, Participants.stack(x, 0), Axes.of(0)));
      case PMIN -> all(Lax.reduce(ReduceOp.MIN, Participants.stack(x, 0), Axes.of(0)));
      case SHIFT -> List.of(x.get(2), x.get(0), x.get(1));
      case SEND -> List.of(Lax.zerosLike(x.get(0)), Lax.zerosLike(x.get(1)), x.get(0));
      case GATHER -> all(Participants.stack(x, 1).sin().sum(0));
      case SCATTER -> {
        NDArray s = sum(each(x, v -> v.mul(v)));
        List<NDArray> out = new ArrayList<>();
        for (int k = 0; k < N; k++) {
          out.add(element(s, k).mul(x.get(k)));
        }
        yield out;
      }
      case EXCHANGE -> {
        List<NDArray> out = new ArrayList<>();
        for (int k = 0; k < N; k++) {
          int at = k;
          out.add(Participants.stack(each(x, v -> element(v, at)), 0));
        }
        yield out;
      }
      case SOURCE -> all(x.get(1));
      case INDEX -> {
        List<NDArray> out = new ArrayList<>();
        for (int k = 0; k < N; k++) {
          out.add(x.get(k).mul(k + 0.5));
        }
        yield out;
      }
    };
  }

  private static List<NDArray> each(List<NDArray> x, UnaryOperator<NDArray> f) {
    return x.stream().map(f).toList();
  }

  private static List<NDArray> all(NDArray x) {
    return Collections.nCopies(N, x);
  }

  private static NDArray sum(List<NDArray> x) {
    return x.stream().reduce(NDArray::add).orElseThrow();
  }

  private static NDArray element(NDArray x, int k) {
    return Lax.squeeze(Lax.sliceInDim(x, k, k + 1, 1, 0), Axes.of(0));
  }

  private static NDArray meant(Program p, NDArray x) {
    List<NDArray> parts = new ArrayList<>();
    for (int k = 0; k < N; k++) {
      parts.add(element(x, k));
    }
    return Participants.stack(lists(p, parts), 0);
  }

  // ---------------------------------------------------------------- the property

  @Provide
  Arbitrary<Program> programs() {
    return programs(3);
  }

  @Provide
  Arbitrary<Program> deepPrograms() {
    return programs(5);
  }

  private static Arbitrary<Program> programs(int depth) {
    if (depth == 0) {
      return Arbitraries.of(new X());
    }
    Arbitrary<Program> inner = Arbitraries.lazy(() -> programs(depth - 1));
    Arbitrary<Op> ops = Arbitraries.of(Op.class);
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.of(new X())),
        Tuple.of(6, Combinators.combine(ops, inner).as(One::new)),
        Tuple.of(3, Combinators.combine(inner, inner).as(Two::new)),
        Tuple.of(2, Combinators.combine(inner, inner).as(Loop::new)),
        Tuple.of(1, Combinators.combine(inner, inner, inner).as(Choice::new)),
        Tuple.of(2, Combinators.combine(Arbitraries.of(How.class), inner, inner).as(Call::new)));
  }

  @Provide
  Arbitrary<double[]> points() {
    return Arbitraries.doubles().between(-1.2, 1.2).ofScale(3).array(double[].class).ofSize(N * N);
  }

  // The same programs each time: a change is judged by what it changes.
  @Property(tries = 300, seed = "-6021496655947240165")
  @Tag("slow")
  void alsoForDeepPrograms(@ForAll("deepPrograms") Program p, @ForAll("points") double[] point) {
    mappingIsActingOnAList(p, point);
  }

  @Property(tries = 20)
  void mappingIsActingOnAList(@ForAll("programs") Program p, @ForAll("points") double[] point) {
    NDArray x = NDArray.of(DType.FLOAT64, point, org.jacobean.Shape.of(N, N));
    Function1<NDArray, NDArray> one = v -> mapped(p, v);
    Function1<NDArray, NDArray> map = vmap(one, "i");
    Function1<NDArray, NDArray> loss = v -> meant(p, v).sin().sum();
    NDArray gradient = grad(loss).apply(x);
    NDArray nearby = x.mul(1 + 1e-13);
    Assume.that(
        differ(gradient, grad(loss).apply(nearby)) < 1e-8
            && differ(meant(p, x), meant(p, nearby)) < 1e-8);
    close("value", meant(p, x), map.apply(x));
    close("gradient", gradient, grad((NDArray v) -> map.apply(v).sin().sum()).apply(x));
    Function1<NDArray, NDArray> inside = vmap(grad((NDArray v) -> mapped(p, v).sin().sum()), "i");
    close("gradient inside", gradient, inside.apply(x));
    NDArray two = Participants.stack(List.of(x, x.mul(0.5)), 1);
    Function1<NDArray, NDArray> twice = vmap(vmap(one, "j"), "i");
    NDArray both = Participants.stack(List.of(meant(p, x), meant(p, x.mul(0.5))), 1);
    close("another axis inside", both, jit(twice).apply(two));
    NDArray t = x.cos();
    NDArray tangent = jvp((NDArray v) -> meant(p, v), x, t).tangent();
    close("tangent", tangent, jvp(map, x, t).tangent());
    close(
        "tangent inside",
        tangent,
        vmap((NDArray v, NDArray d) -> jvp(one, v, d).tangent(), "i").apply(x, t));
  }

  /**
   * By how much two results differ, relatively. Nested cubes and sines of large numbers turn the
   * rounding of a sum in another order into any number; such programs say nothing.
   */
  private static double differ(NDArray a, NDArray b) {
    return a.sub(b).abs().max().item() / (1 + a.abs().max().item());
  }

  private static void close(String what, NDArray expected, NDArray actual) {
    Engines.assertClose(what, expected.toComplexArray(), actual.toComplexArray(), 1e-9);
  }
}
