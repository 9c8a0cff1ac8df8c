package org.jacobean.batch;

import static org.jacobean.batch.PrimitiveCase.bool;
import static org.jacobean.batch.PrimitiveCase.f32;
import static org.jacobean.batch.PrimitiveCase.i32;
import static org.jacobean.batch.PrimitiveCase.of;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;

/** Instances of the primitives that hold jaxprs. */
final class ControlCatalogue {
  static final AbstractValue VECTOR = AbstractValue.of(DType.FLOAT32, 3);
  static final AbstractValue SCALAR = AbstractValue.of(DType.FLOAT32);
  static final AbstractValue COUNT = AbstractValue.of(DType.INT32);

  private ControlCatalogue() {}

  static Jaxpr jaxpr(UnaryOperator<List<NDArray>> f, AbstractValue... in) {
    return Tracing.toJaxpr("a test", f, List.of(in)).jaxpr();
  }

  /** {@code x * y, sum(x)}. */
  static Jaxpr twoResults() {
    return jaxpr(
        a -> List.of(a.get(0).mul(a.get(1)), Lax.reduceSum(a.get(0), Axes.of(0))), VECTOR, VECTOR);
  }

  static List<PrimitiveCase> all() {
    return List.of(
        of(cond(), bool(), f32(3), f32(3)),
        of(cond(), i32(-1, 4), f32(3), f32(3)),
        of(switchOf3(), i32(-1, 4), f32(3), f32()),
        of(new Cond(List.of(twoResults())), bool(), f32(3), f32(3)),
        of(scan(false), f32(3), f32(3), i32(0, 5), f32(4, 3)),
        of(scan(true), f32(3), f32(3), i32(0, 5), f32(4, 3)),
        of(scanOfCarries(), f32(), f32(), f32(2)),
        of(whileBelow(), i32(1, 6), f32(3), i32(0, 3), f32(3), f32()),
        of(new JitCall("f", twoResults()), f32(3), f32(3)),
        of(
            new Checkpoint(twoResults(), CheckpointPolicy.nothingSaveable(), true, false),
            f32(3),
            f32(3)),
        of(onOneDevice(), f32(3), f32(3)),
        of(CustomCall.jvp("f", twoResults(), (p, t) -> List.of()), f32(3), f32(3)),
        of(CustomCall.vjp("f", twoResults(), (p, perturbed) -> null), f32(3), f32(3)),
        of(new ScaleByTable(), f32(3), f32(3)));
  }

  private static ShardMap onOneDevice() {
    Mesh mesh = new Mesh(List.of(new NamedAxis("devices", 1)), List.of(0));
    PartitionSpec whole = PartitionSpec.REPLICATED;
    return ShardMap.of("f", twoResults(), mesh, List.of(whole, whole), List.of(whole, whole));
  }

  private static Cond cond() {
    return new Cond(
        List.of(
            jaxpr(a -> List.of(a.get(0), a.get(1).sum()), VECTOR, VECTOR),
            jaxpr(a -> List.of(a.get(1).sin(), a.get(1).sum()), VECTOR, VECTOR)));
  }

  private static Cond switchOf3() {
    return new Cond(
        List.of(
            jaxpr(a -> List.of(a.get(0).add(a.get(1))), VECTOR, SCALAR),
            jaxpr(a -> List.of(a.get(0).mul(a.get(0))), VECTOR, SCALAR),
            jaxpr(a -> List.of(Lax.broadcast(a.get(1), VECTOR.shape())), VECTOR, SCALAR)));
  }

  /** Constant c, carries (v, n), element x: v' = v * c + x, n' = n + 1; results sum(v'), c. */
  private static Scan scan(boolean reverse) {
    Jaxpr body =
        jaxpr(
            a -> {
              NDArray v = a.get(1).mul(a.get(0)).add(a.get(3));
              return List.of(v, Lax.add(a.get(2), 1), Lax.reduceSum(v, Axes.of(0)), a.get(0));
            },
            VECTOR,
            VECTOR,
            COUNT,
            VECTOR);
    return new Scan(body, 4, reverse, 1, 2, 1);
  }

  /**
   * Carries (a, b), element x: a' = b, b' = x + b; dependence on the example spreads over two
   * rounds.
   */
  private static Scan scanOfCarries() {
    Jaxpr body = jaxpr(a -> List.of(a.get(1), a.get(2).add(a.get(1))), SCALAR, SCALAR, SCALAR);
    return new Scan(body, 2, false, 0, 2, 1);
  }

  /** Test constant n, body constant c, carries (i, v, k): while i < n: i += 1, v = v * c, k = k. */
  private static While whileBelow() {
    Jaxpr test = jaxpr(a -> List.of(a.get(1).lt(a.get(0))), COUNT, COUNT, VECTOR, SCALAR);
    Jaxpr body =
        jaxpr(
            a -> List.of(Lax.add(a.get(1), 1), a.get(2).mul(a.get(0)).add(a.get(3)), a.get(3)),
            VECTOR,
            COUNT,
            VECTOR,
            SCALAR);
    return new While(test, 1, body, 1, 0);
  }

  /** A user's operation whose definition holds an array: {@code x * table + y, sum(y)}. */
  record ScaleByTable() implements Composite {
    @Override
    public String name() {
      return "scale_by_table";
    }

    @Override
    public List<AbstractValue> infer(List<AbstractValue> in) {
      return List.of(in.get(0), SCALAR);
    }

    @Override
    public List<NDArray> expand(List<NDArray> args) {
      NDArray table = NDArray.of(new float[] {1, 2, 3});
      return List.of(args.get(0).mul(table).add(args.get(1)), args.get(1).sum());
    }
  }
}
