package org.jacobean.examples.tour;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * JShell with the library on its class path, after the tour: {@code tour.jsh} or the scripts that
 * the command line names.
 */
public final class Shell {
  private Shell() {}

  /** Starts it. @throws Exception what JShell throws */
  public static void main(String[] args) throws Exception {
    List<String> scripts = Stream.of(args).filter(s -> !s.isEmpty()).toList();
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--class-path",
                    System.getProperty("java.class.path"),
                    "-R--enable-native-access=ALL-UNNAMED"),
                (scripts.isEmpty() ? List.of(tour()) : scripts).stream())
            .toList();
    JavaShellToolBuilder.builder().start(arguments.toArray(String[]::new));
  }

  /** The script, from the root of the repository or from this module's folder. */
  private static String tour() {
    Path fromRoot = Path.of("examples", "tour.jsh");
    return (fromRoot.toFile().exists() ? fromRoot : Path.of("tour.jsh")).toString();
  }
}
