package org.jacobean.pytrees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jacobean.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class FilesTest {
  private static final LeafCodec CODEC = LeafCodec.primitiveArrays();

  record Layer(double[] w, float[] b, String name, Function<Integer, Integer> f) {}

  record Model(List<Layer> layers, Map<String, long[][]> tables, boolean[] mask, int size) {}

  private static final Function<Integer, Integer> F = x -> x;

  @TempDir Path folder;

  static Model model(double x) {
    return new Model(
        List.of(
            new Layer(new double[] {x, Double.NaN, -0.0}, new float[] {0.1f}, "one", F),
            new Layer(
                new double[0], new float[] {Float.MIN_VALUE, Float.NEGATIVE_INFINITY}, "two", F)),
        Map.of("a", new long[][] {{Long.MIN_VALUE}, {}, {1, 2}}),
        new boolean[] {true, false},
        3);
  }

  private static void assertSame(Model expected, Model actual) {
    assertEquals(Tree.structure(expected), Tree.structure(actual));
    Object[] a = Tree.leaves(expected).toArray();
    assertTrue(Arrays.deepEquals(a, Tree.leaves(actual).toArray()));
  }

  @Test
  void bothFormatsKeepEveryBit() throws IOException {
    Model model = model(Math.PI);
    assertSame(model, TreeBinary.fromBytes(TreeBinary.toBytes(model, CODEC), model(0), CODEC));
    assertSame(model, TreeJson.fromText(TreeJson.toText(model, CODEC), model(0), CODEC));
    Path binary = folder.resolve("m.jxt");
    TreeBinary.save(binary, model, CODEC);
    assertSame(model, TreeBinary.load(binary, model(0), CODEC));
    Path json = folder.resolve("m.json");
    TreeJson.save(json, model, CODEC);
    assertSame(model, TreeJson.load(json, model(0), CODEC));
  }

  @Test
  void theJsonIsReadable() throws IOException {
    assertEquals(ErrorMessagesTest.golden("tree.json"), TreeJson.toText(model(0.5), CODEC));
  }

  @Test
  void arraysOfAllTypesLargerThanABlockComeBack() {
    int n = 200_003;
    byte[] bytes = new byte[n];
    short[] shorts = new short[n];
    int[] ints = new int[n];
    long[] longs = new long[n];
    float[] floats = new float[n];
    double[] doubles = new double[n];
    boolean[] booleans = new boolean[n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) (i * 7);
      shorts[i] = (short) (i * 31);
      ints[i] = i * 12345;
      longs[i] = i * 0x123456789abcL;
      floats[i] = 1f / i;
      doubles[i] = 1.0 / i;
      booleans[i] = i % 3 == 0;
    }
    List<Object> tree = List.of(bytes, shorts, ints, longs, floats, doubles, booleans);
    List<Object> read = TreeBinary.fromBytes(TreeBinary.toBytes(tree, CODEC), tree, CODEC);
    assertTrue(Arrays.deepEquals(tree.toArray(), read.toArray()));
    List<Object> some =
        List.of(new byte[] {-1}, new short[] {-2}, new int[] {-3}, new boolean[][] {{true}});
    List<Object> back = TreeJson.fromText(TreeJson.toText(some, CODEC), some, CODEC);
    assertTrue(Arrays.deepEquals(some.toArray(), back.toArray()));
  }

  @Test
  void anyTruncationIsNoticed() {
    byte[] bytes = TreeBinary.toBytes(model(1), CODEC);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      DataException e =
          assertThrows(DataException.class, () -> TreeBinary.fromBytes(cut, model(1), CODEC));
      assertEquals(length == 0 ? "JX0120" : "JX0122", e.code(), e.getMessage());
    }
    String text = TreeJson.toText(model(1), CODEC).strip();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThrows(DataException.class, () -> TreeJson.fromText(cut, model(1), CODEC), cut);
    }
  }

  @Test
  void anyFlippedBitIsNoticed() {
    byte[] bytes = TreeBinary.toBytes(model(1), CODEC);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThrows(
          DataException.class, () -> TreeBinary.fromBytes(flipped, model(1), CODEC), "bit " + bit);
    }
  }

  @Test
  void blocksInAnotherOrderAreNoticed() {
    double[] large = new double[3 * ChunkedOutput.MAX_CHUNK / 8];
    large[0] = 1;
    byte[] bytes = TreeBinary.toBytes(large, CODEC);
    byte[] swapped = bytes.clone();
    int block = ChunkedOutput.MAX_CHUNK + 8;
    System.arraycopy(bytes, 12 + block, swapped, 12 + 2 * block, block);
    System.arraycopy(bytes, 12 + 2 * block, swapped, 12 + block, block);
    byte[] missing = new byte[bytes.length - block];
    System.arraycopy(bytes, 0, missing, 0, 12 + block);
    System.arraycopy(bytes, 12 + 2 * block, missing, 12 + block, missing.length - 12 - block);
    assertArrayEquals(large, TreeBinary.fromBytes(bytes, large, CODEC));
    assertThrows(DataException.class, () -> TreeBinary.fromBytes(missing, large, CODEC));
    if (!Arrays.equals(bytes, swapped)) {
      assertThrows(DataException.class, () -> TreeBinary.fromBytes(swapped, large, CODEC));
    }
  }

  @Test
  void aFailedSaveLeavesTheOldFileAndNoOther() throws IOException {
    Path file = folder.resolve("m.jxt");
    TreeBinary.save(file, model(1), CODEC);
    byte[] before = Files.readAllBytes(file);
    assertThrows(DataException.class, () -> TreeBinary.save(file, List.of(Samples.leaf(1)), CODEC));
    assertArrayEquals(before, Files.readAllBytes(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
    TreeBinary.save(file, model(2), CODEC);
    assertSame(model(2), TreeBinary.load(file, model(0), CODEC));
  }

  @Test
  void aLinkKeepsPointingToItsFile() throws IOException {
    Path file = Files.createFile(folder.resolve("target.jxt"));
    Path link = Files.createSymbolicLink(folder.resolve("link.jxt"), file);
    TreeBinary.save(link, model(2), CODEC);
    assertTrue(Files.isSymbolicLink(link));
    assertSame(model(2), TreeBinary.load(file, model(0), CODEC));
  }

  @Test
  void severalTreesFitInOneStream() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TreeBinary.write(new int[] {1}, CODEC, out);
    TreeBinary.write(new int[] {2}, CODEC, out);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertArrayEquals(new int[] {1}, TreeBinary.read(in, new int[0], CODEC));
    assertArrayEquals(new int[] {2}, TreeBinary.read(in, new int[0], CODEC));
  }

  @Test
  void messagesAreAsInTheGoldenFile() throws IOException {
    Map<String, Executable> cases = new LinkedHashMap<>();
    byte[] bytes = TreeBinary.toBytes(model(1), CODEC);
    String json = TreeJson.toText(model(1), CODEC);
    binaryCases(bytes, cases);
    jsonCases(json, cases);
    structureCases(bytes, json, cases);
    StringBuilder actual = new StringBuilder();
    cases.forEach(
        (name, action) -> {
          DataException e = assertThrows(DataException.class, action, name);
          String message = e.getMessage().replace(folder.toString(), "FOLDER");
          actual.append("# ").append(name).append('\n').append(message).append('\n');
        });
    assertEquals(ErrorMessagesTest.golden("file-errors.txt"), actual.toString());
  }

  private void binaryCases(byte[] bytes, Map<String, Executable> cases) {
    byte[] version = bytes.clone();
    version[11] = 9;
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    byte[] damaged = bytes.clone();
    damaged[100]++;
    byte[] size = bytes.clone();
    size[12] = 1;
    Function<byte[], Executable> read = b -> () -> TreeBinary.fromBytes(b, model(1), CODEC);
    cases.put("no tree", read.apply("{\"format\"}".getBytes()));
    cases.put("version", read.apply(version));
    cases.put("cut header", read.apply(Arrays.copyOf(bytes, 9)));
    cases.put("cut", read.apply(Arrays.copyOf(bytes, 200)));
    cases.put("damaged", read.apply(damaged));
    cases.put("damaged size", read.apply(size));
    cases.put("longer", read.apply(longer));
    cases.put("missing file", () -> TreeBinary.load(folder.resolve("none"), 1, CODEC));
    cases.put("missing folder", () -> TreeBinary.save(folder.resolve("no/file"), 1, CODEC));
    cases.put("foreign leaf", () -> TreeBinary.toBytes(Samples.leaf(1), CODEC));
    byte[] short1 = TreeBinary.toBytes(List.of(new int[] {1}), new Sloppy());
    cases.put("another codec", () -> TreeBinary.fromBytes(short1, List.of(new int[1]), CODEC));
    byte[] two = TreeBinary.toBytes(List.of(new int[] {1}, new int[] {1}), CODEC);
    cases.put(
        "codec reads too little",
        () -> TreeBinary.fromBytes(two, List.of(new int[1], new int[1]), new Sloppy()));
    cases.put(
        "other element type",
        () -> TreeBinary.fromBytes(two, List.of(new int[1], new long[1]), CODEC));
    cases.put("failing codec, binary", () -> TreeBinary.toBytes(new byte[1], new Sloppy()));
    cases.put("failing codec, JSON", () -> TreeJson.toText(new byte[1], new Sloppy()));
    cases.put(
        "failing stream", () -> TreeBinary.read(new ByteArrayInputStream(new byte[0]), 1, CODEC));
  }

  private void jsonCases(String json, Map<String, Executable> cases) {
    Function<String, Executable> read = text -> () -> TreeJson.fromText(text, model(1), CODEC);
    cases.put("JSON: no tree", read.apply("[1, 2]"));
    cases.put("JSON: empty", read.apply(""));
    cases.put("JSON: version", read.apply(json.replace("\"version\" : 1", "\"version\" : 2")));
    cases.put("JSON: no version", read.apply(json.replace("\"version\"", "\"v\"")));
    cases.put("JSON: cut", read.apply(json.substring(0, 300)));
    cases.put("JSON: syntax", read.apply(json.replace("\"structure\" :", "\"structure\"")));
    cases.put("JSON: no structure", read.apply(json.replace("\"structure\"", "\"s\"")));
    cases.put("JSON: structure not text", read.apply(json.replace("\"*\"", "3")));
    cases.put("JSON: no leaves", read.apply(json.replace("\"leaves\"", "\"l\"")));
    cases.put("JSON: leaf missing", read.apply(json.replace("\".mask\" : [", "\".masque\" : [")));
    cases.put("JSON: leaf no array", read.apply(json.replace("[ true, false ]", "true")));
    cases.put("JSON: leaf of texts", read.apply(json.replace("[ true, false ]", "[ \"a\" ]")));
    cases.put("JSON: number", read.apply(json.replace("-9223372036854775808", "1.5")));
    String more = "[ true, false ], \"more\" : 1";
    cases.put("JSON: leaf too many", read.apply(json.replace("[ true, false ]", more)));
    String strip = json.strip();
    String member = strip.substring(0, strip.length() - 1) + ", \"a\" : 1}";
    cases.put("JSON: member too many", read.apply(member));
    cases.put("JSON: text after the end", read.apply(json + "{}"));
    cases.put("JSON: missing file", () -> TreeJson.load(folder.resolve("none"), 1, CODEC));
    cases.put("JSON: foreign leaf", () -> TreeJson.toText(Samples.leaf(1), CODEC));
  }

  private static void structureCases(byte[] bytes, String json, Map<String, Executable> cases) {
    Model m = model(1);
    List<Layer> layers = m.layers();
    Layer first = layers.getFirst();
    Layer renamed = new Layer(first.w(), first.b(), "uno", F);
    Map<String, Object> likes = new LinkedHashMap<>();
    likes.put("another class", layers);
    likes.put(
        "another static value",
        new Model(List.of(renamed, layers.get(1)), m.tables(), m.mask(), 3));
    likes.put("another last value", new Model(layers, m.tables(), m.mask(), 4));
    likes.put("another key", new Model(layers, Map.of("b", new long[0][]), m.mask(), 3));
    likes.put("fewer layers", new Model(List.of(first), m.tables(), m.mask(), 3));
    likes.forEach(
        (name, like) -> {
          cases.put(name, () -> TreeBinary.fromBytes(bytes, like, CODEC));
          cases.put("JSON: " + name, () -> TreeJson.fromText(json, like, CODEC));
        });
    String shorter = TreeJson.toText(1, CODEC).replace("\"\" : \"static 1\"", "");
    cases.put("JSON: ends early", () -> TreeJson.fromText(shorter, 1, CODEC));
    String twice = TreeJson.toText(1, CODEC).replace("static 1\"", "static 1\", \".x\" : \"*\"");
    cases.put("JSON: goes on", () -> TreeJson.fromText(twice, 1, CODEC));
  }

  /** A codec that writes and reads two bytes whatever the leaf, and fails for bytes. */
  private static final class Sloppy implements LeafCodec {
    @Override
    public void writeBinary(Object leaf, DataOutput out) throws IOException {
      if (leaf instanceof byte[]) {
        throw new IOException("no bytes");
      }
      out.writeShort(0);
    }

    @Override
    public Object readBinary(DataInput in, Object like) throws IOException {
      in.readShort();
      return like;
    }

    @Override
    public void writeJson(Object leaf, JsonGenerator out) throws IOException {
      throw new IOException("no JSON");
    }

    @Override
    public Object readJson(JsonParser in, Object like) {
      return like;
    }
  }

  @Test
  void aFailingStreamIsReportedAsSuch() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    assertThrows(IOException.class, () -> TreeBinary.write(1, CODEC, broken));
    assertThrows(IOException.class, () -> TreeJson.write(1, CODEC, broken));
  }

  @Test
  void aStreamThatFailsWhileItIsReadIsNotTakenForDamage() {
    byte[] bytes = TreeBinary.toBytes(model(1), CODEC);
    IOException lost = new IOException("connection lost");
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes, 0, 100),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw lost;
              }
            });
    IOException e = assertThrows(IOException.class, () -> TreeBinary.read(broken, model(1), CODEC));
    assertEquals(lost, e);
  }
}
