package org.jacobean.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jacobean.NDArray;
import org.jacobean.errors.DataException;

/** NumPy's {@code .npz} files: zip archives of {@code .npy} files by name. */
public final class Npz {
  private static final String SUFFIX = ".npy";

  private Npz() {}

  /**
   * The arrays by name, in the file's order. @throws DataException JX0702 when it is missing or no
   * archive, JX0703 and JX0704 as {@link Npy#read}
   */
  public static Map<String, NDArray> read(Path file) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (InputStream raw = Files.newInputStream(file);
        ZipInputStream in = new ZipInputStream(raw)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        String key =
            name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        arrays.put(key, Npy.decode(in.readAllBytes(), file + "!" + name));
      }
    } catch (IOException e) {
      throw new DataException("JX0702", "cannot read " + file + ": " + e, e);
    }
    if (arrays.isEmpty()) {
      throw new DataException("JX0703", file + " is not a .npz file: it has no entries");
    }
    return arrays;
  }

  /**
   * Writes arrays by name, compressed; the same arrays give the same bytes. @throws DataException
   * JX0705 when it cannot be written
   */
  public static void write(Path file, Map<String, NDArray> arrays) {
    try (OutputStream raw = Files.newOutputStream(file);
        ZipOutputStream out = new ZipOutputStream(raw)) {
      for (Map.Entry<String, NDArray> e : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(e.getKey() + SUFFIX);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(Npy.encode(e.getValue()));
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new DataException("JX0705", "cannot write " + file + ": " + e, e);
    }
  }
}
