package org.jacobean.examples.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jacobean.NDArray;
import org.jacobean.NDArrayCodec;
import org.jacobean.errors.DataException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.pytrees.TreeBinary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of a tiny transformer: what is printed, resumed and refused. */
class TrainTransformerTest {
  private static final String CHECKPOINT = "checkpoint.tree";

  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = folder.resolve("text.txt");
    Files.writeString(
        text,
        "She sells sea shells by the sea shore; the shells she sells are sea shells. ".repeat(30));
  }

  private Options options(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--text",
                text.toString(),
                "--batch",
                "4",
                "--context",
                "8",
                "--features",
                "8",
                "--heads",
                "2",
                "--layers",
                "1",
                "--steps",
                "6",
                "--every",
                "2",
                "--sample",
                "5",
                "--out",
                folder.toString()));
    args.addAll(List.of(more));
    return Options.parse(args.toArray(String[]::new));
  }

  private static Checkpoint train(Options options, OutputStream out) {
    return new TrainTransformer(options, new PrintStream(out, true, StandardCharsets.UTF_8))
        .train();
  }

  private static byte[] bytes(Checkpoint c) {
    return TreeBinary.toBytes(c, NDArrayCodec.INSTANCE);
  }

  @Test
  void aRunReportsItsModelLossesSampleAndPicture() throws IOException {
    var out = new ByteArrayOutputStream();
    Checkpoint last = train(options("--steps", "60", "--lr", "0.03", "--dropout", "0"), out);
    String printed = out.toString(StandardCharsets.UTF_8);
    double[] losses = last.losses();
    assertEquals(60, losses.length);
    assertTrue(losses[59] < 0.8 * losses[0], () -> losses[0] + " to " + losses[59]);
    for (String part :
        List.of(
            " parameters",
            "jaxpr of ",
            "step 60/60  loss ",
            "tokens/s",
            "held-out loss ",
            "bigram baseline ",
            "--- sample ---")) {
      assertTrue(printed.contains(part), printed);
    }
    assertEquals(900, ImageIO.read(folder.resolve("loss.png").toFile()).getWidth());
  }

  @Test
  void aResumedRunEndsWithTheBitsOfAnUninterruptedOne() throws IOException {
    byte[] whole =
        bytes(
            train(
                options("--out", folder.resolve("whole").toString()),
                OutputStream.nullOutputStream()));
    Options options = options("--out", folder.resolve("parts").toString());
    var run = new TrainTransformer[1];
    // The progress line of a step asks the run to stop, as Ctrl-C does.
    OutputStream interrupting =
        new OutputStream() {
          private final StringBuilder seen = new StringBuilder();

          @Override
          public void write(int b) {
            if (seen.append((char) b).toString().endsWith("step 3/6")) {
              run[0].stop();
            }
          }
        };
    run[0] =
        new TrainTransformer(options, new PrintStream(interrupting, true, StandardCharsets.UTF_8));
    assertEquals(3, run[0].train().losses().length);
    Options resumed = options("--out", folder.resolve("parts").toString(), "--resume");
    assertArrayEquals(whole, bytes(train(resumed, OutputStream.nullOutputStream())));
    assertArrayEquals(
        whole,
        Files.readAllBytes(folder.resolve("parts").resolve(CHECKPOINT)),
        "the file is the last checkpoint");
  }

  @Test
  void resumingWithoutACheckpointSaysSo() {
    assertEquals("JX0705", code(options("--resume")));
  }

  @Test
  void aDamagedCheckpointIsRefusedAndLeftAsItIs() throws IOException {
    train(options("--steps", "1"), OutputStream.nullOutputStream());
    Path file = folder.resolve(CHECKPOINT);
    byte[] good = Files.readAllBytes(file);
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 1;
    Files.write(file, flipped);
    assertEquals("JX0123", code(options("--resume")));
    assertArrayEquals(flipped, Files.readAllBytes(file));
    Files.write(file, java.util.Arrays.copyOf(good, good.length - 20));
    assertEquals("JX0122", code(options("--resume")));
    Files.write(file, good);
    assertEquals(
        2,
        train(options("--steps", "2", "--resume"), OutputStream.nullOutputStream())
            .losses()
            .length);
  }

  @Test
  void aCheckpointOfAnotherModelIsRefused() {
    train(options("--steps", "1"), OutputStream.nullOutputStream());
    assertEquals("JX0124", code(options("--layers", "2", "--resume")));
  }

  @Test
  void anotherTextOfTheSameCharactersIsRefused() throws IOException {
    train(options("--steps", "1"), OutputStream.nullOutputStream());
    String other = Files.readString(text).replaceFirst("She sells", "She lless");
    Files.writeString(text, other);
    assertEquals("JX0124", code(options("--resume")));
  }

  @Test
  void aLossThatIsNoNumberStopsWithStepAndLeafAndKeepsTheGoodState() throws IOException {
    DataException e =
        assertThrows(
            DataException.class,
            () ->
                train(
                    options("--lr", "1e38", "--steps", "40", "--dropout", "0"),
                    OutputStream.nullOutputStream()));
    assertEquals("JX0706", e.code());
    assertTrue(e.getMessage().contains(" at step "), e.getMessage());
    Trainer trainer = new Trainer(options(), CharText.ofFile(text, 8));
    Checkpoint kept = Checkpoint.load(folder, trainer.initial(), trainer.text().checksum());
    assertTrue(e.getMessage().contains("state after step " + kept.losses().length), e.getMessage());
    for (double loss : kept.losses()) {
      assertTrue(Double.isFinite(loss));
    }
  }

  @Test
  void missingShortOrBrokenTextIsRefused() throws IOException {
    assertEquals("JX0701", code(options("--text", folder.resolve("none").toString())));
    assertEquals(
        "JX0702",
        code(options("--text", Files.writeString(folder.resolve("short"), "abc").toString())));
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xe9, 'b'});
    assertEquals("JX0701", code(options("--text", latin.toString())));
  }

  @Test
  void badOptionsAreRefused() {
    for (String[] args :
        new String[][] {
          {"--stepz", "3"},
          {"--steps"},
          {"--steps", "three"},
          {"--steps", "0"},
          {"--heads", "3"},
          {"--dropout", "1"},
          {"--lr", "nan"}
        }) {
      assertEquals(
          "JX0703",
          assertThrows(DataException.class, () -> Options.parse(args)).code(),
          String.join(" ", args));
    }
  }

  @Test
  void anOutputFolderThatIsAFileIsRefused() {
    assertEquals("JX0704", code(options("--out", text.toString(), "--steps", "1")));
  }

  @Test
  void sourcesBelowAFolderAreTheDefaultText() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("src"));
    Files.writeString(sources.resolve("A.java"), "class A {}\n".repeat(40));
    Files.writeString(sources.resolve("B.class"), "Z".repeat(400));
    CharText found = CharText.ofSources(folder, 8);
    assertFalse(found.vocabulary().contains("Z"));
    assertEquals(440, found.train().length + found.heldOut().length);
  }

  @Test
  void theBigramBaselineOfAnAlternationIsNearZero() {
    CharText text = CharText.of("ab".repeat(500), 8, "test");
    assertEquals(3, text.vocabulary().length());
    assertTrue(text.bigramLoss() < 1e-2);
    NDArray x = text.trainBatch(new int[] {0, 1}, 3).input();
    assertArrayEquals(new int[] {1, 2, 1, 2, 1, 2}, x.toIntArray());
    assertEquals("aba", text.decode(new int[] {1, 2, 1}));
  }

  private static String code(Options options) {
    return assertThrows(
            JacobeanException.class, () -> train(options, OutputStream.nullOutputStream()))
        .code();
  }
}
