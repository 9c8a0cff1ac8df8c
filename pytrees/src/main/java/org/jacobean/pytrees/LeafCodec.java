package org.jacobean.pytrees;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes and reads the leaves of a tree, for {@link TreeBinary} and {@link TreeJson}.
 *
 * <p>The tree formats take care of the structure, the header, checksums and truncation; a codec
 * sees the data of one leaf at a time. Each read method gets the leaf at the same place of the
 * example tree, and refuses data of another element type or shape where that would be wrong, by a
 * {@link org.jacobean.errors.DataException}. Any other exception it throws is reported as malformed
 * data, with the leaf's key path and the offset.
 */
public interface LeafCodec {

  /**
   * Writes a leaf in binary. The reader must be able to find its end.
   *
   * @param leaf the leaf
   * @param out where to
   * @throws IOException from {@code out}
   */
  void writeBinary(Object leaf, DataOutput out) throws IOException;

  /**
   * Reads what {@link #writeBinary} wrote, and not a byte more.
   *
   * @param in where from; its checksum has been verified
   * @param like the leaf of the example tree
   * @return the leaf
   * @throws IOException from {@code in}
   */
  Object readBinary(DataInput in, Object like) throws IOException;

  /**
   * Writes a leaf as one JSON value.
   *
   * @param leaf the leaf
   * @param out where to
   * @throws IOException from {@code out}
   */
  void writeJson(Object leaf, JsonGenerator out) throws IOException;

  /**
   * Reads one JSON value.
   *
   * @param in stands on the first token of the value, and on its last token afterwards
   * @param like the leaf of the example tree
   * @return the leaf
   * @throws IOException from {@code in}
   */
  Object readJson(JsonParser in, Object like) throws IOException;

  /**
   * A codec for leaves that are primitive arrays of numbers or booleans, of any depth. It keeps
   * every bit in both formats (but for the payload of a NaN in JSON), and takes data of the
   * example's type with any lengths.
   *
   * @return the codec
   */
  static LeafCodec primitiveArrays() {
    return PrimitiveArrayCodec.INSTANCE;
  }
}
