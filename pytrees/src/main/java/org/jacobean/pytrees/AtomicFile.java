package org.jacobean.pytrees;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jacobean.errors.DataException;

/** Writes a file such that a reader, or a crash, meets the old contents or the new ones. */
final class AtomicFile {
  private AtomicFile() {}

  /** Produces the contents. */
  interface Contents {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(Path file, Contents contents) {
    try {
      // A link keeps pointing to the file it points to.
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path temporary =
          target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
      try {
        fill(temporary, contents);
        move(temporary, target);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new DataException(
          "JX0126",
          "cannot write " + file + ": " + reason(e) + ". Check the folder, its rights and space.",
          e);
    }
  }

  /** Why a file failed, without the path that the message names anyway. */
  static String reason(IOException e) {
    String kind = e.getClass().getSimpleName();
    String detail = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return detail == null ? kind : kind + " (" + detail + ")";
  }

  private static void fill(Path temporary, Contents contents) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      contents.writeTo(out);
      out.flush();
      // The rename must not reach the disk before the bytes do.
      channel.force(true);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
