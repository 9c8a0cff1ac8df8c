package org.jacobean.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jacobean.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFilesTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  @Test
  void rowsAreReadAfterTheHeader() throws IOException {
    List<double[]> rows = DataFiles.table(file("a,b\n1, 2.5\n\n-3,4e2\n"), 1, 2);
    assertEquals(2, rows.size());
    assertArrayEquals(new double[] {1, 2.5}, rows.get(0));
    assertArrayEquals(new double[] {-3, 400}, rows.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3", "1", "1,x", "1,NaN", "1,"})
  void aDamagedRowIsNamed(String row) throws IOException {
    Path file = file("a,b\n1,2\n" + row + "\n");
    DataException e = assertThrows(DataException.class, () -> DataFiles.table(file, 1, 2));
    assertEquals("JX0707", e.code());
    assertTrue(e.getMessage().contains("row 3"), e.getMessage());
  }

  @Test
  void missingEmptyAndBinaryFilesAreRefused() throws IOException {
    assertEquals(
        "JX0701",
        assertThrows(DataException.class, () -> DataFiles.table(folder.resolve("no"), 0, 2))
            .code());
    Path empty = file("a,b\n");
    assertEquals(
        "JX0707", assertThrows(DataException.class, () -> DataFiles.table(empty, 1, 2)).code());
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 10});
    assertEquals("JX0701", assertThrows(DataException.class, () -> DataFiles.lines(binary)).code());
  }
}
