package org.jacobean.testing;

import static org.jacobean.testing.Catalogue.ints;
import static org.jacobean.testing.Catalogue.main;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Mesh;
import org.jacobean.NDArray;
import org.jacobean.PartitionSpec;
import org.jacobean.Shape;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.*;
import org.jacobean.lax.Collectives;
import org.jacobean.lax.Lax;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/** Rows of the primitives that hold jaxprs or rules. */
final class ControlRows {
  private static final AbstractValue COUNT = AbstractValue.of(DType.INT32);

  private ControlRows() {}

  static void addTo(List<Row> rows) {
    Operand bool = ints(DType.BOOL, 0, 2);
    Operand three = ints(DType.INT32, -1, 4);
    Operand few = ints(DType.INT32, 1, 6);
    rows.add(smooth("cond bool", t -> Instance.of(cond(t), bool, main(t, 3), main(t, 3))));
    rows.add(smooth("cond index", t -> Instance.of(switchOf3(t), three, main(t, 3), main(t))));
    rows.add(smooth("scan", t -> Instance.of(scan(t, false), scanOperands(t))));
    rows.add(smooth("scan reverse", t -> Instance.of(scan(t, true), scanOperands(t))));
    rows.add(
        smooth(
            "while",
            t -> Instance.of(loop(t, 0), few, main(t, 3), ints(DType.INT32, 0, 3), main(t, 3))));
    rows.add(
        smooth(
            "while bounded",
            t -> Instance.of(loop(t, 6), few, main(t, 3), ints(DType.INT32, 0, 3), main(t, 3))));
    rows.add(smooth("jit", t -> Instance.of(new JitCall("f", pair(t)), main(t, 3), main(t, 3))));
    rows.add(smooth("shard_map", t -> Instance.of(sharded(t), main(t, 3), main(t, 3), main(t, 2))));
    rows.add(
        smooth(
            "checkpoint",
            t ->
                Instance.of(
                    new Checkpoint(pair(t), CheckpointPolicy.nothingSaveable(), true, false),
                    main(t, 3),
                    main(t, 3))));
    rows.add(
        smooth(
            "checkpoint again",
            t ->
                Instance.of(
                    new Checkpoint(pair(t), CheckpointPolicy.dotsSaveable(), true, true),
                    main(t, 3),
                    main(t, 3))));
    rows.add(
        smooth(
            "custom_jvp_call",
            t -> Instance.of(CustomCall.jvp("f", cube(t), new CubeJvp()), main(t, 3))));
    rows.add(
        smooth(
            "custom_vjp_call",
            t -> Instance.of(CustomCall.vjp("f", cube(t), new CubeVjp()), main(t, 3))));
    rows.add(rough("pure_callback", t -> Instance.of(pure(t), main(t, 3))));
    rows.add(
        rough(
            "io_callback",
            t -> Instance.of(new IoCallback(FIRST, List.of(vector(t)), false), main(t, 3))));
    rows.add(rough("debug_callback", t -> Instance.of(new DebugCallback(FIRST, true), main(t, 3))));
    rows.add(rough("debug_print", t -> Instance.of(new DebugPrint("{}", false), main(t))));
    rows.add(rough("check", t -> Instance.of(new Check("{}", 0), ints(DType.BOOL, 1, 2), main(t))));
    rows.add(smooth("composite", t -> Instance.of(new Tripled(), main(t, 3))));
  }

  private static final HostFunction FIRST = args -> List.of(args.get(0));

  private static PureCallback pure(DType t) {
    return new PureCallback(
        args -> List.of(times(args.get(0), args.get(0))),
        List.of(vector(t)),
        VmapMethod.SEQUENTIAL);
  }

  private static Row rough(String name, java.util.function.Function<DType, Instance> make) {
    return new Row(name, make, false);
  }

  private static Row smooth(String name, java.util.function.Function<DType, Instance> make) {
    return new Row(name, make, true);
  }

  private static Jaxpr jaxpr(UnaryOperator<List<NDArray>> f, AbstractValue... in) {
    return Tracing.toJaxpr("a row", f, List.of(in)).jaxpr();
  }

  private static AbstractValue vector(DType t) {
    return AbstractValue.of(t, 3);
  }

  private static NDArray times(NDArray x, NDArray y) {
    return Lax.binary(BinaryOp.MUL, x, y);
  }

  /** {@code x * y, sum(x)}. */
  private static Jaxpr pair(DType t) {
    return jaxpr(
        a -> List.of(times(a.get(0), a.get(1)), Lax.reduceSum(a.get(0), Axes.of(0))),
        vector(t),
        vector(t));
  }

