package org.jacobean.testing;

import io.vavr.Function1;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.Devices;
import org.jacobean.NDArray;
import org.jacobean.lax.Lax;
import org.jacobean.transforms.Transforms;
import org.jacobean.transforms.VmapAxes;

/**
 * {@code vmap} or {@code pmap}.
 *
 * @param in the mapped axis per argument, -1 for none
 * @param out the axis of the examples per result
 * @param captured whether arguments that are not mapped are captured
 */
record ExampleMap(TransformKind kind, Signature g, int size, int[] in, int[] out, boolean captured)
    implements TransformLayer {
  static ExampleMap random(TransformKind kind, Random r, Signature g) {
    boolean none = r.nextInt(25) == 0;
    int many = 1 + r.nextInt(3);
    int size = kind == TransformKind.PMAP ? Math.min(many, Devices.all().size()) : none ? 0 : many;
    int[] in = new int[g.in().size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = r.nextInt(4) == 0 ? -1 : r.nextInt(g.in().get(i).type().rank() + 1);
    }
    int sure = r.nextInt(in.length);
    in[sure] = Math.max(in[sure], 0);
    int[] out = new int[g.out().size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = r.nextInt(g.out().get(i).rank() + 1);
    }
    return new ExampleMap(kind, g, size, in, out, r.nextBoolean());
  }

  @Override
  public Signature signature() {
    List<Operand> args = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      Operand o = g.in().get(i);
      args.add(in[i] < 0 ? o : new Operand(wide(o.type(), in[i]), o.low(), o.high()));
    }
    List<AbstractValue> results = new ArrayList<>();
    for (int i = 0; i < out.length; i++) {
      results.add(wide(g.out().get(i), out[i]));
    }
    return new Signature(args, results);
  }

  private AbstractValue wide(AbstractValue a, int axis) {
    return a.withShape(a.shape().insert(axis, size));
  }

  @Override
  public UnaryOperator<List<NDArray>> library(UnaryOperator<List<NDArray>> f) {
    ActiveArguments passed = ActiveArguments.of(in.length, i -> in[i] >= 0 || !captured);
    List<Object> axes = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      if (passed.chosen().get(i)) {
        axes.add(in[i] < 0 ? VmapAxes.NOT_MAPPED : in[i]);
      }
    }
    List<Integer> outAxes = Arrays.stream(out).boxed().toList();
    return x -> {
      Function1<List<NDArray>, List<NDArray>> one = a -> f.apply(apart(passed.merge(x, a)));
      VmapAxes places = VmapAxes.in(axes).out(outAxes);
      return kind == TransformKind.PMAP
          ? Transforms.pmap(one, places).apply(passed.of(x))
          : Transforms.vmap(one, places).apply(passed.of(x));
    };
  }

  @Override
  public UnaryOperator<List<NDArray>> plain(UnaryOperator<List<NDArray>> f) {
    return x -> {
      List<List<NDArray>> examples = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        List<NDArray> one = new ArrayList<>();
        for (int i = 0; i < in.length; i++) {
          NDArray v = x.get(i);
          one.add(
              in[i] < 0 ? v : Lax.squeeze(Lax.sliceInDim(v, k, k + 1, 1, in[i]), Axes.of(in[i])));
        }
        examples.add(f.apply(one));
      }
      List<NDArray> results = new ArrayList<>();
      for (int o = 0; o < out.length; o++) {
        results.add(stack(examples, o));
      }
      return results;
    };
  }

  /**
   * On devices, what all share is marked as differing, lest derivatives be summed over the devices.
   */
  private List<NDArray> apart(List<NDArray> x) {
    if (kind != TransformKind.PMAP) {
      return x;
    }
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      out.add(in[i] < 0 ? Transforms.pvary(x.get(i), "devices") : x.get(i));
    }
    return out;
  }

  private NDArray stack(List<List<NDArray>> examples, int o) {
    AbstractValue one = g.out().get(o);
    if (examples.isEmpty()) {
      return Lax.zeros(one.dtype(), one.shape().insert(out[o], 0));
    }
    return Lax.concatenate(
        examples.stream().map(e -> Lax.expandDims(e.get(o), Axes.of(out[o]))).toList(), out[o]);
  }

  @Override
  public String toString() {
    return kind
        + "(size "
        + size
        + ", in "
        + Arrays.toString(in)
        + (captured ? " captured" : "")
        + ", out "
        + Arrays.toString(out)
        + ")";
  }
}
