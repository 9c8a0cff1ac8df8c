package org.jacobean.testing;

import static org.jacobean.check.Checkify.check;
import static org.jacobean.check.Checkify.checkify;
import static org.jacobean.transforms.Transforms.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.check.CheckError;
import org.jacobean.check.CheckKind;
import org.jacobean.check.Checkify;
import org.jacobean.errors.CheckException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.op.GatherDims;
import org.jacobean.ir.op.IndexMode;
import org.jacobean.lax.Lax;
import org.junit.jupiter.api.Test;

/** Errors as values: the first one, with its step, through every transformation. */
class CheckifyTest {
  private static final Set<CheckKind> INDEX = Set.of(CheckKind.INDEX);

  private static NDArray f32(double... v) {
    return NDArray.of(DType.FLOAT32, v, Shape.of(v.length));
  }

  private static NDArray scalar(double v) {
    return f32(v).reshape();
  }

  private static NDArray i32(int v) {
    return NDArray.of(new int[] {v}).reshape();
  }

  private static NDArray root(NDArray x) {
    check(x.ge(0), "{} is negative", x);
    check(x.lt(100), "{:.1f} is too large", x);
    return x.sqrt();
  }

  private static <R> String error(Tuple2<CheckError, R> out) {
    return out._1().get().orElse("");
  }

  @Test
  void theFirstFailureIsTheError() {
    Function1<NDArray, Tuple2<CheckError, NDArray>> f = checkify(CheckifyTest::root);
    for (var g : List.of(f, jit(f), checkify(jit((NDArray x) -> root(x))))) {
      assertEquals(Optional.empty(), g.apply(scalar(4))._1().get());
      assertEquals(2, g.apply(scalar(4))._2().item());
      assertEquals("-1.0 is negative", error(g.apply(scalar(-1))));
      assertEquals("144.0 is too large", error(g.apply(scalar(144))));
      CheckException e =
          assertThrows(CheckException.class, () -> g.apply(scalar(-1))._1().throwIfError());
      assertEquals("JX0340", e.code());
      assertTrue(e.getMessage().contains("(CheckifyTest.root)"), e.getMessage());
      g.apply(scalar(1))._1().throwIfError();
    }
  }

  @Test
  void withoutCheckifyTheCallFails() {
    Function1<NDArray, NDArray> f = CheckifyTest::root;
    for (Function1<NDArray, NDArray> g : List.of(f, jit(f), grad(f), jit(grad(f)))) {
      JacobeanException e = assertThrows(CheckException.class, () -> g.apply(scalar(-1)));
      assertEquals("JX0340", e.code());
      assertTrue(e.getMessage().startsWith("JX0340: -1.0 is negative"), e.getMessage());
    }
    for (Function1<NDArray, NDArray> g : List.of(vmap(f), jit(vmap(f)), vmap(jit(f)))) {
      JacobeanException e = assertThrows(CheckException.class, () -> g.apply(f32(1, 2, -3)));
      assertTrue(e.getMessage().startsWith("JX0340: -3.0 is negative (example 2)"), e.getMessage());
      assertEquals(1, g.apply(f32(1)).toDoubleArray()[0]);
    }
  }

  @Test
  void examplesHaveErrorsOfTheirOwn() {
    Function1<NDArray, NDArray> f = CheckifyTest::root;
    NDArray x = f32(1, -2, 200);
    for (var g : List.of(vmap(checkify(f)), jit(vmap(checkify(f))), vmap(jit(checkify(f))))) {
      List<String> lines = error(g.apply(x)).lines().toList();
      assertEquals(2, lines.size());
      assertTrue(lines.get(0).startsWith("example 1: -2.0 is negative at "), lines.get(0));
      assertTrue(lines.get(1).startsWith("example 2: 200.0 is too large at "), lines.get(1));
      assertEquals("", error(g.apply(f32(1, 2, 3))));
    }
    assertEquals("-2.0 is negative (example 1)", error(checkify(vmap(f)).apply(x)));
    assertEquals("-2.0 is negative (example 1)", error(jit(checkify(vmap(jit(f)))).apply(x)));
    assertEquals(
        "-2.0 is negative (example 0, 1)", error(checkify(vmap(vmap(f))).apply(x.reshape(1, 3))));
  }

