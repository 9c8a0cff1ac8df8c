package org.jacobean.examples.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import org.jacobean.NDArray;
import org.jacobean.errors.DataException;
import org.junit.jupiter.api.Test;

class LennardJonesTest {
  private static double run(String... args) {
    return LennardJones.run(new PrintStream(OutputStream.nullOutputStream()), args);
  }

  private static NDArray pair(double r) {
    return NDArray.of(new double[] {0, 0, 0, r, 0, 0}, 2, 3);
  }

  @Test
  void aPairHasTheTextbookEnergyAndForce() {
    double r = 1.3;
    assertEquals(
        4 * (Math.pow(r, -12) - Math.pow(r, -6)), LennardJones.potential(pair(r)).item(), 1e-14);
    double f = 24 * (2 * Math.pow(r, -13) - Math.pow(r, -7));
    assertArrayEquals(
        new double[] {-f, 0, 0, f, 0, 0}, LennardJones.forces(pair(r)).toDoubleArray(), 1e-13);
  }

  @Test
  void thereIsNoForceAtTheDistanceOfLeastEnergy() {
    double r = Math.pow(2, 1 / 6.0);
    assertEquals(-1, LennardJones.potential(pair(r)).item(), 1e-14);
    assertArrayEquals(new double[6], LennardJones.forces(pair(r)).toDoubleArray(), 1e-12);
  }

  @Test
  void energyAndMomentumAreKept() {
    LennardJones.State start = LennardJones.initial(2, 0.1, 3);
    var end = LennardJones.trajectory(start, 50, 0.002);
    double[] momentum = end._1().velocities().sum(0).toDoubleArray();
    assertArrayEquals(new double[3], momentum, 1e-12);
    assertTrue(run("--side", "2", "--steps", "200") < 1e-4);
  }

  @Test
  void halfTheStepIsAQuarterOfTheDrift() {
    double coarse = run("--side", "2", "--steps", "100", "--dt", "0.01");
    double fine = run("--side", "2", "--steps", "200", "--dt", "0.005");
    assertEquals(4, coarse / fine, 1, () -> coarse + " and " + fine);
  }

  @Test
  void anExplosionAndBadOptionsAreRefused() {
    assertEquals("JX0709", code("--side", "2", "--dt", "1e200", "--steps", "10"));
    assertEquals("JX0703", code("--side", "1"));
    assertEquals("JX0703", code("--dt", "-1"));
    assertEquals("JX0703", code("--time", "1"));
  }

  private static String code(String... args) {
    return assertThrows(DataException.class, () -> run(args)).code();
  }
}
