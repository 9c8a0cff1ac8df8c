package org.jacobean;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Base64;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.DataException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.pytrees.LeafCodec;

/**
 * Writes and reads arrays as leaves of trees, bit for bit: dtype, shape, weakness and the elements,
 * little-endian and row-major (in JSON as base64). Leaves that are Java's primitive arrays are
 * passed on to {@link LeafCodec#primitiveArrays}.
 */
public final class NDArrayCodec implements LeafCodec {
  /** The only one. */
  public static final NDArrayCodec INSTANCE = new NDArrayCodec();

  private static final int BLOCK = 1 << 16;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private NDArrayCodec() {}

  @Override
  public void writeBinary(Object leaf, DataOutput out) throws IOException {
    if (!(leaf instanceof NDArray a)) {
      LeafCodec.primitiveArrays().writeBinary(leaf, out);
      return;
    }
    out.writeUTF(a.aval().toString());
    MemorySegment m = a.data();
    byte[] block = new byte[(int) Math.min(BLOCK, m.byteSize())];
    try {
      for (long at = 0; at < m.byteSize(); at += block.length) {
        int n = (int) Math.min(block.length, m.byteSize() - at);
        MemorySegment.copy(m, ValueLayout.JAVA_BYTE, at, block, 0, n);
        out.write(block, 0, n);
      }
    } finally {
      Reference.reachabilityFence(a);
    }
  }

  @Override
  public Object readBinary(DataInput in, Object like) throws IOException {
    if (!(like instanceof NDArray example)) {
      return LeafCodec.primitiveArrays().readBinary(in, like);
    }
    AbstractValue type = AbstractValue.parse(in.readUTF());
    requireSame(type, example);
    DeviceArray a = DeviceArray.allocate(type);
    MemorySegment m = a.writable();
    byte[] block = new byte[(int) Math.min(BLOCK, m.byteSize())];
    for (long at = 0; at < m.byteSize(); at += block.length) {
      int n = (int) Math.min(block.length, m.byteSize() - at);
      in.readFully(block, 0, n);
      MemorySegment.copy(block, 0, m, ValueLayout.JAVA_BYTE, at, n);
    }
    return a;
  }

  private static void requireSame(AbstractValue type, NDArray example) {
    if (!type.sameType(example.aval())) {
      throw new DataException(
          "JX0735",
          "the stored array is "
              + type
              + " but the example has "
              + example.aval()
              + " there; load with a tree of that shape and dtype");
    }
  }

  @Override
  public void writeJson(Object leaf, JsonGenerator out) throws IOException {
    if (!(leaf instanceof NDArray a)) {
      LeafCodec.primitiveArrays().writeJson(leaf, out);
      return;
    }
    out.writeStartObject();
    out.writeStringField("type", a.aval().toString());
    out.writeStringField("data", toBase64(a));
    out.writeEndObject();
  }

  @Override
  public Object readJson(JsonParser in, Object like) throws IOException {
    if (!(like instanceof NDArray example)) {
      return LeafCodec.primitiveArrays().readJson(in, like);
    }
    JsonNode node = MAPPER.readTree(in);
    NDArray a = fromBase64(node.path("type").asText(), node.path("data").asText());
    requireSame(a.aval(), example);
    return a;
  }

  /** The elements in base64. @throws org.jacobean.errors.TracerException JX0303 for a tracer */
  public static String toBase64(NDArray a) {
    try {
      return Base64.getEncoder().encodeToString(a.data().toArray(ValueLayout.JAVA_BYTE));
    } finally {
      Reference.reachabilityFence(a);
    }
  }

  /**
   * An array of the given type, as {@link AbstractValue#toString} writes it, from base64.
   *
   * @throws DataException JX0736 when the type or the base64 is malformed, or their lengths differ
   */
  public static NDArray fromBase64(String type, String base64) {
    try {
      AbstractValue aval = AbstractValue.parse(type);
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (bytes.length != aval.bytes()) {
        throw new DataException(
            "JX0736", aval + " has " + aval.bytes() + " bytes, but the data have " + bytes.length);
      }
      DeviceArray a = DeviceArray.allocate(aval);
      MemorySegment.copy(bytes, 0, a.writable(), ValueLayout.JAVA_BYTE, 0, bytes.length);
      return a;
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "JX0736",
          "the data of an array of type " + type + " are not base64: " + e.getMessage(),
          e);
    } catch (DataException e) {
      throw e;
    } catch (JacobeanException e) {
      throw new DataException(
          "JX0736", "'" + type + "' is not the type of an array: " + e.getMessage(), e);
    }
  }
}
