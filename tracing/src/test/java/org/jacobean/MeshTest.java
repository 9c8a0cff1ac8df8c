package org.jacobean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.errors.JacobeanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Meshes, partition specs and types along a mesh. */
class MeshTest {
  static {
    System.setProperty("jacobean.cpu.devices", "8");
  }

  private static void fails(String code, Executable body) {
    assertEquals(code, assertThrows(JacobeanException.class, body).code());
  }

  @Test
  void coordinatesAreRowMajor() {
    Mesh mesh = Mesh.of(new int[] {2, 4}, "x", "y");
    assertEquals(1, mesh.coordinate(6, "x"));
    assertEquals(2, mesh.coordinate(6, "y"));
    assertEquals(6, mesh.coordinate(6, List.of("x", "y")));
    assertEquals(5, mesh.coordinate(6, List.of("y", "x")));
    assertEquals(List.of(4, 5, 6, 7), mesh.group(6, List.of("y")));
    assertEquals(List.of(2, 6), mesh.group(6, List.of("x")));
    assertEquals(List.of(0, 4, 1, 5, 2, 6, 3, 7), mesh.group(6, List.of("y", "x")));
    assertEquals(8, mesh.size(List.of("x", "y")));
  }

  @Test
  void textIsReadBack() {
    List<Device> some = new ArrayList<>(Devices.cpus().subList(2, 6));
    for (Mesh m :
        List.of(Mesh.of("data", 8), Mesh.of(some.reversed(), new int[] {2, 2}, "x", "y"))) {
      assertEquals(m, Mesh.parse(m.toString()));
    }
    assertEquals("Mesh(data:8)", Mesh.of("data", 8).toString());
    for (PartitionSpec p :
        List.of(
            PartitionSpec.REPLICATED,
            PartitionSpec.of("data", null, List.of("x", "y")),
            PartitionSpec.of(null, "x"))) {
      assertEquals(p, PartitionSpec.parse(p.toString()));
    }
    assertEquals(
        "P(data, None, (x, y))", PartitionSpec.of("data", null, List.of("x", "y")).toString());
    AbstractValue a = AbstractValue.of(DType.FLOAT32, 3).withVarying(Varying.over("y", "x"));
    assertEquals("f32[3]{V:x,y}", a.toString());
    assertEquals(a, AbstractValue.parse(a.toString()));
  }

  @Test
  void malformedOnesAreRefused() {
    fails("JX0540", () -> PartitionSpec.of("x", "x"));
    fails("JX0540", () -> PartitionSpec.of(3));
    fails("JX0540", () -> PartitionSpec.parse("P(x"));
    fails("JX0542", () -> Mesh.of(new int[] {2, 2}, "x", "x"));
    fails("JX0542", () -> Mesh.of(new int[] {2, 2}, "x"));
    fails("JX0542", () -> Mesh.of(new int[] {0}, "x"));
    fails("JX0542", () -> Mesh.of(Devices.cpus().subList(0, 3), new int[] {2}, "x"));
    fails("JX0542", () -> Mesh.parse("Mesh(x:2; devices 0, 0)"));
    fails("JX0543", () -> Mesh.of("x", 9));
  }

  @Test
  void theNumberOfDevicesIsChecked() {
    System.setProperty("jacobean.cpu.devices", "many");
    try {
      fails("JX0541", Devices::cpus);
    } finally {
      System.setProperty("jacobean.cpu.devices", "8");
    }
    assertEquals(8, Devices.all().size());
    assertEquals("cpu:3", Devices.cpus().get(3).toString());
    assertEquals(List.of(), Devices.gpus());
  }

  @Test
  void axesOfVariation() {
    Varying x = Varying.over("x");
    Varying both = Varying.over("y", "x");
    assertEquals(both, x.union(Varying.over("y")));
    assertEquals(x, both.minus(Varying.over("y")));
    assertEquals(Varying.NONE, x.minus(both));
    assertEquals(true, both.includes(x) && !x.includes(both) && x.includes(Varying.NONE));
  }
}
