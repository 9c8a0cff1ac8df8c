package org.jacobean.examples.regression;

import io.vavr.Function3;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jacobean.NDArray;
import org.jacobean.examples.CommandLine;
import org.jacobean.examples.DataFiles;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.lax.Lax;
import org.jacobean.nn.Losses;

/**
 * Explains visits to a doctor (RAND health insurance experiment): their number by Poisson
 * regression, and whether there was any by logistic regression, both by Newton's method with the
 * exact Hessian. {@code --data FILE} reads another table.
 */
public final class CountRegression {
  private CountRegression() {}

  /** Runs it. */
  public static void main(String[] args) {
    CommandLine.run(() -> run(System.out, args));
  }

  static void run(PrintStream out, String... args) {
    CommandLine line = CommandLine.parse(List.of("--data", "--seed"), args);
    Optional<Path> file =
        Optional.of(line.text("--data", ""))
            .filter(s -> !s.isEmpty())
            .map(Path::of)
            .or(() -> DataFiles.shared("tabular/randhie.csv"));
    CountData data =
        file.map(CountData::read).orElseGet(() -> CountData.generated(line.seed(), 5000));
    out.printf(
        "data: %s, %d rows%n", file.map(Path::toString).orElse("generated"), data.y().size());
    print(out, "Poisson regression of the count", data, poisson(data));
    print(out, "logistic regression of count > 0", data, logistic(data));
  }

  /** Counts with rate {@code exp(x b)}. */
  static Newton.Fit poisson(CountData data) {
    double[] start = new double[data.names().size()];
    start[0] = Math.log(Math.max(data.y().mean().item(), 1e-3));
    Function3<NDArray, NDArray, NDArray, NDArray> loss =
        (b, x, y) ->
            Losses.poissonNegativeLogLikelihood(x.matmul(b), y)
                .add(Lax.unary(UnaryOp.LGAMMA, y.add(1.0)))
                .sum();
    return Newton.minimize(loss, data.x(), data.y(), start);
  }

  /** Whether the count is positive, with probability {@code sigmoid(x b)}. */
  static Newton.Fit logistic(CountData data) {
    Function3<NDArray, NDArray, NDArray, NDArray> loss =
        (b, x, y) -> Losses.sigmoidBinaryCrossEntropy(x.matmul(b), y).sum();
    NDArray some = data.y().gt(0.0).astype(data.y().dtype());
    return Newton.minimize(loss, data.x(), some, new double[data.names().size()]);
  }

  private static void print(PrintStream out, String title, CountData data, Newton.Fit fit) {
    out.printf(
        Locale.ROOT,
        "%n%s: log-likelihood %.3f after %d Newton steps%n",
        title,
        fit.logLikelihood(),
        fit.steps());
    out.printf("%-10s %12s %12s %9s%n", "", "coefficient", "std. error", "z");
    for (int i = 0; i < fit.coefficients().length; i++) {
      double b = fit.coefficients()[i];
      double e = fit.standardErrors()[i];
      out.printf(Locale.ROOT, "%-10s %12.6f %12.6f %9.2f%n", data.names().get(i), b, e, b / e);
    }
  }
}
