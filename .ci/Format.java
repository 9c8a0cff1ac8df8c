import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks the format of every Java source, or mends it: {@code Format.java check|apply|skip ROOT}.
 * Looks only at files that changed since it last found nothing to say.
 */
void main(String[] args) throws Exception {
  String task = args[0];
  if (task.equals("skip")) {
    return;
  }
  if (!task.equals("check") && !task.equals("apply")) {
    throw new IllegalArgumentException("-Dformat is check, apply or skip, not " + task);
  }
  Path root = Path.of(args[1]);
  Path stamp = root.resolve("target/formatted");
  FileTime start = FileTime.fromMillis(System.currentTimeMillis());
  FileTime last = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
  List<String> changed;
  try (Stream<Path> all = Files.walk(root)) {
    changed =
        all.filter(f -> f.toString().endsWith(".java") && isSource(root.relativize(f)))
            .filter(f -> modified(f).compareTo(last) >= 0)
            .map(Path::toString)
            .sorted()
            .toList();
  }
  if (!changed.isEmpty()) {
    var found = new StringWriter();
    var options = task.equals("apply") ? List.of("--replace") : List.of("--dry-run");
    var out = new PrintWriter(found);
    var err = new PrintWriter(System.err, true);
    String[] command = Stream.concat(options.stream(), changed.stream()).toArray(String[]::new);
    int failed = new Main(out, err, System.in).format(command);
    if (failed != 0 || !found.toString().isBlank()) {
      System.err.println(found);
      System.err.println(
          "These sources are not in google-java-format. To mend: mvn -N verify -Dformat=apply");
      System.exit(1);
    }
  }
  Files.createDirectories(stamp.getParent());
  Files.writeString(stamp, "");
  if (task.equals("check")) {
    // What was edited while this ran is looked at next time.
    Files.setLastModifiedTime(stamp, start);
  }
}

private static boolean isSource(Path relative) {
  for (Path part : relative) {
    String name = part.toString();
    if (name.equals("target") || (name.startsWith(".") && !name.equals(".ci"))) {
      return false;
    }
  }
  return true;
}

private static FileTime modified(Path file) {
  try {
    return Files.getLastModifiedTime(file);
  } catch (IOException e) {
    throw new java.io.UncheckedIOException(e);
  }
}