  private static NDArray countdown(NDArray x) {
    return scan(
            (NDArray c, NDArray i) -> {
              check(c.gt(0), "{} at {}", c, i);
              return Tuple.of(c.sub(1), c);
            },
            x,
            NDArray.of(new int[] {10, 11, 12, 13}, 4))
        ._1();
  }

  @Test
  void loopsKeepTheFirstErrorAndItsStep() {
    Function1<NDArray, NDArray> f = CheckifyTest::countdown;
    for (var g : List.of(checkify(f), jit(checkify(f)), checkify(jit(f)))) {
      assertEquals("0.0 at 12; step 2 of scan", error(g.apply(scalar(2))));
      assertEquals("", error(g.apply(scalar(9))));
      assertEquals(5, g.apply(scalar(9))._2().item());
    }
    assertEquals(
        "0.0 at 12 (example 1); step 2 of scan", error(checkify(vmap(f)).apply(f32(8, 2))));
    List<String> each = error(vmap(checkify(f)).apply(f32(1, 9, 2))).lines().toList();
    assertTrue(each.get(0).startsWith("example 0: 0.0 at 11; step 1 of scan"), each.get(0));
    assertTrue(each.get(1).startsWith("example 2: 0.0 at 12; step 2 of scan"), each.get(1));
  }

  @Test
  void whileLoopsCheckTheirTestsAndSteps() {
    Function1<NDArray, NDArray> f =
        x ->
            whileLoop(
                c -> {
                  check(c.ne(3), "test of {}", c);
                  return c.lt(5);
                },
                c -> {
                  check(c.ne(1.5), "step from {}", c);
                  return c.add(1);
                },
                x);
    for (var g : List.of(checkify(f), jit(checkify(f)))) {
      assertEquals("test of 3.0; step 2 of while", error(g.apply(scalar(1))));
      assertEquals("test of 3.0; step 0 of while", error(g.apply(scalar(3))));
      assertEquals("step from 1.5; step 1 of while", error(g.apply(scalar(0.5))));
      assertEquals("", error(g.apply(scalar(0.25))));
      assertEquals(5.25, g.apply(scalar(0.25))._2().item());
    }
    assertEquals(
        "step from 1.5 (example 1); step 1 of while",
        error(checkify(vmap(f)).apply(f32(0.25, 0.5))));
  }

  @Test
  void onlyTheTakenBranchIsChecked() {
    Function1<NDArray, NDArray> f =
        x ->
            cond(
                x.gt(0),
                () -> {
                  check(x.lt(5), "large {}", x);
                  return x;
                },
                () -> {
                  check(x.gt(-5), "small {}", x);
                  check(x.ne(-1), "minus one");
                  return x.neg();
                });
    for (var g : List.of(checkify(f), jit(checkify(f)))) {
      assertEquals("large 7.0", error(g.apply(scalar(7))));
      assertEquals("small -7.0", error(g.apply(scalar(-7))));
      assertEquals("minus one", error(g.apply(scalar(-1))));
      assertEquals("", error(g.apply(scalar(1))));
    }
    assertEquals("", error(checkify(vmap(f)).apply(f32(3, -3))));
    assertEquals("small -7.0 (example 1)", error(checkify(vmap(f)).apply(f32(3, -7))));
  }

