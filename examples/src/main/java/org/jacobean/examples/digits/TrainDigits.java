package org.jacobean.examples.digits;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jacobean.errors.DataException;
import org.jacobean.examples.CommandLine;
import org.jacobean.examples.DataFiles;
import org.jacobean.nn.Layer;
import org.jacobean.random.Key;
import org.jacobean.random.Random;

/**
 * Learns to read handwritten digits of 8 by 8 pixels: {@code --model mlp} or {@code cnn}, {@code
 * --data DIR} with {@code optdigits.tra} and {@code optdigits.tes} ({@code --data generated} for
 * made-up ones), {@code --epochs}, {@code --batch}, {@code --width}, {@code --lr}, {@code --seed}.
 */
public final class TrainDigits {
  private static final List<String> OPTIONS =
      List.of("--model", "--data", "--epochs", "--batch", "--width", "--lr", "--seed");

  private TrainDigits() {}

  /** Runs it. */
  public static void main(String[] args) {
    CommandLine.run(() -> run(System.out, args));
  }

  /** Trains and tests; the share of test digits told right. */
  static double run(PrintStream out, String... args) {
    CommandLine line = CommandLine.parse(OPTIONS, args);
    DigitImages.Split data = data(line);
    String model = line.text("--model", "cnn");
    int width = line.positive("--width", model.equals("mlp") ? 256 : 128);
    if (width % 8 != 0) {
      throw new DataException("JX0703", "option --width needs a multiple of 8, got " + width);
    }
    out.printf(
        "digits: %s, %d to learn, %d to test%n",
        data.origin(), data.train().size(), data.test().size());
    Key key = Random.key(line.seed());
    return switch (model) {
      case "mlp" -> train(out, line, data, Perceptron.init(key, width), 30);
      case "cnn" -> train(out, line, data, ConvolutionalNetwork.init(key, width), 25);
      default ->
          throw new DataException("JX0703", "option --model is mlp or cnn, got '" + model + "'");
    };
  }

  private static DigitImages.Split data(CommandLine line) {
    String where = line.text("--data", "");
    Optional<Path> folder =
        where.isEmpty() ? DataFiles.shared("digits") : Optional.of(Path.of(where));
    return where.equals("generated") || folder.isEmpty()
        ? DigitImages.generated(line.seed(), 4000, 1000)
        : DigitImages.read(folder.get());
  }

  private static <M extends Layer> double train(
      PrintStream out, CommandLine line, DigitImages.Split data, M model, int byDefault) {
    int epochs = line.positive("--epochs", byDefault);
    long begin = System.nanoTime();
    var training =
        new Training<>(
            model,
            data.train(),
            line.positive("--batch", 64),
            epochs,
            line.positive("--lr", 3e-3),
            line.seed());
    for (int e = 1; e <= epochs; e++) {
      double loss = training.epoch(e);
      if (!Double.isFinite(loss)) {
        throw new DataException(
            "JX0706", "loss is " + loss + " in epoch " + e + "; try a smaller --lr");
      }
      if (e == epochs || e % Math.max(1, epochs / 5) == 0) {
        out.printf(
            Locale.ROOT,
            "epoch %2d  loss %.4f  %.1f s%n",
            e,
            loss,
            (System.nanoTime() - begin) / 1e9);
      }
    }
    int[][] confusion = training.confusion(data.test());
    double accuracy = Training.accuracy(confusion);
    out.printf(
        Locale.ROOT,
        "test accuracy %.2f %%; rows: the digit, columns: taken for%n",
        100 * accuracy);
    print(out, confusion);
    return accuracy;
  }

  private static void print(PrintStream out, int[][] confusion) {
    out.print("    ");
    for (int d = 0; d < 10; d++) {
      out.printf("%5d", d);
    }
    out.println();
    for (int d = 0; d < 10; d++) {
      out.printf("%4d", d);
      for (int n : confusion[d]) {
        out.printf("%5s", n == 0 ? "." : Integer.toString(n));
      }
      out.println();
    }
  }
}
