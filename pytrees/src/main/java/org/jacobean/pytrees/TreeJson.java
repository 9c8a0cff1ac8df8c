package org.jacobean.pytrees;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jacobean.errors.DataException;
import org.jacobean.errors.JacobeanException;
import org.jspecify.annotations.Nullable;

/**
 * Trees as JSON, for people and other programs.
 *
 * {@snippet lang=json :
 * {
 *   "format" : "jacobean-tree",
 *   "version" : 1,
 *   "structure" : {
 *     "" : "Dense(3)",
 *     ".w" : "*",
 *     ".b" : "*",
 *     ".name" : "static \"out\""
 *   },
 *   "leaves" : {
 *     ".w" : [ 0.5, -1.25 ],
 *     ".b" : [ 0.0 ]
 *   }
 * }
 * }
 *
 * <p>The members come in this order, and reading streams. As with {@link TreeBinary}, the result
 * gets the containers and static values of an example tree; nothing in the text decides which
 * classes are loaded or called. JSON has no checksum: a changed digit goes unnoticed.
 *
 * <p>The read methods throw {@link DataException}: {@code JX0120} not this format, {@code JX0121}
 * another version, {@code JX0122} cut off, {@code JX0124} not the example's structure (naming the
 * first difference by key path), {@code JX0125} contents that make no sense, {@code JX0126} a file
 * that cannot be read. The message says at which line and column.
 */
public final class TreeJson {
  private static final String FORMAT = "jacobean-tree";
  private static final int VERSION = 1;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              // A leaf may be one long text, as base64 is.
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private TreeJson() {}

  /**
   * Writes a tree to a stream as UTF-8, and leaves the stream open.
   *
   * @param tree the tree
   * @param codec writes the leaves
   * @param out where to
   * @throws IOException from {@code out}
   * @throws org.jacobean.errors.TreeException if the value is not a tree
   */
  public static void write(Object tree, LeafCodec codec, OutputStream out) throws IOException {
    Tree.Flattened flat = Tree.flatten(tree);
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeNumberField("version", VERSION);
    json.writeObjectFieldStart("structure");
    for (Outline.Line line : Outline.of(flat.structure()).lines()) {
      json.writeStringField(line.path(), line.what());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("leaves");
    List<KeyPath> paths = flat.structure().paths();
    for (int i = 0; i < paths.size(); i++) {
      json.writeFieldName(paths.get(i).toString());
      codec.writeJson(flat.leaves().get(i), json);
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  /**
   * A tree as text.
   *
   * @param tree the tree
   * @param codec writes the leaves
   * @return the text
   */
  public static String toText(Object tree, LeafCodec codec) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(tree, codec, out);
    } catch (IOException e) {
      throw new DataException("JX0126", "cannot write a leaf: " + e, e);
    }
    return out.toString(StandardCharsets.UTF_8);
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
   * Reads a tree from a stream of UTF-8, which has to end with it.
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
    return new Reader(in, "the input").read(like, codec);
  }

  /**
   * Reads a tree from text.
   *
   * @param <T> the type of the tree
   * @param text what {@link #toText} gave
   * @param like a tree of the structure that was written
   * @param codec reads the leaves
   * @return the tree
   * @throws DataException as said above
   */
  public static <T> T fromText(String text, T like, LeafCodec codec) {
    try (InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      return read(in, like, codec);
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
    try (InputStream in = Files.newInputStream(file)) {
      return new Reader(in, file.toString()).read(like, codec);
    } catch (IOException e) {
      throw new DataException(
          "JX0126", "cannot read " + file + ": " + AtomicFile.reason(e) + ". Check the path.", e);
    }
  }

  /** One reading, from the first token to the last. */
  private static final class Reader {
    private final JsonParser json;
    private final String source;

    Reader(InputStream in, String source) throws IOException {
      json = JSON.createParser(in);
      this.source = source;
    }

    <T> T read(T like, LeafCodec codec) throws IOException {
      Tree.Flattened flat = Tree.flatten(like);
      try {
        header();
        structure(Outline.of(flat.structure()));
        List<Object> leaves = leaves(flat, codec);
        require(json.nextToken() == JsonToken.END_OBJECT, "a member after the leaves");
        require(json.nextToken() == null, "text after the end");
        return flat.structure().unflatten(leaves);
      } catch (JsonProcessingException e) {
        // Jackson has a class for this error and does not always use it.
        if (e instanceof JsonEOFException || e.getOriginalMessage().contains("end-of-input")) {
          throw new DataException(
              "JX0122",
              source + " is cut off" + position() + ". Use an older copy, or write it again.",
              e);
        }
        throw malformed("JSON: " + e.getOriginalMessage(), e);
      }
    }

    private void header() throws IOException {
      boolean named =
          json.nextToken() == JsonToken.START_OBJECT
              && "format".equals(json.nextFieldName())
              && FORMAT.equals(json.nextTextValue());
      if (!named) {
        throw new DataException(
            "JX0120",
            source
                + " is not a tree in Jacobean's JSON format: it should begin with {\"format\": \""
                + FORMAT
                + "\"}. Check the path.");
      }
      require("version".equals(json.nextFieldName()), "no version");
      int version = json.nextIntValue(-1);
      if (version != VERSION) {
        throw new DataException(
            "JX0121",
            source
                + " has format version "
                + json.getText()
                + ", and this library reads version "
                + VERSION
                + ". Read it with the release that wrote it.");
      }
    }

    private void structure(Outline expected) throws IOException {
      member("structure");
      int count = 0;
      String path;
      while ((path = json.nextFieldName()) != null) {
        String what = json.nextTextValue();
        require(what != null, "a structure that is not text");
        expected.require(count++, new Outline.Line(path, what), source);
      }
      expected.requireEnd(count, source);
    }

    private void member(String name) throws IOException {
      require(
          name.equals(json.nextFieldName()) && json.nextToken() == JsonToken.START_OBJECT,
          "no object \"" + name + "\"");
    }

    private List<Object> leaves(Tree.Flattened flat, LeafCodec codec) throws IOException {
      member("leaves");
      Object[] leaves = new Object[flat.leaves().size()];
      for (int i = 0; i < leaves.length; i++) {
        String path = flat.structure().paths().get(i).toString();
        require(path.equals(json.nextFieldName()), "no leaf " + path);
        json.nextToken();
        leaves[i] = leaf(codec, flat.leaves().get(i), path);
      }
      require(json.nextToken() == JsonToken.END_OBJECT, "more leaves than places");
      return Arrays.asList(leaves);
    }

    private Object leaf(LeafCodec codec, Object like, String path) throws IOException {
      try {
        return codec.readJson(json, like);
      } catch (JacobeanException | JsonProcessingException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw malformed("the leaf " + path + ": " + e.getMessage(), e);
      }
    }

    private void require(boolean condition, String what) {
      if (!condition) {
        throw malformed(what, null);
      }
    }

    private DataException malformed(String what, @Nullable Exception cause) {
      String message =
          source + " makes no sense" + position() + ": " + what + ". Read it as it was written.";
      return cause == null
          ? new DataException("JX0125", message)
          : new DataException("JX0125", message, cause);
    }

    private String position() {
      var location = json.currentLocation();
      return " at line "
          + location.getLineNr()
          + ", column "
          + location.getColumnNr()
          + " (offset "
          + location.getByteOffset()
          + ")";
    }
  }
}
