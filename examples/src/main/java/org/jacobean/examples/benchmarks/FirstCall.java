package org.jacobean.examples.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jacobean.errors.DataException;

/**
 * Measures the first jitted call in a fresh process: with nothing cached, with machine code in the
 * disk cache, and with the JVM's ahead-of-time cache of classes and profiles besides, each as the
 * least of some runs. With {@code --python PYTHON} it runs JAX in between. Prints milliseconds: of
 * the first call alone, and of the whole process.
 */
public final class FirstCall {
  private static final List<String> WORKLOADS =
      List.of("jit_add_scalar", "mlp3_grad", "digits_cnn_train_step");

  private static final Pattern FIRST = Pattern.compile("\"first_ms\": ([0-9.]+)");

  /** Least milliseconds of the first call and of the whole process. */
  private record Figures(double first, double process) {
    static final Figures NONE = new Figures(Double.MAX_VALUE, Double.MAX_VALUE);

    Figures least(Figures other) {
      return new Figures(Math.min(first, other.first), Math.min(process, other.process));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.0f (%.0f)", first, process);
    }
  }

  private FirstCall() {}

  /**
   * Runs everything, or with {@code --only WORKLOAD} one first call in this process.
   *
   * @param args {@code --python PYTHON}, {@code --rivals FOLDER}, {@code --repeats N}
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    if (options.containsKey("--only")) {
      once(options.get("--only"));
      return;
    }
    Path folder = Files.createTempDirectory("jacobean-first-call");
    try {
      compare(folder, options);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private static void once(String workload) {
    Workloads.Workload known = Workloads.all().get(workload);
    if (known == null) {
      throw new DataException(
          "JX0703",
          "option --only needs one of " + Workloads.all().keySet() + ", got '" + workload + "'");
    }
    Runnable run = known.get();
    long start = System.nanoTime();
    run.run();
    System.out.printf(
        Locale.ROOT,
        "{\"w\": \"%s\", \"peer\": \"jacobean\", \"first_ms\": %.1f}%n",
        workload,
        (System.nanoTime() - start) / 1e6);
  }

  private static void compare(Path folder, Map<String, String> options) throws Exception {
    String classPath = jars(folder);
    String disk = "-Djacobean.cache.dir=" + folder.resolve("objects");
    Path aot = folder.resolve("jacobean.aot");
    // The training run does every workload, and fills the disk cache too.
    for (String w : WORKLOADS) {
      java(classPath, List.of(disk), w);
    }
    Path trained = folder.resolve("workload.aot");
    Map<String, List<String>> modes = new LinkedHashMap<>();
    modes.put("nothing cached", List.of("-Djacobean.cache=off"));
    modes.put("disk cache", List.of(disk));
    modes.put("disk and AOT cache", List.of(disk, "-XX:AOTCache=" + trained));
    String python = options.get("--python");
    System.out.println(
        "| first call (process), ms | "
            + String.join(" | ", modes.keySet())
            + (python == null ? " |" : " | JAX |"));
    System.out.println("|---".repeat(modes.size() + (python == null ? 1 : 2)) + "|");
    int repeats = Integer.parseInt(options.getOrDefault("--repeats", "5"));
    for (String w : WORKLOADS) {
      java(classPath, List.of(disk, "-XX:AOTCacheOutput=" + aot), w);
      Files.move(aot, trained, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Map<String, Figures> least = new LinkedHashMap<>();
      for (int i = 0; i < repeats; i++) {
        for (var mode : modes.entrySet()) {
          least.merge(mode.getKey(), java(classPath, mode.getValue(), w), Figures::least);
        }
        if (python != null) {
          Path rivals = Path.of(options.getOrDefault("--rivals", "examples/benchmarks/rivals"));
          String program = rivals.resolve("first_call.py").toString();
          least.merge("JAX", process(List.of(python, program, w)), Figures::least);
        }
      }
      System.out.print("| " + w);
      least.values().forEach(f -> System.out.print(" | " + f));
      System.out.println(" |");
    }
    if (python == null) {
      System.out.println("no rival: name an interpreter that has JAX with --python");
    }
  }

  /** The class path with folders as jars, which is what an ahead-of-time cache can be made for. */
  private static String jars(Path folder) {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> parts = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(part))) {
        String file = folder.resolve("part" + parts.size() + ".jar").toString();
        jar.run(System.out, System.err, "--create", "--file", file, "-C", part, ".");
        parts.add(file);
      } else {
        parts.add(part);
      }
    }
    return String.join(File.pathSeparator, parts);
  }

  private static Figures java(String classPath, List<String> options, String workload)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx2g"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, FirstCall.class.getName(), "--only", workload));
    return process(command);
  }

  private static Figures process(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder b = new ProcessBuilder(command);
    b.environment().put("JAX_PLATFORMS", "cpu");
    b.redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process p = b.start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = p.waitFor();
    double millis = (System.nanoTime() - start) / 1e6;
    Matcher m = FIRST.matcher(out);
    if (status != 0 || !m.find()) {
      throw new DataException(
          "JX0707", "this command failed with status " + status + ": " + String.join(" ", command));
    }
    return Figures.NONE.least(new Figures(Double.parseDouble(m.group(1)), millis));
  }
}
