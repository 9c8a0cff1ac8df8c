package org.jacobean.pytrees;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * Cuts a stream into chunks of a length, a CRC-32C and the bytes, so that a reader can check bytes
 * before it believes them and without holding them all. A chunk of length 0 with the checksum of
 * the whole ends the stream.
 */
final class ChunkedOutput extends OutputStream {
  static final int MAX_CHUNK = 1 << 18;

  private final DataOutputStream out;
  private final byte[] chunk = new byte[MAX_CHUNK];
  private final CRC32C whole = new CRC32C();
  private int filled;

  ChunkedOutput(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  @Override
  public void write(int b) throws IOException {
    if (filled == chunk.length) {
      emit();
    }
    chunk[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    while (length > 0) {
      if (filled == chunk.length) {
        emit();
      }
      int count = Math.min(length, chunk.length - filled);
      System.arraycopy(bytes, offset, chunk, filled, count);
      filled += count;
      offset += count;
      length -= count;
    }
  }

  private void emit() throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(chunk, 0, filled);
    whole.update(chunk, 0, filled);
    out.writeInt(filled);
    out.writeInt((int) crc.getValue());
    out.write(chunk, 0, filled);
    filled = 0;
  }

  /** Writes what is left and the end mark; the stream below stays open. */
  void finish() throws IOException {
    if (filled > 0) {
      emit();
    }
    out.writeInt(0);
    out.writeInt((int) whole.getValue());
    out.flush();
  }
}
