package org.jacobean.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.DataException;

/**
 * NumPy's {@code .npy} files, versions 1.0 to 3.0. Dtypes that NumPy has no name for (bfloat16,
 * float8, int4) are written as the raw bytes {@code |V2} and {@code |V1}; of these only {@code
 * |V2}, bfloat16 as ml_dtypes writes it, is read back by dtype. Source: NumPy Enhancement Proposal
 * 1.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * Reads a file. @throws DataException JX0702 when it is missing, JX0703 when it is not a .npy
   * file, JX0704 for a dtype without counterpart
   */
  public static NDArray read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return decode(in.readAllBytes(), file.toString());
    } catch (IOException e) {
      throw new DataException("JX0702", "cannot read " + file + ": " + e, e);
    }
  }

  /** Writes a file in C order. @throws DataException JX0705 when it cannot be written */
  public static void write(Path file, NDArray array) {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(encode(array));
    } catch (IOException e) {
      throw new DataException("JX0705", "cannot write " + file + ": " + e, e);
    }
  }

  /** The bytes of a .npy file. */
  public static byte[] encode(NDArray array) {
    String shape =
        Arrays.stream(array.shape().dims())
            .mapToObj(d -> d + ", ")
            .collect(java.util.stream.Collectors.joining("", "(", ")"));
    shape = array.rank() <= 1 ? shape.replace(", )", ",)") : shape.replace(", )", ")");
    String header =
        "{'descr': '"
            + NpyDType.descr(array.dtype())
            + "', 'fortran_order': False, 'shape': "
            + shape
            + ", }";
    int used = MAGIC.length + 4 + header.length() + 1;
    String padded = header + " ".repeat((ALIGNMENT - used % ALIGNMENT) % ALIGNMENT) + "\n";
    byte[] data = array.data().toArray(ValueLayout.JAVA_BYTE);
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      swap(data, NpyDType.unit(array.dtype()));
    }
    ByteBuffer out =
        ByteBuffer.allocate(MAGIC.length + 4 + padded.length() + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
    out.put(padded.getBytes(StandardCharsets.ISO_8859_1)).put(data);
    return out.array();
  }

  /**
   * The array of a .npy file's bytes; {@code name} is for errors. @throws DataException JX0703,
   * JX0704
   */
  public static NDArray decode(byte[] bytes, String name) {
    if (bytes.length < 10 || !Arrays.equals(MAGIC, 0, 6, bytes, 0, 6)) {
      throw new DataException(
          "JX0703", name + " is not a .npy file: it does not begin with NumPy's magic bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(6);
    int major = in.get();
    in.get();
    long length =
        major == 1 ? in.getShort() & 0xffff : bytes.length < 12 ? -1 : in.getInt() & 0xffffffffL;
    if (major < 1 || major > 3 || length < 0 || length > in.remaining()) {
      throw new DataException(
          "JX0703", name + " has a damaged header (version " + major + ", length " + length + ")");
    }
    byte[] text = new byte[(int) length];
    in.get(text);
    NpyHeader header = NpyHeader.parse(new String(text, StandardCharsets.UTF_8), name);
    byte[] data = new byte[in.remaining()];
    in.get(data);
    return array(header, data, name);
  }

  private static NDArray array(NpyHeader header, byte[] data, String name) {
    DType dtype = NpyDType.parse(header.descr(), name);
    Shape shape = Shape.of(header.shape());
    long expected = shape.size() * dtype.itemBytes();
    if (data.length < expected) {
      throw new DataException(
          "JX0703",
          name
              + " is cut short: "
              + dtype
              + shape
              + " needs "
              + expected
              + " bytes, there are "
              + data.length);
    }
    byte[] exact = data.length == expected ? data : Arrays.copyOf(data, (int) expected);
    boolean big = header.descr().startsWith(">");
    if (big != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN)) {
      swap(exact, NpyDType.unit(dtype));
    }
    if (!header.fortranOrder()) {
      return DeviceArray.copyOf(dtype, MemorySegment.ofArray(exact), shape);
    }
    int[] reversed = new int[shape.rank()];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = shape.dim(shape.rank() - 1 - i);
    }
    return DeviceArray.copyOf(dtype, MemorySegment.ofArray(exact), Shape.of(reversed)).transpose();
  }

  private static void swap(byte[] data, int unit) {
    for (int at = 0; at + unit <= data.length; at += unit) {
      for (int i = 0; i < unit / 2; i++) {
        byte b = data[at + i];
        data[at + i] = data[at + unit - 1 - i];
        data[at + unit - 1 - i] = b;
      }
    }
  }
}
