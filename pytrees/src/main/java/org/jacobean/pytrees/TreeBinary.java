package org.jacobean.pytrees;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jacobean.errors.DataException;
import org.jacobean.errors.JacobeanException;

/**
 * Trees in a compact binary format, for checkpoints.
 *
 * <p>The format: 8 bytes that name it, chosen so that a transfer as text or a cut 8th bit spoils
 * them; the version as a 32-bit number; then blocks of at most 256 KiB, each with its length and
 * CRC-32C, that hold the structure as text and the leaves in order, and an end mark with the
 * checksum of the whole. Numbers are big-endian, except inside leaves, which are the codec's.
 *
 * <p>Reading takes an example tree, whose containers and static values the result gets; nothing in
 * the data decides which classes are loaded or called. A block is verified before any of its bytes
 * is used. Both writing and reading stream: they need memory for the tree and one block.
 *
 * <p>The read methods throw {@link DataException}: {@code JX0120} not this format, {@code JX0121}
 * another version, {@code JX0122} cut off, {@code JX0123} a wrong checksum, {@code JX0124} not the
 * example's structure (naming the first difference by key path), {@code JX0125} contents that make
 * no sense, {@code JX0126} a file that cannot be read. The message says at which offset.
 */
public final class TreeBinary {
  private static final byte[] MAGIC = {(byte) 0x89, 'J', 'X', 'T', '\r', '\n', 0x1a, '\n'};
  private static final int VERSION = 1;
  private static final int HEADER = MAGIC.length + 4;
  private static final int MAX_LINE = 1 << 20;

  private TreeBinary() {}

