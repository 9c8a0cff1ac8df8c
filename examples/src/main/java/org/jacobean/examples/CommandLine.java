package org.jacobean.examples;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.errors.DataException;
import org.jacobean.errors.JacobeanException;

/** Options of the form {@code --name value}. */
public final class CommandLine {
  private final Map<String, String> values = new HashMap<>();

  private CommandLine() {}

  /**
   * Reads the arguments.
   *
   * @param known the names of the options, with their dashes
   * @throws DataException JX0703 for an unknown option or one without a value
   */
  public static CommandLine parse(List<String> known, String... args) {
    CommandLine line = new CommandLine();
    for (int i = 0; i < args.length; i++) {
      if (args[i].isEmpty()) {
        continue;
      }
      if (!known.contains(args[i])) {
        throw new DataException("JX0703", "unknown option " + args[i] + "; known: " + known);
      }
      if (i + 1 == args.length) {
        throw new DataException("JX0703", "option " + args[i] + " needs a value");
      }
      line.values.put(args[i], args[++i]);
    }
    return line;
  }

  /** The value of an option, or the default. */
  public String text(String name, String byDefault) {
    return values.getOrDefault(name, byDefault);
  }

  /** A positive whole number, or the default. @throws DataException JX0703 for anything else */
  public int positive(String name, int byDefault) {
    double v = positive(name, (double) byDefault);
    if (v != (int) v) {
      throw bad(name, "a positive whole number");
    }
    return (int) v;
  }

  /** A positive finite number, or the default. @throws DataException JX0703 for anything else */
  public double positive(String name, double byDefault) {
    String value = values.get(name);
    if (value == null) {
      return byDefault;
    }
    try {
      double v = Double.parseDouble(value);
      if (v > 0 && v <= Double.MAX_VALUE) {
        return v;
      }
    } catch (NumberFormatException e) {
      throw new DataException(
          "JX0703", "option " + name + " needs a number, got '" + value + "'", e);
    }
    throw bad(name, "a positive number");
  }

  /** A seed: any whole number. @throws DataException JX0703 for anything else */
  public long seed() {
    try {
      return Long.parseLong(values.getOrDefault("--seed", "0"));
    } catch (NumberFormatException e) {
      throw new DataException(
          "JX0703", "option --seed needs a whole number, got '" + values.get("--seed") + "'", e);
    }
  }

  private DataException bad(String name, String what) {
    return new DataException(
        "JX0703", "option " + name + " needs " + what + ", got '" + values.get(name) + "'");
  }

  /** Runs a program; a user's error becomes one line on standard error and exit status 1. */
  public static void run(Runnable program) {
    try {
      program.run();
    } catch (JacobeanException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
