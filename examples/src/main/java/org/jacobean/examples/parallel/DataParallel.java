package org.jacobean.examples.parallel;

import static org.jacobean.transforms.Transforms.*;

import io.vavr.Function2;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.Shape;
import org.jacobean.examples.CommandLine;
import org.jacobean.random.Key;
import org.jacobean.random.Random;
import org.jacobean.random.Sampling;
import org.jacobean.transforms.ShardSpecs;

/**
 * Data-parallel training of a small perceptron: every device has the whole model and its part of
 * the batch. The same steps on one device give the same losses.
 */
public final class DataParallel {
  private static final String AXIS = "data";

  private DataParallel() {}

  /** The weights. */
  record Model(NDArray w1, NDArray b1, NDArray w2) {
    NDArray predict(NDArray x) {
      return x.matmul(w1).add(b1).tanh().matmul(w2);
    }

    /** One step of gradient descent. */
    Model minus(Model gradient, double rate) {
      return new Model(
          w1.sub(gradient.w1.mul(rate)),
          b1.sub(gradient.b1.mul(rate)),
          w2.sub(gradient.w2.mul(rate)));
    }
  }

  /** Examples, one per row. */
  record Batch(NDArray x, NDArray y) {}

  /** The model after a step, and the loss before it. */
  record Stepped(Model model, NDArray loss) {}

  /** {@code --devices 4 --steps 20 --examples 512 --rate 0.1 --seed 0}. */
  public static void main(String... args) {
    CommandLine.run(() -> run(System.out, args));
  }

  /** Trains on one device and on several; the largest difference of the losses. */
  static double run(PrintStream out, String... args) {
    CommandLine line =
        CommandLine.parse(List.of("--devices", "--steps", "--examples", "--rate", "--seed"), args);
    int devices = line.positive("--devices", 4);
    int steps = line.positive("--steps", 20);
    double rate = line.positive("--rate", 0.1);
    if (Integer.getInteger("jacobean.cpu.devices", 1) < devices) {
      System.setProperty("jacobean.cpu.devices", Integer.toString(devices));
    }
    Batch batch = examples(line.positive("--examples", 512), line.seed());
    Model model = initial(line.seed() + 1);

    var one = jit(onOneDevice(rate));
    var many = onMesh(Mesh.of(AXIS, devices), rate);
    Stepped a = new Stepped(model, NDArray.scalar(0.0));
    Stepped b = a;
    double difference = 0;
    for (int i = 0; i < steps; i++) {
      a = one.apply(a.model(), batch);
      b = many.apply(b.model(), batch);
      double la = a.loss().item();
      double lb = b.loss().item();
      difference = Math.max(difference, Math.abs(la - lb));
      out.printf(
          Locale.ROOT, "step %3d  loss on 1 device %.7f  on %d devices %.7f%n", i, la, devices, lb);
    }
    out.printf(Locale.ROOT, "largest difference %.1e%n", difference);
    return difference;
  }

  private static NDArray loss(Model model, Batch batch) {
    return model.predict(batch.x()).sub(batch.y()).square().mean();
  }

  static Function2<Model, Batch, Stepped> onOneDevice(double rate) {
    Function2<Model, Batch, NDArray> loss = DataParallel::loss;
    return (model, batch) -> {
      var v = valueAndGrad(loss).apply(model, batch);
      return new Stepped(model.minus(v.grad(), rate), v.value());
    };
  }

  /**
   * The mean over the devices is part of the loss, so the gradient is that of the whole batch, and
   * the same on all devices: the specs say so, and types check it.
   */
  static Function2<Model, Batch, Stepped> onMesh(Mesh mesh, double rate) {
    Function2<Model, Batch, NDArray> loss = (model, part) -> pmean(loss(model, part), AXIS);
    Function2<Model, Batch, Stepped> step =
        (model, part) -> {
          var v = valueAndGrad(loss).apply(model, part);
          return new Stepped(model.minus(v.grad(), rate), v.value());
        };
    return shardMap(step, mesh, ShardSpecs.in(PartitionSpec.REPLICATED, PartitionSpec.of(AXIS)));
  }

  private static Batch examples(int n, long seed) {
    NDArray x = Sampling.normal(Random.key(seed), DType.FLOAT32, Shape.of(n, 8));
    return new Batch(x, x.sin().sum(1).reshape(n, 1));
  }

  private static Model initial(long seed) {
    Key key = Random.key(seed);
    return new Model(
        Sampling.normal(key, DType.FLOAT32, Shape.of(8, 32)).mul(0.3),
        NDArray.of(new float[32]),
        Sampling.normal(Random.foldIn(key, 1), DType.FLOAT32, Shape.of(32, 1)).mul(0.2));
  }
}