  @Test
  void indicesAreChecked() {
    NDArray x = f32(1, 2, 3, 4, 5);
    Function1<NDArray, NDArray> slice = i -> Lax.dynamicSlice(x, List.of(i), Shape.of(2));
    Function1<NDArray, NDArray> update = i -> Lax.dynamicUpdateSlice(x, f32(1, 2), List.of(i));
    Function1<NDArray, NDArray> gather =
        i ->
            Lax.gather(
                x,
                i.reshape(1),
                new GatherDims(Axes.of(0), Axes.NONE, Axes.of(0)),
                Shape.of(2),
                IndexMode.CLIP);
    for (Function1<NDArray, NDArray> f : List.of(slice, update, gather)) {
      for (var g : List.of(checkify(f, INDEX), jit(checkify(f, INDEX)))) {
        assertEquals("", error(g.apply(i32(3))));
        String m = error(g.apply(i32(4)));
        assertTrue(
            m.endsWith("index 4 is out of bounds for axis 0, where windows start at 0 to 3"), m);
        assertTrue(error(g.apply(i32(-1))).contains("index -1"));
      }
    }
    assertEquals(
        "JX0343",
        assertThrows(
                CheckException.class,
                () -> checkify(slice, INDEX).apply(i32(9))._1().throwIfError())
            .code());
  }

  @Test
  void divisionsAndNansAreChecked() {
    Function2<NDArray, NDArray, NDArray> div = NDArray::div;
    assertEquals(
        "div of [f32[2], f32[2]]: division by zero",
        error(checkify(div, Checkify.ALL_CHECKS).apply(f32(1, 2), f32(1, 0))));
    assertEquals(
        "div of [i32[], i32[]]: division by zero",
        error(
            checkify((NDArray x, NDArray y) -> Lax.div(x, y), Checkify.FLOAT_CHECKS)
                .apply(i32(1), i32(0))));
    Function1<NDArray, NDArray> log = x -> x.sub(1).log().mul(2);
    assertEquals(
        "log of [f32[2]] gave NaN",
        error(jit(checkify(log, Checkify.FLOAT_CHECKS)).apply(f32(1, 0))));
    assertEquals("", error(checkify(log).apply(f32(1, 0))), "not asked for");
    assertEquals(
        "mul of [f32[], f32[]] gave NaN",
        error(
            checkify(grad((NDArray x) -> x.mul(x).sqrt()), Set.of(CheckKind.NAN))
                .apply(scalar(0))));
  }

  @Test
  void checkedFunctionsHaveDerivatives() {
    Function1<NDArray, NDArray> f = CheckifyTest::root;
    assertEquals("-1.0 is negative", error(checkify(grad(f)).apply(scalar(-1))));
    Function1<NDArray, NDArray> g = x -> checkify(f).apply(x)._2();
    assertEquals(0.25, grad(g).apply(scalar(4)).item());
    assertEquals(0.25, jit(grad(jit(g))).apply(scalar(4)).item());
    Function1<NDArray, NDArray> loop = x -> checkify(CheckifyTest::countdown).apply(x)._2();
    assertEquals(1, grad((NDArray x) -> loop.apply(x)).apply(scalar(9)).item());
    var cube = customJvp((NDArray x) -> root(x), (x, t) -> new org.jacobean.transforms.Jvp<>(x, t));
    assertEquals("-1.0 is negative", error(checkify(cube).apply(scalar(-1))));
    assertEquals(1, grad((NDArray x) -> checkify(cube).apply(x)._2()).apply(scalar(4)).item());
  }

  @Test
  void aCheckedLoopWithAMaximumHasReverseMode() {
    Function1<NDArray, NDArray> doubled =
        x -> whileLoop((NDArray c) -> c.lt(10), (NDArray c) -> c.mul(2), x, 8);
    assertEquals(8, grad((NDArray x) -> checkify(doubled).apply(x)._2()).apply(scalar(1.5)).item());
  }

  @Test
  void checksOfOtherKindsStay() {
    var f = checkify((NDArray x) -> root(x), Checkify.FLOAT_CHECKS);
    assertThrows(CheckException.class, () -> f.apply(scalar(-1)));
    assertFalse(f.apply(scalar(1))._1().get().isPresent());
  }

  @Test
  void predicatesAreBoolScalars() {
    JacobeanException e =
        assertThrows(JacobeanException.class, () -> check(f32(1, 2).gt(0), "all"));
    assertEquals("JX0221", e.code());
  }
}