  /**
   * Writes a tree to a stream, which stays open.
   *
   * @param tree the tree
   * @param codec writes the leaves
   * @param out where to
   * @throws IOException from {@code out}
   * @throws org.jacobean.errors.TreeException if the value is not a tree
   */
  public static void write(Object tree, LeafCodec codec, OutputStream out) throws IOException {
    Tree.Flattened flat = Tree.flatten(tree);
    out.write(MAGIC);
    out.write(ByteBuffer.allocate(4).putInt(VERSION).array());
    ChunkedOutput chunks = new ChunkedOutput(out);
    DataOutputStream data = new DataOutputStream(chunks);
    List<Outline.Line> lines = Outline.of(flat.structure()).lines();
    data.writeInt(lines.size());
    for (Outline.Line line : lines) {
      writeText(line.path(), data);
      writeText(line.what(), data);
    }
    for (int i = 0; i < flat.leaves().size(); i++) {
      data.writeInt(i);
      codec.writeBinary(flat.leaves().get(i), data);
    }
    data.flush();
    chunks.finish();
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * A tree as bytes.
   *
   * @param tree the tree
   * @param codec writes the leaves
   * @return the bytes
   */
  public static byte[] toBytes(Object tree, LeafCodec codec) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(tree, codec, out);
    } catch (IOException e) {
      throw new DataException("JX0126", "cannot write a leaf: " + e, e);
    }
    return out.toByteArray();
  }

  /**
   * Writes a tree to a file. The file appears, or changes, only when it is complete and on the
   * disk.
   *
   * @param file the file
   * @param tree the tree
   * @param codec writes the leaves
   * @throws DataException {@code JX0126} if the file cannot be written
   */
  public static void save(Path file, Object tree, LeafCodec codec) {
    AtomicFile.write(file, out -> write(tree, codec, out));
  }

  /**
   * Reads a tree from a stream, up to its end mark.
   *
   * @param <T> the type of the tree
   * @param in where from
   * @param like a tree of the structure that was written; its leaves serve as examples to the codec
   * @param codec reads the leaves
   * @return the tree
   * @throws IOException from {@code in}
   * @throws DataException as said above
   */
  public static <T> T read(InputStream in, T like, LeafCodec codec) throws IOException {
    return read(in, like, codec, "the input");
  }

  /**
   * Reads a tree from bytes.
   *
   * @param <T> the type of the tree
   * @param bytes what {@link #toBytes} gave
   * @param like a tree of the structure that was written
   * @param codec reads the leaves
   * @return the tree
   * @throws DataException as said above
   */
  public static <T> T fromBytes(byte[] bytes, T like, LeafCodec codec) {
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      return readAll(in, like, codec, "the input");
    } catch (IOException e) {
      throw new DataException("JX0126", "cannot read the input: " + e, e);
    }
  }

  /**
   * Reads a tree from a file.
   *
   * @param <T> the type of the tree
   * @param file what {@link #save} wrote
   * @param like a tree of the structure that was written
   * @param codec reads the leaves
   * @return the tree
   * @throws DataException as said above
   */
  public static <T> T load(Path file, T like, LeafCodec codec) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return readAll(in, like, codec, file.toString());
    } catch (IOException e) {
      throw new DataException(
          "JX0126", "cannot read " + file + ": " + AtomicFile.reason(e) + ". Check the path.", e);
    }
  }

  private static <T> T readAll(InputStream in, T like, LeafCodec codec, String source)
      throws IOException {
    T tree = read(in, like, codec, source);
    if (in.read() >= 0) {
      throw new DataException(
          "JX0125", source + " goes on after its end mark. It is not what was written.");
    }
    return tree;
  }

  private static <T> T read(InputStream in, T like, LeafCodec codec, String source)
      throws IOException {
    requireHeader(in.readNBytes(HEADER), source);
    Tree.Flattened flat = Tree.flatten(like);
    ChunkedInput chunks = new ChunkedInput(in, HEADER, source);
    DataInputStream data = new DataInputStream(chunks);
    Object[] leaves = new Object[flat.leaves().size()];
    String place = "the structure";
    try {
      readOutline(data, Outline.of(flat.structure()), source);
      for (int i = 0; i < leaves.length; i++) {
        place = "the leaf at " + flat.structure().paths().get(i).inWords();
        requireIndex(data.readInt(), i);
        leaves[i] = codec.readBinary(data, flat.leaves().get(i));
      }
      place = "the end";
      requireIndex(data.read(), -1);
    } catch (JacobeanException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (e instanceof IOException io && chunks.failedWith(io)) {
        throw io;
      }
      throw new DataException(
          "JX0125",
          source
              + " makes no sense at offset "
              + chunks.offset()
              + ", in "
              + place
              + ": "
              + e.getMessage()
              + ". Read it with the codec that wrote it.",
          e);
    }
    return flat.structure().unflatten(Arrays.asList(leaves));
  }

  private static void requireHeader(byte[] header, String source) {
    int known = Math.min(header.length, MAGIC.length);
    if (!Arrays.equals(header, 0, known, MAGIC, 0, known) || header.length == 0) {
      throw new DataException(
          "JX0120",
          source + " is not a tree in Jacobean's binary format, from offset 0 on. Check the path.");
    }
    if (header.length < HEADER) {
      throw new DataException(
          "JX0122",
          source
              + " is cut off at offset "
              + header.length
              + ", inside its header. Use an older copy, or write it again.");
    }
    int version = ByteBuffer.wrap(header).getInt(MAGIC.length);
    if (version != VERSION) {
      throw new DataException(
          "JX0121",
          source
              + " has format version "
              + version
              + " (at offset "
              + MAGIC.length
              + "), and this library reads version "
              + VERSION
              + ". Read it with the release that wrote it.");
    }
  }

  private static void readOutline(DataInputStream data, Outline expected, String source)
      throws IOException {
    int count = data.readInt();
    for (int i = 0; i < count; i++) {
      expected.require(i, new Outline.Line(readText(data), readText(data)), source);
    }
    expected.requireEnd(count, source);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_LINE) {
      throw new IOException("a text of length " + length);
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static void requireIndex(int actual, int expected) throws IOException {
    if (actual != expected) {
      throw new IOException("the codec did not read what was written before this place");
    }
  }
}
