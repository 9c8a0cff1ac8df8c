package org.jacobean.examples.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacobean.errors.DataException;

/**
 * Measures the workloads of {@link Workloads} and prints a line of JSON each. With {@code --python
 * PYTHON}, an interpreter that has JAX, it runs the programs in {@code examples/benchmarks/rivals}
 * too and prints both with their ratio. {@code --seconds S} says how long each workload is repeated
 * at most, 3 s unless given.
 */
public final class SideBySide {
  private static final Pattern FIGURE =
      Pattern.compile("\"w\": \"(\\w+)\".*?\"median_ms\": ([0-9.e-]+).*?\"first_ms\": ([0-9.e-]+)");

  private record Figures(double median, double first) {}

  private SideBySide() {}

  /**
   * Runs everything.
   *
   * @param args {@code --python PYTHON}, {@code --rivals FOLDER} and {@code --seconds S}
   */
  public static void main(String[] args) throws Exception {
    run(args, System.out);
  }

  static void run(String[] args, PrintStream to) throws IOException, InterruptedException {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    double seconds = Double.parseDouble(options.getOrDefault("--seconds", "3"));
    Map<String, Figures> ours = new LinkedHashMap<>();
    for (var w : Workloads.all().entrySet()) {
      Figures f = measure(w.getValue(), seconds);
      ours.put(w.getKey(), f);
      to.printf(
          Locale.ROOT,
          "{\"w\": \"%s\", \"peer\": \"jacobean\", \"median_ms\": %.6f, \"first_ms\": %.1f}%n",
          w.getKey(),
          f.median(),
          f.first());
    }
    String python = options.get("--python");
    if (python != null) {
      compare(
          ours,
          rivals(python, Path.of(options.getOrDefault("--rivals", "examples/benchmarks/rivals"))),
          to);
    }
  }

  private static Figures measure(Workloads.Workload workload, double seconds) {
    long start = System.nanoTime();
    Runnable run = workload.get();
    run.run();
    double first = (System.nanoTime() - start) / 1e6;
    long once = Math.max(1, timed(run, 1));
    int inner = (int) Math.max(1, Math.min(100_000, 2_000_000 / once));
    double[] samples = new double[2000];
    int n = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (n < samples.length && (n < 5 || System.nanoTime() < end)) {
      samples[n++] = timed(run, inner) / 1e6 / inner;
    }
    // The first half warms the JVM's compiler up.
    double[] warm = Arrays.copyOfRange(samples, n / 2, n);
    Arrays.sort(warm);
    return new Figures(warm[warm.length / 2], first);
  }

  private static long timed(Runnable run, int times) {
    long t = System.nanoTime();
    for (int i = 0; i < times; i++) {
      run.run();
    }
    return System.nanoTime() - t;
  }

  private static Map<String, Figures> rivals(String python, Path folder)
      throws IOException, InterruptedException {
    Map<String, Figures> found = new LinkedHashMap<>();
    for (String program : List.of("digits_cnn.py", "mlp3.py", "dispatch.py")) {
      ProcessBuilder b = new ProcessBuilder(python, folder.resolve(program).toString());
      b.environment().put("JAX_PLATFORMS", "cpu");
      b.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process p = b.start();
      String out =
          new String(p.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (p.waitFor() != 0) {
        throw new DataException(
            "JX0707",
            python + " could not run " + folder.resolve(program) + "; it needs JAX and NumPy");
      }
      Matcher m = FIGURE.matcher(out);
      while (m.find()) {
        found.put(
            m.group(1),
            new Figures(Double.parseDouble(m.group(2)), Double.parseDouble(m.group(3))));
      }
    }
    return found;
  }

  private static void compare(
      Map<String, Figures> ours, Map<String, Figures> theirs, PrintStream to) {
    to.println(
        "\n"
            + "| workload | Jacobean ms | JAX ms | ratio | first call ms | JAX first ms |\n"
            + "|---|---|---|---|---|---|");
    ours.forEach(
        (name, a) -> {
          Figures b = theirs.get(name);
          if (b != null) {
            to.printf(
                Locale.ROOT,
                "| %s | %.4g | %.4g | %.2f | %.0f | %.0f |%n",
                name,
                a.median(),
                b.median(),
                a.median() / b.median(),
                a.first(),
                b.first());
          }
        });
  }
}
