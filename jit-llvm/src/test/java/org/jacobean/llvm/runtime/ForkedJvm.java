package org.jacobean.llvm.runtime;

import io.vavr.Function1;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.llvm.global.LLVM;
import org.jacobean.NDArray;
import org.jacobean.errors.BackendException;
import org.jacobean.transforms.Transforms;

/** Runs a main class of the tests in a JVM of its own, on the class path of the tests. */
public final class ForkedJvm {
  private ForkedJvm() {}

  /**
   * Exit status and all output.
   *
   * @param status exit status of the process
   * @param output stdout and stderr together
   */
  public record Result(int status, String output) {}

  /** Starts {@code java options main arguments} and waits for its end. */
  public static Result run(List<String> options, Class<?> main, String... arguments)
      throws Exception {
    return finish(start(options, main, arguments));
  }

  /** Starts {@code java options main arguments}. */
  public static Process start(List<String> options, Class<?> main, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.add("-cp");
    command.add(classPath(main));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Waits for a process, at most two minutes. */
  public static Result finish(Process process) throws Exception {
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new AssertionError("the process does not end:\n" + output);
      }
      return new Result(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath(Class<?> main) throws Exception {
    Set<String> entries = new LinkedHashSet<>();
    for (Class<?> type :
        List.of(
            main,
            NativeCompiler.class,
            BackendException.class,
            NDArray.class,
            Transforms.class,
            Function1.class,
            Loader.class,
            LLVM.class)) {
      entries.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    String platform = Loader.getPlatform();
    for (String folder : List.of("javacpp", "llvm", "dnnl", "openblas")) {
      var all =
          ForkedJvm.class.getClassLoader().getResources("org/bytedeco/" + folder + "/" + platform);
      for (URL url : Collections.list(all)) {
        addJar(entries, url);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void addJar(Set<String> entries, URL url) {
    String text = url.toString();
    if (text.startsWith("jar:")) {
      entries.add(
          Path.of(URI.create(text.substring("jar:".length(), text.indexOf("!/")))).toString());
    }
  }
}
