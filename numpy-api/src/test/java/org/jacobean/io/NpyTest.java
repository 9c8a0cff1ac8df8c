package org.jacobean.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of NumPy are read, and what is written equals what NumPy writes. */
class NpyTest {
  private static final Path FILES = Path.of("src", "test", "resources", "npy");

  @TempDir Path directory;

  private static Path file(String name) {
    return FILES.resolve(name);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INT4", "UINT4", "FLOAT8_E4M3FN", "FLOAT8_E5M2", "FLOAT0", "BFLOAT16"})
  void everyNumPyDtypeIsReadAndWrittenByteForByte(DType t) throws IOException {
    Path f = file(t.fullName() + ".npy");
    NDArray a = Npy.read(f);
    assertEquals(t, a.dtype());
    assertEquals(Shape.of(2, 3), a.shape());
    int low = t.isUnsigned() || t.isBool() ? 0 : -2;
    double[] parts = a.toComplexArray();
    for (int i = 0; i < 6; i++) {
      assertEquals(t.isBool() ? Math.min(1, i) : low + i, parts[2 * i]);
      assertEquals(t.isComplex() ? 1 : 0, parts[2 * i + 1]);
    }
    assertArrayEquals(Files.readAllBytes(f), Npy.encode(a));
  }

  @Test
  void bfloat16GoesThroughRawBytes() throws IOException {
    NDArray a = Npy.read(file("bfloat16.npy"));
    assertEquals(DType.BFLOAT16, a.dtype());
    assertArrayEquals(new double[] {1.5, -2, 0.25}, a.toDoubleArray());
    assertArrayEquals(Files.readAllBytes(file("bfloat16.npy")), Npy.encode(a));
  }

  @Test
  void scalarsEmptyArraysOrdersAndVersionsAreRead() {
    assertEquals(3.5, Npy.read(file("scalar.npy")).item());
    assertEquals(Shape.of(0, 3), Npy.read(file("empty.npy")).shape());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, Npy.read(file("fortran.npy")).toIntArray());
    assertArrayEquals(new float[] {0, 1, 2, 3}, Npy.read(file("bigendian.npy")).toFloatArray());
    assertArrayEquals(new long[] {0, 1, 2}, Npy.read(file("version2.npy")).toLongArray());
  }

  @Test
  void scalarsAndEmptyArraysComeBack() {
    for (NDArray a :
        List.of(
            NDArray.full(DType.FLOAT64, Shape.SCALAR, 2),
            NDArray.full(DType.INT8, Shape.of(0, 2), 0),
            NDArray.full(DType.BOOL, Shape.of(3), 1))) {
      NDArray b = Npy.decode(Npy.encode(a), "memory");
      assertEquals(a.aval(), b.aval());
      assertArrayEquals(a.toDoubleArray(), b.toDoubleArray());
    }
  }

  @Test
  void archivesKeepNamesAndOrder() {
    Map<String, NDArray> two = Npz.read(file("two.npz"));
    assertEquals(List.of("w", "b"), List.copyOf(two.keySet()));
    assertEquals(4, two.get("w").sum().item());
    assertEquals(100, Npz.read(file("packed.npz")).get("w").sum().item());
    Path f = directory.resolve("a.npz");
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("z", NDArray.of(new float[] {1, 2}));
    arrays.put("a/b", NDArray.of(new long[] {3}));
    Npz.write(f, arrays);
    assertEquals(List.of("z", "a/b"), List.copyOf(Npz.read(f).keySet()));
    assertArrayEquals(new long[] {3}, Npz.read(f).get("a/b").toLongArray());
  }

  @Test
  void filesRoundTrip() {
    Path f = directory.resolve("x.npy");
    Npy.write(f, NDArray.of(new double[] {1, 2, 3, 4}, 2, 2));
    assertArrayEquals(new double[] {1, 2, 3, 4}, Npy.read(f).toDoubleArray());
  }

  private static void fails(String code, Executable e) {
    assertEquals(code, assertThrows(DataException.class, e).code());
  }

  @Test
  void damagedFilesAreErrors() throws IOException {
    byte[] good = Files.readAllBytes(file("float32.npy"));
    fails("JX0702", () -> Npy.read(file("absent.npy")));
    fails("JX0702", () -> Npz.read(file("absent.npz")));
    fails("JX0703", () -> Npy.decode(new byte[3], "short"));
    fails("JX0703", () -> Npy.decode(java.util.Arrays.copyOf(good, good.length - 1), "cut"));
    fails("JX0703", () -> Npy.decode(java.util.Arrays.copyOf(good, 40), "cut header"));
    fails("JX0703", () -> Npz.read(file("float32.npy")));
    fails("JX0704", () -> Npy.read(file("text.npy")));
    fails(
        "JX0705",
        () -> Npy.write(directory.resolve("no").resolve("x.npy"), NDArray.of(new int[] {1})));
    byte[] huge = good.clone();
    String header =
        new String(good, 10, good.length - 10, java.nio.charset.StandardCharsets.ISO_8859_1);
    huge[10 + header.indexOf("(2, 3)") + 1] = '9';
    fails("JX0703", () -> Npy.decode(huge, "huge"));
  }
}
