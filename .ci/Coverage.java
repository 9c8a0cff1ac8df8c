import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * Prints JaCoCo's line coverage by module and fails under a bound: {@code Coverage.java CSV
 * PERCENT}.
 */
final class Coverage {
  private long covered;
  private long lines;

  private void add(long coveredHere, long missedHere) {
    covered += coveredHere;
    lines += coveredHere + missedHere;
  }

  private double percent() {
    return lines == 0 ? 100 : 100.0 * covered / lines;
  }

  private void print(String name) {
    System.out.printf(
        "line coverage  %-24s %6d of %6d  %5.1f %%%n", name, covered, lines, percent());
  }

  public static void main(String[] args) throws IOException {
    double bound = Double.parseDouble(args[1]);
    var modules = new TreeMap<String, Coverage>();
    var total = new Coverage();
    List<String> rows = Files.readAllLines(Path.of(args[0]));
    List<String> header = List.of(rows.getFirst().split(","));
    int covered = header.indexOf("LINE_COVERED");
    int missed = header.indexOf("LINE_MISSED");
    for (String line : rows.subList(1, rows.size())) {
      String[] row = line.split(",");
      // The group is "report name/module name".
      String module = row[0].substring(row[0].lastIndexOf('/') + 1);
      for (Coverage sum : List.of(modules.computeIfAbsent(module, _ -> new Coverage()), total)) {
        sum.add(Long.parseLong(row[covered]), Long.parseLong(row[missed]));
      }
    }
    modules.forEach((name, sum) -> sum.print(name));
    total.print("all");
    if (total.percent() < bound) {
      System.err.printf("Line coverage is under %.0f %%.%n", bound);
      System.exit(1);
    }
  }
}
