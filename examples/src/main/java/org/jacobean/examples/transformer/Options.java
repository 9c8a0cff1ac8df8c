package org.jacobean.examples.transformer;

import java.nio.file.Path;
import org.jacobean.errors.DataException;

/** What the command line says. Sizes are in characters, rows or steps. */
record Options(
    String text,
    int steps,
    int batch,
    int context,
    int features,
    int heads,
    int layers,
    double dropout,
    double learningRate,
    long seed,
    Path folder,
    int every,
    boolean resume,
    int sample) {

  static final String USAGE =
      """
      options: --text FILE      text to learn (default: the Java sources and documents below the working directory)
               --steps N        training steps (default 1200)
               --batch N        windows per step (default 16)
               --context N      characters per window (default 64)
               --features N     width of the model (default 128)
               --heads N        attention heads (default 4)
               --layers N       blocks (default 2)
               --dropout R      dropout rate (default 0.1)
               --lr R           peak learning rate (default 0.003)
               --seed N         seed of everything random (default 0)
               --out DIR        where checkpoint and loss curve go (default target/transformer)
               --every N        steps between checkpoints (default 100)
               --resume         go on from the checkpoint in DIR
               --sample N       characters of generated text at the end (default 400)\
      """;

  static Options defaults() {
    return new Options(
        "",
        1200,
        16,
        64,
        128,
        4,
        2,
        0.1,
        3e-3,
        0,
        Path.of("target", "transformer"),
        100,
        false,
        400);
  }

  /** Reads the command line. @throws DataException JX0703 for an unknown option or a bad value */
  static Options parse(String... args) {
    Options o = defaults();
    for (int i = 0; i < args.length; i++) {
      String name = args[i];
      if (name.isEmpty()) {
        continue;
      }
      if (name.equals("--resume")) {
        o = o.withResume();
        continue;
      }
      if (i + 1 == args.length) {
        throw new DataException("JX0703", "option " + name + " needs a value\n" + USAGE);
      }
      o = o.with(name, args[++i]);
    }
    return o.checked();
  }

  private Options withResume() {
    return new Options(
        text,
        steps,
        batch,
        context,
        features,
        heads,
        layers,
        dropout,
        learningRate,
        seed,
        folder,
        every,
        true,
        sample);
  }

  private Options with(String name, String value) {
    try {
      return new Options(
          name.equals("--text") ? value : text,
          name.equals("--steps") ? Integer.parseInt(value) : steps,
          name.equals("--batch") ? Integer.parseInt(value) : batch,
          name.equals("--context") ? Integer.parseInt(value) : context,
          name.equals("--features") ? Integer.parseInt(value) : features,
          name.equals("--heads") ? Integer.parseInt(value) : heads,
          name.equals("--layers") ? Integer.parseInt(value) : layers,
          name.equals("--dropout") ? Double.parseDouble(value) : dropout,
          name.equals("--lr") ? Double.parseDouble(value) : learningRate,
          name.equals("--seed") ? Long.parseLong(value) : seed,
          name.equals("--out") ? Path.of(value) : folder,
          name.equals("--every") ? Integer.parseInt(value) : every,
          resume,
          name.equals("--sample") ? Integer.parseInt(value) : requireKnown(name));
    } catch (NumberFormatException e) {
      throw new DataException(
          "JX0703", "option " + name + " needs a number, got '" + value + "'", e);
    }
  }

  private int requireKnown(String name) {
    if (!java.util.List.of(
            "--text",
            "--steps",
            "--batch",
            "--context",
            "--features",
            "--heads",
            "--layers",
            "--dropout",
            "--lr",
            "--seed",
            "--out",
            "--every")
        .contains(name)) {
      throw new DataException("JX0703", "unknown option " + name + "\n" + USAGE);
    }
    return sample;
  }

  private Options checked() {
    if (steps < 1
        || batch < 1
        || context < 2
        || layers < 1
        || heads < 1
        || every < 1
        || sample < 0
        || features < 1
        || features % heads != 0) {
      throw new DataException(
          "JX0703",
          "sizes must be positive and --heads must divide --features: got features "
              + features
              + ", heads "
              + heads);
    }
    if (!(dropout >= 0 && dropout < 1 && learningRate > 0)) {
      throw new DataException(
          "JX0703",
          "--dropout must be in [0, 1) and --lr positive: got " + dropout + " and " + learningRate);
    }
    return this;
  }
}