  /**
   * On the one device there always is: {@code x * y} in blocks, and the sum of {@code x * z[0]}.
   */
  private static ShardMap sharded(DType t) {
    Mesh mesh = new Mesh(List.of(new NamedAxis("i", 1)), List.of(0));
    PartitionSpec blocks = PartitionSpec.of("i");
    AbstractValue block = vector(t).withVarying(blocks.varying());
    Jaxpr body =
        ShardMap.inMesh(
            mesh,
            () ->
                jaxpr(
                    a -> {
                      NDArray z = Lax.sliceInDim(a.get(2), 0, 1, 1, 0);
                      NDArray scaled =
                          times(
                              a.get(0),
                              Lax.broadcast(Lax.reshape(z, Shape.SCALAR), a.get(0).shape()));
                      return List.of(
                          times(a.get(0), a.get(1)),
                          Collectives.psum(Lax.reduceSum(scaled, Axes.of(0)), "i"));
                    },
                    block,
                    block,
                    AbstractValue.of(t, 2)));
    return ShardMap.of(
        "f",
        body,
        mesh,
        List.of(blocks, blocks, PartitionSpec.REPLICATED),
        List.of(blocks, PartitionSpec.REPLICATED));
  }

  private static Cond cond(DType t) {
    Jaxpr other =
        jaxpr(
            a -> List.of(Lax.sub(a.get(1), a.get(0)), Lax.reduceSum(a.get(1), Axes.of(0))),
            vector(t),
            vector(t));
    return new Cond(List.of(pair(t), other));
  }

  private static Cond switchOf3(DType t) {
    AbstractValue s = AbstractValue.of(t);
    return new Cond(
        List.of(
            jaxpr(a -> List.of(Lax.add(a.get(0), a.get(1))), vector(t), s),
            jaxpr(a -> List.of(times(a.get(0), a.get(0))), vector(t), s),
            jaxpr(a -> List.of(Lax.broadcast(a.get(1), a.get(0).shape())), vector(t), s)));
  }

  /** Constant c, carries (v, n), element x: v' = v * c + x, n' = n + 1; results sum(v'), c. */
  private static Scan scan(DType t, boolean reverse) {
    Jaxpr body =
        jaxpr(
            a -> {
              NDArray v = Lax.add(times(a.get(1), a.get(0)), a.get(3));
              return List.of(v, Lax.add(a.get(2), 1), Lax.reduceSum(v, Axes.of(0)), a.get(0));
            },
            vector(t),
            vector(t),
            COUNT,
            vector(t));
    return new Scan(body, 4, reverse, 1, 2, 1);
  }

  private static Operand[] scanOperands(DType t) {
    return new Operand[] {main(t, 3), main(t, 3), ints(DType.INT32, 0, 5), main(t, 4, 3)};
  }

  /** Test constant n, body constant c, carries (i, v): while i < n: i += 1, v = v * c. */
  private static While loop(DType t, int maxSteps) {
    Jaxpr test =
        jaxpr(
            a -> List.of(Lax.compare(Comparison.LT, a.get(1), a.get(0))), COUNT, COUNT, vector(t));
    Jaxpr body =
        jaxpr(
            a -> List.of(Lax.add(a.get(1), 1), times(a.get(2), a.get(0))),
            vector(t),
            COUNT,
            vector(t));
    return new While(test, 1, body, 1, maxSteps);
  }

  private static Jaxpr cube(DType t) {
    return jaxpr(a -> List.of(Lax.integerPow(a.get(0), 3)), vector(t));
  }

  private static NDArray slope(NDArray x, NDArray t) {
    return Lax.mul(times(times(x, x), t), 3);
  }

  private record CubeJvp() implements CustomRules.Jvp {
    @Override
    public List<@Nullable NDArray> jvp(List<NDArray> primals, List<@Nullable NDArray> tangents) {
      NDArray x = primals.get(0);
      NDArray t = Objects.requireNonNull(tangents.get(0));
      return List.of(Lax.integerPow(x, 3), slope(x, t));
    }
  }

  private record CubeVjp() implements CustomRules.Vjp {
    @Override
    public CustomRules.Forward forward(List<NDArray> primals, boolean[] perturbed) {
      return new CustomRules.Forward(
          List.of(Lax.integerPow(primals.get(0), 3)), primals, new CubePullback());
    }
  }

  private record CubePullback() implements CustomRules.Pullback {
    @Override
    public List<@Nullable NDArray> pull(
        List<NDArray> residuals, List<@Nullable NDArray> cotangents) {
      return List.of(slope(residuals.get(0), Objects.requireNonNull(cotangents.get(0))));
    }
  }

  /** A composite operation: {@code x * 3}. */
  private record Tripled() implements Composite {
    @Override
    public String name() {
      return "tripled";
    }

    @Override
    public List<AbstractValue> infer(List<AbstractValue> in) {
      return in;
    }

    @Override
    public List<NDArray> expand(List<NDArray> args) {
      return List.of(Lax.mul(args.get(0), 3));
    }
  }
}
