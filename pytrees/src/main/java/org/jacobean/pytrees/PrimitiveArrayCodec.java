package org.jacobean.pytrees;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jacobean.errors.DataException;

/** Primitive arrays of any depth: in binary as lengths and little-endian elements. */
final class PrimitiveArrayCodec implements LeafCodec {
  static final PrimitiveArrayCodec INSTANCE = new PrimitiveArrayCodec();

  private static final int BLOCK = 1 << 16;

  private PrimitiveArrayCodec() {}

  @Override
  public void writeBinary(Object leaf, DataOutput out) throws IOException {
    out.writeUTF(typeOf(leaf).getSimpleName());
    write(leaf, out);
  }

  private static Class<?> typeOf(Object leaf) {
    if (leaf instanceof Leaf || !Plans.isLeaf(leaf)) {
      throw new DataException(
          "JX0127",
          "this codec writes primitive arrays only, and the leaf is "
              + Misfit.describe(leaf)
              + ". Pass the codec of the leaf's type.");
    }
    return leaf.getClass();
  }

  private static void write(Object array, DataOutput out) throws IOException {
    int length = Array.getLength(array);
    out.writeInt(length);
    if (array instanceof Object[] rows) {
      for (Object row : rows) {
        write(row, out);
      }
      return;
    }
    int perBlock = BLOCK / width(array);
    byte[] block = new byte[Math.min(length, perBlock) * width(array)];
    ByteBuffer buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < length; at += perBlock) {
      int count = Math.min(perBlock, length - at);
      put(array, at, count, buffer);
      out.write(block, 0, count * width(array));
    }
  }

  private static Object read(Class<?> type, DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new IOException("negative length " + length);
    }
    Object array = Array.newInstance(type.getComponentType(), length);
    if (array instanceof Object[] rows) {
      for (int i = 0; i < length; i++) {
        rows[i] = read(type.getComponentType(), in);
      }
      return array;
    }
    int perBlock = BLOCK / width(array);
    byte[] block = new byte[Math.min(length, perBlock) * width(array)];
    ByteBuffer buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < length; at += perBlock) {
      int count = Math.min(perBlock, length - at);
      in.readFully(block, 0, count * width(array));
      get(array, at, count, buffer);
    }
    return array;
  }

  private static int width(Object array) {
    return switch (array) {
      case double[] _, long[] _ -> 8;
      case float[] _, int[] _ -> 4;
      case short[] _ -> 2;
      default -> 1;
    };
  }

  private static void put(Object array, int at, int count, ByteBuffer out) {
    out.clear();
    switch (array) {
      case double[] a -> out.asDoubleBuffer().put(a, at, count);
      case float[] a -> out.asFloatBuffer().put(a, at, count);
      case long[] a -> out.asLongBuffer().put(a, at, count);
      case int[] a -> out.asIntBuffer().put(a, at, count);
      case short[] a -> out.asShortBuffer().put(a, at, count);
      case byte[] a -> out.put(a, at, count);
      default -> {
        for (int i = 0; i < count; i++) {
          out.put((byte) (((boolean[]) array)[at + i] ? 1 : 0));
        }
      }
    }
  }

  private static void get(Object array, int at, int count, ByteBuffer in) {
    in.clear();
    switch (array) {
      case double[] a -> in.asDoubleBuffer().get(a, at, count);
      case float[] a -> in.asFloatBuffer().get(a, at, count);
      case long[] a -> in.asLongBuffer().get(a, at, count);
      case int[] a -> in.asIntBuffer().get(a, at, count);
      case short[] a -> in.asShortBuffer().get(a, at, count);
      case byte[] a -> in.get(a, at, count);
      default -> {
        for (int i = 0; i < count; i++) {
          ((boolean[]) array)[at + i] = in.get() != 0;
        }
      }
    }
  }

  @Override
  public Object readBinary(DataInput in, Object like) throws IOException {
    Class<?> type = typeOf(like);
    String written = in.readUTF();
    if (!written.equals(type.getSimpleName())) {
      throw new IOException(
          "the data have type \"" + written + "\", the example " + type.getSimpleName());
    }
    return read(type, in);
  }

  @Override
  public void writeJson(Object leaf, JsonGenerator out) throws IOException {
    typeOf(leaf);
    writeElements(leaf, out);
  }

  private static void writeElements(Object array, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (int i = 0; i < Array.getLength(array); i++) {
      switch (Array.get(array, i)) {
        case Double x -> out.writeNumber(x);
        case Float x -> out.writeNumber(x);
        case Boolean x -> out.writeBoolean(x);
        case Number x -> out.writeNumber(x.longValue());
        case Object row -> writeElements(row, out);
      }
    }
    out.writeEndArray();
  }

  @Override
  public Object readJson(JsonParser in, Object like) throws IOException {
    return readElements(in, typeOf(like).getComponentType());
  }

  private static Object readElements(JsonParser in, Class<?> element) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new IOException("expected an array, found " + in.currentToken());
    }
    List<Object> elements = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(
          element.isArray() ? readElements(in, element.getComponentType()) : scalar(in, element));
    }
    Object array = Array.newInstance(element, elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Array.set(array, i, elements.get(i));
    }
    return array;
  }

  private static Object scalar(JsonParser in, Class<?> type) throws IOException {
    if (type == boolean.class) {
      return in.getBooleanValue();
    }
    // Parsed from the text, because a float that went through double would be rounded twice.
    String text = in.getText();
    if (type == double.class) {
      return Double.parseDouble(text);
    }
    if (type == float.class) {
      return Float.parseFloat(text);
    }
    if (type == long.class) {
      return Long.parseLong(text);
    }
    if (type == int.class) {
      return Integer.parseInt(text);
    }
    return type == short.class ? (Object) Short.parseShort(text) : (Object) Byte.parseByte(text);
  }
}
