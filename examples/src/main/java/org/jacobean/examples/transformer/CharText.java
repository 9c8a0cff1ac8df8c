package org.jacobean.examples.transformer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jacobean.NDArray;
import org.jacobean.errors.DataException;

/**
 * A text as numbers: its frequent characters are the vocabulary, all others count as one. The last
 * tenth is held out.
 *
 * @param vocabulary the characters by number; number 0 stands for all others
 * @param train numbers of the characters to learn from
 * @param heldOut numbers of the characters to test on
 */
record CharText(String vocabulary, int[] train, int[] heldOut) {
  private static final int MAX_VOCABULARY = 96;
  private static final char OTHER = '\u00b7';
  private static final long MAX_CHARS = 2_000_000;

  /** Inputs and the characters that follow them, int32 {@code [batch, time]}. */
  record Batch(NDArray input, NDArray target) {}

  /**
   * Reads a file. @throws DataException JX0701 when it is missing or not UTF-8, JX0702 when it is
   * too short
   */
  static CharText ofFile(Path file, int context) {
    return of(read(file), context, file.toString());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new DataException("JX0701", "text file " + file + " is not UTF-8; convert it first", e);
    } catch (IOException e) {
      throw new DataException(
          "JX0701", "cannot read text file " + file + "; give an existing one with --text FILE", e);
    }
  }

  /**
   * All Java sources and Markdown documents under a folder, in the order of their paths. @throws
   * DataException JX0701, JX0702
   */
  static CharText ofSources(Path root, int context) {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path p : files.filter(CharText::isSource).sorted().toList()) {
        if (all.length() < MAX_CHARS) {
          all.append(read(p));
        }
      }
    } catch (IOException e) {
      throw new DataException(
          "JX0701", "cannot read the sources under " + root + "; give a text with --text FILE", e);
    }
    return of(all.toString(), context, root.toString());
  }

  private static boolean isSource(Path p) {
    String s = p.toString();
    return (s.endsWith(".java") || s.endsWith(".md"))
        && !s.contains("/target/")
        && Files.isRegularFile(p);
  }

  static CharText of(String text, int context, String origin) {
    int[] codes = text.chars().toArray();
    if (codes.length < 20 * context) {
      throw new DataException(
          "JX0702",
          "text of "
              + codes.length
              + " characters from "
              + origin
              + " is too short for a context of "
              + context
              + "; it needs "
              + 20 * context);
    }
    TreeMap<Integer, Integer> count = new TreeMap<>();
    Arrays.stream(codes).forEach(c -> count.merge(c, 1, Integer::sum));
    List<Integer> frequent =
        count.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(MAX_VOCABULARY - 1)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    StringBuilder vocabulary = new StringBuilder().append(OTHER);
    TreeMap<Integer, Integer> number = new TreeMap<>();
    for (int c : frequent) {
      number.put(c, vocabulary.length());
      vocabulary.append((char) c);
    }
    int[] all = Arrays.stream(codes).map(c -> number.getOrDefault(c, 0)).toArray();
    int split = all.length - all.length / 10;
    return new CharText(
        vocabulary.toString(),
        Arrays.copyOf(all, split),
        Arrays.copyOfRange(all, split, all.length));
  }

  /** A checksum of the whole text, by which a checkpoint knows it again. */
  String checksum() {
    CRC32C crc = new CRC32C();
    crc.update(vocabulary.getBytes(StandardCharsets.UTF_8));
    for (int[] part : List.of(train, heldOut)) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * part.length);
      bytes.asIntBuffer().put(part);
      crc.update(bytes);
    }
    return "crc32c " + Long.toHexString(crc.getValue());
  }

  /** Windows of the training text that begin at the given places. */
  Batch trainBatch(int[] starts, int context) {
    return batch(train, starts, context);
  }

  /** Evenly spaced windows of the held-out text. */
  Batch heldOutBatch(int index, int of, int size, int context) {
    int[] starts = new int[size];
    for (int i = 0; i < size; i++) {
      starts[i] =
          (int) ((long) (index * size + i) * (heldOut.length - context - 1) / ((long) of * size));
    }
    return batch(heldOut, starts, context);
  }

  private static Batch batch(int[] text, int[] starts, int context) {
    int[] x = new int[starts.length * context];
    int[] y = new int[starts.length * context];
    for (int b = 0; b < starts.length; b++) {
      System.arraycopy(text, starts[b], x, b * context, context);
      System.arraycopy(text, starts[b] + 1, y, b * context, context);
    }
    return new Batch(NDArray.of(x, starts.length, context), NDArray.of(y, starts.length, context));
  }

  /** Numbers as characters. */
  String decode(int[] numbers) {
    StringBuilder s = new StringBuilder();
    for (int n : numbers) {
      s.append(vocabulary.charAt(n));
    }
    return s.toString();
  }

  /**
   * Mean loss on the held-out text, in nats per character, of predicting from the previous
   * character alone.
   */
  double bigramLoss() {
    int v = vocabulary.length();
    double[][] count = new double[v][v];
    for (double[] row : count) {
      Arrays.fill(row, 0.1);
    }
    for (int i = 1; i < train.length; i++) {
      count[train[i - 1]][train[i]]++;
    }
    double loss = 0;
    for (int i = 1; i < heldOut.length; i++) {
      double[] row = count[heldOut[i - 1]];
      loss -= Math.log(row[heldOut[i]] / Arrays.stream(row).sum());
    }
    return loss / (heldOut.length - 1);
  }
}
