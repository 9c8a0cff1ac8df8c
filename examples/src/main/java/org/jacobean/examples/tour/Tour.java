package org.jacobean.examples.tour;

import static org.jacobean.transforms.Transforms.grad;
import static org.jacobean.transforms.Transforms.hessian;
import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.makeJaxpr;
import static org.jacobean.transforms.Transforms.valueAndGrad;
import static org.jacobean.transforms.Transforms.vmap;

import io.vavr.Function1;
import io.vavr.Function2;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import org.jacobean.NDArray;
import org.jacobean.examples.CommandLine;

/** The transformations one after the other, each on a function of a line. */
public final class Tour {
  /** A line: differentiated, mapped and compiled as a whole. */
  record Line(NDArray slope, NDArray intercept) {
    NDArray at(NDArray x) {
      return slope.mul(x).add(intercept);
    }
  }

  private Tour() {}

  /** Prints the tour. */
  public static void main(String[] args) {
    CommandLine.run(() -> run(System.out));
  }

  static void run(PrintStream out) {
    derivatives(out);
    records(out);
    programs(out);
  }

  private static void derivatives(PrintStream out) {
    Function1<NDArray, NDArray> f = x -> x.sin().mul(x);
    NDArray two = NDArray.scalar(2.0);
    out.println("f(x) = x sin x");
    show(out, "f(2)", f.apply(two));
    show(out, "grad(f)(2)", grad(f).apply(two));
    show(out, "grad(grad(f))(2)", grad(grad(f)).apply(two));
    show(out, "vmap(grad(f))([0, 1, 2])", vmap(grad(f)).apply(NDArray.of(new double[] {0, 1, 2})));
    Function1<NDArray, NDArray> rosenbrock = Tour::rosenbrock;
    show(
        out,
        "hessian(rosenbrock)([1, 1])",
        hessian(rosenbrock).apply(NDArray.of(new double[] {1, 1})));
  }

  /** {@code 100 (y - x^2)^2 + (1 - x)^2}. */
  static NDArray rosenbrock(NDArray p) {
    NDArray x = p.mul(NDArray.of(new double[] {1, 0})).sum();
    NDArray y = p.mul(NDArray.of(new double[] {0, 1})).sum();
    return y.sub(x.square()).square().mul(100.0).add(x.rsub(1.0).square());
  }

  private static void records(PrintStream out) {
    NDArray x = NDArray.of(new double[] {0, 1, 2, 3});
    NDArray y = NDArray.of(new double[] {1, 3, 5, 7});
    Function1<Line, NDArray> loss = line -> line.at(x).sub(y).square().mean();
    var step =
        jit(
            (Function1<Line, Line>)
                line -> {
                  Line g = valueAndGrad(loss).apply(line).grad();
                  return new Line(
                      line.slope().sub(g.slope().mul(0.1)),
                      line.intercept().sub(g.intercept().mul(0.1)));
                });
    Line line = new Line(NDArray.of(new double[] {0}).sum(), NDArray.of(new double[] {0}).sum());
    for (int i = 0; i < 200; i++) {
      line = step.apply(line);
    }
    out.println("\nleast squares by 200 compiled steps of gradient descent on a record");
    show(out, "slope", line.slope());
    show(out, "intercept", line.intercept());
  }

  private static void programs(PrintStream out) {
    Function2<NDArray, NDArray, NDArray> predict = (w, x) -> w.matmul(x).tanh();
    NDArray w = NDArray.of(new float[] {1, 2, 3, 4}, 2, 2);
    NDArray batch = NDArray.of(new float[] {1, 0, 0, 1, .5f, .5f}, 3, 2);
    out.println("\nmakeJaxpr(tanh(w x))\n" + makeJaxpr(predict, w, NDArray.of(new float[] {1, 0})));
    Function1<NDArray, NDArray> batched =
        vmap((Function1<NDArray, NDArray>) x -> predict.apply(w, x));
    out.println("makeJaxpr(vmap(tanh(w x)))\n" + makeJaxpr(batched, batch));
    show(out, "jit(vmap(tanh(w x)))", jit(batched).apply(batch));
  }

  private static void show(PrintStream out, String what, NDArray x) {
    String values =
        String.join(
            " ",
            Arrays.stream(x.toDoubleArray())
                .mapToObj(v -> String.format(Locale.ROOT, "%.6f", v))
                .toList());
    out.println("  " + what + " = " + values + "   " + x.aval());
  }
}
