package org.jacobean.examples.benchmarks;

import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.jvp;
import static org.jacobean.transforms.Transforms.makeJaxpr;
import static org.jacobean.transforms.Transforms.pmap;
import static org.jacobean.transforms.Transforms.vjp;
import static org.jacobean.transforms.Transforms.vmap;

import io.vavr.Function1;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jacobean.NDArray;
import org.jacobean.errors.DataException;
import org.jacobean.pytrees.Tree;

/**
 * Measures what the library itself costs: microseconds of tracing and of each transformation per
 * equation of the function, of a jitted call by its number of leaves, in lists and in records, and
 * of a call on eight virtual devices. With {@code --python PYTHON}, an interpreter that has JAX, it
 * measures JAX too. Each figure is the least of many short runs, which a busy machine disturbs
 * least; {@code --clock cpu} counts processor time of the calling thread instead of wall time, for
 * a machine that is very busy.
 */
public final class TransformCosts {
  /** Equations of the measured function: 250 times {@code sin, mul, tanh, add}. */
  private static final int REPEATS = 250;

  private static final int DEVICES = 8;
  private static final int EQUATIONS = 4 * REPEATS;
  private static final Pattern FIGURE =
      Pattern.compile("\"w\": \"(\\w+)\", \"peer\": \"jax\", \"us\": ([0-9.e-]+)");

  /** Ten of something; records of these have 10, 100 and 1000 leaves. */
  record Ten<T>(T a, T b, T c, T d, T e, T f, T g, T h, T i, T j) {
    static <T> Ten<T> of(Supplier<T> s) {
      return new Ten<>(
          s.get(), s.get(), s.get(), s.get(), s.get(), s.get(), s.get(), s.get(), s.get(), s.get());
    }
  }

  private TransformCosts() {}

  /**
   * Runs everything.
   *
   * @param args {@code --python PYTHON}, {@code --rivals FOLDER}, {@code --only PART-OF-A-NAME},
   *     {@code --seconds PER-FIGURE}, {@code --clock wall|cpu}
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    String only = options.getOrDefault("--only", "");
    double seconds = Double.parseDouble(options.getOrDefault("--seconds", "3"));
    // Virtual devices, unless the user has said how many.
    String devices = "jacobean.cpu.devices";
    System.setProperty(devices, System.getProperty(devices, Integer.toString(DEVICES)));
    String clockName = options.getOrDefault("--clock", "wall");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    LongSupplier clock =
        clockName.equals("cpu") ? threads::getCurrentThreadCpuTime : System::nanoTime;
    Map<String, Double> ours = new LinkedHashMap<>();
    workloads()
        .forEach(
            (name, run) -> {
              if (name.contains(only)) {
                double perEquation = name.endsWith("_per_equation") ? EQUATIONS : 1;
                ours.put(name, least(run, seconds, clock) / perEquation);
              }
            });
    String python = options.get("--python");
    Map<String, Double> theirs =
        python == null
            ? Map.of()
            : rival(
                python,
                Path.of(options.getOrDefault("--rivals", "examples/benchmarks/rivals")),
                clockName);
    System.out.println("| microseconds | Jacobean | JAX | ratio |\n|---|---|---|---|");
    ours.forEach(
        (name, us) -> {
          Double other = theirs.get(name);
          System.out.println(
              String.format(Locale.ROOT, "| %s | %.2f | ", name, us)
                  + (other == null
                      ? "no rival | |"
                      : String.format(Locale.ROOT, "%.2f | %.2f |", other, us / other)));
        });
  }

  private static NDArray chain(NDArray x) {
    NDArray y = x;
    for (int i = 0; i < REPEATS; i++) {
      y = y.sin().mul(x).tanh().add(x);
    }
    return y;
  }

  private static Map<String, Runnable> workloads() {
    NDArray x = NDArray.of(new float[] {0.1f, 0.2f, 0.3f});
    NDArray batch = NDArray.of(new float[15]).reshape(5, 3);
    Function1<NDArray, NDArray> f = TransformCosts::chain;
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("trace_per_equation", () -> makeJaxpr(f, x));
    all.put(
        "trace_jvp_per_equation",
        () -> makeJaxpr((Function1<NDArray, NDArray>) v -> jvp(f, v, v).tangent(), x));
    all.put(
        "trace_vjp_per_equation",
        () -> makeJaxpr((Function1<NDArray, NDArray>) v -> vjp(f, v).pullback().apply(v), x));
    Function1<NDArray, NDArray> mapped = vmap(f);
    all.put("trace_vmap_per_equation", () -> makeJaxpr(mapped, batch));
    Function1<NDArray, NDArray> one = jit((Function1<NDArray, NDArray>) v -> v.add(1.0));
    NDArray scalar = NDArray.scalar(1f);
    all.put("call_scalar", () -> one.apply(scalar));
    for (int n : new int[] {1, 10, 100, 1000}) {
      Function1<List<NDArray>, List<NDArray>> g = jit(TransformCosts::addOneToList);
      List<NDArray> list = List.copyOf(Collections.nCopies(n, x));
      all.put("call_list_" + n, () -> g.apply(list));
    }
    Ten<NDArray> ten = Ten.of(() -> x);
    Ten<Ten<NDArray>> hundred = Ten.of(() -> ten);
    Ten<Ten<Ten<NDArray>>> thousand = Ten.of(() -> hundred);
    NDArray shards = NDArray.of(new float[DEVICES * 3]).reshape(DEVICES, 3);
    Function1<NDArray, NDArray> each = pmap((Function1<NDArray, NDArray>) v -> v.add(1.0));
    all.put("call_pmap_8", () -> each.apply(shards));
    all.put("call_record_10", record(ten));
    all.put("call_record_100", record(hundred));
    all.put("call_record_1000", record(thousand));
    return all;
  }

  private static List<NDArray> addOneToList(List<NDArray> xs) {
    return xs.stream().map(x -> x.add(1.0)).toList();
  }

  private static <T> Runnable record(T tree) {
    Function1<T, T> g = jit((Function1<T, T>) t -> Tree.map((NDArray v) -> v.add(1.0), t));
    return () -> g.apply(tree);
  }

  /** Microseconds of the fastest run; runs are long enough for the clock. */
  private static double least(Runnable run, double seconds, LongSupplier clock) {
    run.run();
    double least = Double.MAX_VALUE;
    int inner = 1;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      long t = clock.getAsLong();
      for (int i = 0; i < inner; i++) {
        run.run();
      }
      long took = clock.getAsLong() - t;
      least = Math.min(least, took / 1e3 / inner);
      inner = (int) Math.clamp(300 / Math.max(0.1, least), 1, 1000);
    }
    return least;
  }

  private static Map<String, Double> rival(String python, Path folder, String clock)
      throws IOException, InterruptedException {
    Path program = folder.resolve("transform_costs.py");
    ProcessBuilder b = new ProcessBuilder(python, program.toString(), clock);
    b.environment().put("JAX_PLATFORMS", "cpu");
    b.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process p = b.start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (p.waitFor() != 0) {
      throw new DataException("JX0707", python + " could not run " + program + "; it needs JAX");
    }
    Map<String, Double> found = new LinkedHashMap<>();
    Matcher m = FIGURE.matcher(out);
    while (m.find()) {
      found.put(m.group(1), Double.parseDouble(m.group(2)));
    }
    return found;
  }
}
