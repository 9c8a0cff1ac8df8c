package org.jacobean.pytrees;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jacobean.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ChunkedOutput} wrote, and hands out checked bytes only. */
final class ChunkedInput extends InputStream {
  private final InputStream in;
  private final String source;
  private final CRC32C whole = new CRC32C();
  private byte[] chunk = new byte[0];
  private int length;
  private int position;
  private long offset;
  private boolean ended;
  private @Nullable IOException failure;

  /**
   * Reads chunks.
   *
   * @param in stands at the first chunk
   * @param offset how many bytes of the data came before, for messages
   * @param source what is being read, for messages
   */
  ChunkedInput(InputStream in, long offset, String source) {
    this.in = in;
    this.offset = offset;
    this.source = source;
  }

  /** Where in the data the next byte to hand out stands. */
  long offset() {
    return offset - (length - position);
  }

  /** Whether an exception came from the stream below, and not from what was read. */
  boolean failedWith(Exception e) {
    return e == failure;
  }

  @Override
  public int read() throws IOException {
    return fill() ? chunk[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int start, int count) throws IOException {
    Objects.checkFromIndexSize(start, count, bytes.length);
    if (count == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int taken = Math.min(count, length - position);
    System.arraycopy(chunk, position, bytes, start, taken);
    position += taken;
    return taken;
  }

  private boolean fill() throws IOException {
    if (position < length) {
      return true;
    }
    if (ended) {
      return false;
    }
    long start = offset;
    ByteBuffer head = ByteBuffer.wrap(take(8));
    int size = head.getInt();
    int crc = head.getInt();
    if (size == 0) {
      ended = true;
      if (crc != (int) whole.getValue()) {
        throw corrupt(start);
      }
      return false;
    }
    if (size < 0 || size > ChunkedOutput.MAX_CHUNK) {
      throw corrupt(start);
    }
    chunk = take(size);
    CRC32C actual = new CRC32C();
    actual.update(chunk, 0, size);
    whole.update(chunk, 0, size);
    if (crc != (int) actual.getValue()) {
      throw corrupt(start);
    }
    length = size;
    position = 0;
    return true;
  }

  private byte[] take(int count) throws IOException {
    byte[] bytes;
    try {
      bytes = in.readNBytes(count);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    offset += bytes.length;
    if (bytes.length < count) {
      throw new DataException(
          "JX0122",
          source
              + " is cut off at offset "
              + offset
              + ": "
              + (count - bytes.length)
              + " more bytes were expected there. Use an older copy, or write it again.");
    }
    return bytes;
  }

  private DataException corrupt(long start) {
    return new DataException(
        "JX0123",
        source
            + " is damaged: the checksum of the block at offset "
            + start
            + " is wrong. Use another copy, or write it again.");
  }
}
