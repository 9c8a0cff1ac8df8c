package org.jacobean.examples.physics;

import static org.jacobean.transforms.Transforms.grad;
import static org.jacobean.transforms.Transforms.jit;
import static org.jacobean.transforms.Transforms.scan;

import io.vavr.Function1;
import io.vavr.Tuple2;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DataException;
import org.jacobean.examples.CommandLine;
import org.jacobean.lax.Lax;
import org.jacobean.numpy.Selection;
import org.jacobean.random.Random;
import org.jacobean.random.Sampling;

/**
 * Atoms that attract and repel each other by the Lennard-Jones potential {@code 4 (r^-12 - r^-6)},
 * from a perturbed cube. Forces are minus the gradient of the energy; velocity Verlet moves the
 * atoms, many steps in one compiled {@code scan}.
 */
public final class LennardJones {
  /** Positions, velocities and forces, float64 {@code [atoms, 3]}. */
  record State(NDArray positions, NDArray velocities, NDArray forces) {}

  /** Kinetic and potential energy, float64 scalars or one row per step. */
  record Energy(NDArray kinetic, NDArray potential) {
    double[] total() {
      return kinetic.add(potential).toDoubleArray();
    }
  }

  private static final double SPACING = 1.12;

  private LennardJones() {}

  /** Runs it. */
  public static void main(String[] args) {
    CommandLine.run(() -> run(System.out, args));
  }

  /** Prints the energies as the atoms move; the largest relative drift of the total. */
  static double run(PrintStream out, String... args) {
    CommandLine line =
        CommandLine.parse(List.of("--side", "--steps", "--dt", "--temperature", "--seed"), args);
    int side = line.positive("--side", 4);
    int steps = line.positive("--steps", 2000);
    double dt = line.positive("--dt", 0.002);
    if (side < 2) {
      throw new DataException(
          "JX0703", "option --side needs at least 2 atoms along an edge, got " + side);
    }
    State state = initial(side, line.positive("--temperature", 0.1), line.seed());
    out.printf("%d atoms, %d steps of %s%n", side * side * side, steps, dt);
    return simulate(out, state, steps, dt);
  }

  private static double simulate(PrintStream out, State initial, int steps, double dt) {
    int chunk = Math.max(1, steps / 10);
    var move = jit((Function1<State, Tuple2<State, Energy>>) s -> trajectory(s, chunk, dt));
    State state = initial;
    double start = potential(state.positions()).item() + kinetic(state.velocities()).item();
    double drift = 0;
    long begin = System.nanoTime();
    for (int done = chunk; done <= steps; done += chunk) {
      Tuple2<State, Energy> next = move.apply(state);
      state = next._1();
      double[] total = next._2().total();
      for (double e : total) {
        drift = Math.max(drift, Math.abs(e - start) / Math.abs(start));
      }
      if (!Double.isFinite(total[chunk - 1])) {
        throw new DataException(
            "JX0709",
            "the energy is " + total[chunk - 1] + " after " + done + " steps; try a smaller --dt");
      }
      double kinetic = kinetic(state.velocities()).item();
      out.printf(
          Locale.ROOT,
          "step %5d  kinetic %9.4f  potential %10.4f  total %12.8f%n",
          done,
          kinetic,
          total[chunk - 1] - kinetic,
          total[chunk - 1]);
    }
    out.printf(
        Locale.ROOT,
        "largest relative energy drift %.2e; %.1f s%n",
        drift,
        (System.nanoTime() - begin) / 1e9);
    return drift;
  }

  /**
   * A cube of {@code side^3} atoms near the distance of least energy, with random velocities and no
   * drift.
   */
  static State initial(int side, double temperature, long seed) {
    int n = side * side * side;
    double[] x = new double[3 * n];
    for (int i = 0; i < n; i++) {
      int layer = i / (side * side);
      x[3 * i] = SPACING * (i % side);
      int row = i / side % side;
      x[3 * i + 1] = SPACING * row;
      x[3 * i + 2] = SPACING * layer;
    }
    NDArray positions = NDArray.of(x, n, 3);
    NDArray v =
        Sampling.normal(Random.key(seed), DType.FLOAT64, Shape.of(n, 3))
            .mul(Math.sqrt(temperature));
    return new State(positions, v.sub(v.mean(true, 0)), forces(positions));
  }

  /** Sum over pairs of {@code 4 (r^-12 - r^-6)}. */
  static NDArray potential(NDArray positions) {
    int n = positions.shape().dim(0);
    NDArray d = positions.expandDims(1).sub(positions.expandDims(0));
    NDArray i = Lax.iota(DType.INT32, Shape.of(n, n), 0);
    NDArray j = Lax.iota(DType.INT32, Shape.of(n, n), 1);
    NDArray pair = i.lt(j);
    // Atoms are at distance 0 from themselves: 1 in its place keeps the gradient finite.
    NDArray r2 = Selection.where(pair, d.square().sum(-1), 1.0);
    NDArray s = r2.pow(-3);
    return Selection.where(pair, s.square().sub(s).mul(4.0), 0.0).sum();
  }

  /** {@code sum v^2 / 2}. */
  static NDArray kinetic(NDArray velocities) {
    return velocities.square().sum().mul(0.5);
  }

  /** Minus the gradient of the potential. */
  static NDArray forces(NDArray positions) {
    return grad((Function1<NDArray, NDArray>) LennardJones::potential).apply(positions).neg();
  }

  /** Velocity Verlet: {@code steps} steps and the energies after each. */
  static Tuple2<State, Energy> trajectory(State state, int steps, double dt) {
    return scan((Function1<State, Tuple2<State, Energy>>) s -> step(s, dt), state, steps);
  }

  private static Tuple2<State, Energy> step(State s, double dt) {
    NDArray half = s.velocities().add(s.forces().mul(dt / 2));
    NDArray positions = s.positions().add(half.mul(dt));
    NDArray forces = forces(positions);
    NDArray velocities = half.add(forces.mul(dt / 2));
    return new Tuple2<>(
        new State(positions, velocities, forces),
        new Energy(kinetic(velocities), potential(positions)));
  }
}
