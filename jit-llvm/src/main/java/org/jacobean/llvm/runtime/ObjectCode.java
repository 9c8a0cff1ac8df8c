package org.jacobean.llvm.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A relocatable object file for this machine, with the functions it defines and the time it took to
 * make.
 */
public final class ObjectCode {
  private final byte[] bytes;
  private final List<String> functions;
  private final CompileTimings timings;
  private final boolean cached;

  ObjectCode(byte[] bytes, List<String> functions, CompileTimings timings, boolean cached) {
    this.bytes = bytes;
    this.functions = List.copyOf(functions);
    this.timings = timings;
    this.cached = cached;
  }

  /** Without a copy, for the linker. */
  byte[] bytes() {
    return bytes;
  }

  /** Names of the functions that the module defines and exports, in order of definition. */
  public List<String> functions() {
    return functions;
  }

  /** Size of the object file in bytes. */
  public int size() {
    return bytes.length;
  }

  /** Time per stage; zero when the object came from the cache. */
  public CompileTimings timings() {
    return timings;
  }

  /** Whether the object was read from the disk cache instead of being compiled. */
  public boolean cached() {
    return cached;
  }

  /** One block of bytes for the disk cache: function names, then the object file. */
  byte[] toBytes() {
    var out = new ByteArrayOutputStream(bytes.length + 64);
    try (var data = new DataOutputStream(out)) {
      data.writeInt(functions.size());
      for (String name : functions) {
        data.writeUTF(name);
      }
      data.writeInt(bytes.length);
      data.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Inverse of {@link #toBytes}; the result counts as cached. */
  static ObjectCode fromBytes(byte[] block) throws IOException {
    try (var data = new DataInputStream(new ByteArrayInputStream(block))) {
      int count = data.readInt();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        names.add(data.readUTF());
      }
      int length = data.readInt();
      if (length != data.available()) {
        throw new IOException("object of " + length + " bytes in " + data.available());
      }
      return new ObjectCode(data.readAllBytes(), names, CompileTimings.ZERO, true);
    }
  }
}
