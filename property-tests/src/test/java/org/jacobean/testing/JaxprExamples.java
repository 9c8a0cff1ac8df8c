package org.jacobean.testing;

import static org.jacobean.transforms.Transforms.*;

import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.ConvDims;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.DotDims;
import org.jacobean.lax.Lax;
import org.jacobean.nn.Activations;
import org.jacobean.nn.Normalization;
import org.jacobean.numpy.Idx;
import org.jacobean.numpy.Indexing;
import org.jacobean.numpy.Numpy;
import org.jacobean.transforms.Jvp;

/** The functions of {@code golden/jaxprs.txt}, whose Python source stands there. */
final class JaxprExamples {
  private final Map<String, UnaryOperator<List<NDArray>>> all = new LinkedHashMap<>();

  private JaxprExamples() {}

  static Map<String, UnaryOperator<List<NDArray>>> all() {
    JaxprExamples e = new JaxprExamples();
    e.arithmetic();
    e.derivatives();
    e.maps();
    e.calls();
    e.control();
    e.structure();
    return e.all;
  }

  private interface One {
    NDArray of(NDArray x);
  }

  private interface Two {
    NDArray of(NDArray x, NDArray y);
  }

  private void one(String name, One f) {
    all.put(name, x -> List.of(f.of(x.get(0))));
  }

  private void two(String name, Two f) {
    all.put(name, x -> List.of(f.of(x.get(0), x.get(1))));
  }

  private static NDArray f32(double v) {
    return NDArray.full(DType.FLOAT32, Shape.SCALAR, v);
  }

  private static NDArray i32(int v) {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, v);
  }

  private void arithmetic() {
    one("identity", x -> x);
    one("constant_result", x -> f32(1));
    two("doc_sum", (a, b) -> a.add(b.sin().mul(3)).sum());
    two("weak_scalars", (x, y) -> NDArray.scalar(2).mul(x).add(1.5).sub(y));
    one("python_scalar_argument", x -> x.mul(x));
    all.put(
        "dtypes",
        x -> {
          NDArray c = x.get(2);
          return List.of(
              x.get(0).add(1),
              x.get(1).mul(2),
              c.add(1),
              x.get(3).not(),
              x.get(1).real(),
              Numpy.sin(c));
        });
    two("predict", (w, x) -> NDArray.scalar(0.5).mul(x.matmul(w).div(2).tanh().add(1)));
    all.put("dense", x -> List.of(x.get(0).matmul(x.get(1)).add(x.get(2)).tanh()));
    one(
        "selu",
        x -> {
          NDArray positive = x.gt(0);
          NDArray negative = NDArray.scalar(1.67).mul(x.exp()).sub(1.67);
          return NDArray.scalar(1.05).mul(Lax.select(positive, x, negative));
        });
    one("stopped", x -> stopGradient(x).mul(x));
    two(
        "einsum_free_product",
        (v, m) -> Lax.dotGeneral(m, v, new DotDims(Axes.NONE, Axes.NONE, Axes.of(1), Axes.of(0))));
    one("sum_of_products", x -> x.sum(1).mul(x.max(1).exp()));
    one("norm", x -> x.mul(x).sum().sqrt());
    one("log_sum_exp", x -> x.exp().sum().log());
    all.put("results_in_another_order", x -> List.of(x.get(1), x.get(0), x.get(0).add(x.get(1))));
    one("softmax", x -> Normalization.softmax(x, 0));
    all.put("pytree_result", x -> List.of(x.get(0), x.get(0).add(1), x.get(0).mul(2)));
  }

  private void derivatives() {
    one("logistic_gradient", x -> grad((NDArray y) -> y.neg().exp().add(1).rdiv(1)).apply(x));
    one("sin_twice", x -> grad(grad((NDArray y) -> y.sin().mul(y))).apply(x));
    all.put("sin_jvp", x -> pair(jvp(NDArray::sin, x.get(0), f32(1))));
    all.put(
        "product_jvp",
        x -> pair(jvp(NDArray::mul, Tuple.of(x.get(0), x.get(1)), Tuple.of(x.get(1), x.get(0)))));
    one("sum_gradient", x -> grad((NDArray y) -> y.sin().sum()).apply(x));
    one("tanh_gradient", x -> grad(NDArray::tanh).apply(x));
    one("linearized", x -> linearize((NDArray y) -> y.sin().mul(y), x).tangentMap().apply(f32(1)));
    one("checkpointed", x -> grad((NDArray y) -> checkpoint(NDArray::sin).apply(y).sum()).apply(x));
    NDArray like = NDArray.full(DType.FLOAT32, Shape.of(3, 2), 1);
    one(
        "transposed_linear",
        ct -> linearTranspose((NDArray x) -> x.transpose().mul(2), like).apply(ct));
    one(
        "scan_gradient",
        xs -> {
          Function1<NDArray, NDArray> loss =
              w ->
                  scan(
                          (NDArray c, NDArray x) ->
                              Tuple.of(c.mul(w).add(x).tanh(), List.<NDArray>of()),
                          f32(0),
                          xs)
                      ._1;
          return grad(loss).apply(f32(0.5));
        });
  }

  private static List<NDArray> pair(Jvp<NDArray> y) {
    return List.of(y.value(), y.tangent());
  }

  private void maps() {
    one("vmapped", x -> vmap((NDArray y) -> y.sin().add(1)).apply(x));
    two("vmapped_dot", (a, b) -> vmap(NDArray::matmul, 0, NOT_MAPPED).apply(a, b));
    two("mapped_matrix_vector", (m, v) -> vmap((NDArray a) -> a.mul(v).sum()).apply(m));
    two(
        "mapped_twice",
        (a, b) -> vmap((NDArray x) -> vmap((NDArray y) -> x.mul(y).sum()).apply(b)).apply(a));
    one(
        "mapped_cond",
        x -> vmap((NDArray a) -> cond(a.gt(0), NDArray::sin, (NDArray b) -> b.mul(2), a)).apply(x));
    all.put(
        "mapped_scan",
        xs -> {
          Tuple2<NDArray, NDArray> y =
              vmap((NDArray x) -> scan((NDArray c, NDArray a) -> Tuple.of(c.add(a), c), f32(0), x))
                  .apply(xs.get(0));
          return List.of(y._1, y._2);
        });
    one("mapped_jit", x -> vmap(jit(NDArray::sin)).apply(x));
  }

  /** These are named as in Python. */
  private static NDArray f(NDArray x) {
    return x.sin();
  }

  private static NDArray low(NDArray x) {
    return x.sin();
  }

  private static NDArray high(NDArray x) {
    return jit(JaxprExamples::low).apply(x).add(1);
  }

  private static NDArray sort(NDArray x) {
    return Numpy.sort(x);
  }

  private static NDArray argsort(NDArray x) {
    return Numpy.argsort(x, 0);
  }

  private static NDArray cumsum(NDArray x) {
    return Numpy.cumsum(x, 1);
  }

  private static NDArray inner(NDArray x, NDArray arg) {
    return x.add(arg.mul(NDArray.full(DType.FLOAT32, Shape.of(1), 1)));
  }

  private static NDArray many(NDArray x) {
    NDArray y = x;
    for (int i = 0; i < 11; i++) {
      y = y.sin();
    }
    return y;
  }

  private void calls() {
    one("inner_jit", x -> x.add(jit((NDArray y) -> inner(y, x)).apply(x.sub(2))));
    one(
        "jit_twice",
        x -> {
          Function1<NDArray, NDArray> f = jit((NDArray y) -> y.cos().mul(2));
          return f.apply(f.apply(x));
        });
    one("jit_gradient", x -> jit((NDArray y) -> y.sin().exp()).apply(x));
    one("nested_jit", x -> jit(JaxprExamples::high).apply(x));
    one("long_inner", x -> jit(JaxprExamples::many).apply(x));
    one("relu_custom_jvp", x -> Activations.relu(x).mul(2));
    one(
        "custom_jvp_user",
        x -> customJvp(JaxprExamples::f, (y, t) -> new Jvp<>(y.sin(), t.mul(2))).apply(x));
    one(
        "custom_vjp_user",
        x -> customVjp(JaxprExamples::f, y -> Tuple.of(y.sin(), y), (r, g) -> g.mul(r)).apply(x));
  }

  private void control() {
    two(
        "switch_three",
        (i, x) -> switchCase(i, List.of((NDArray a) -> a.add(1), a -> a.sub(2), a -> a.add(3)), x));
    one("cond_true", x -> cond(x.sum().ge(0), (NDArray a) -> a.add(x), (NDArray a) -> a.sub(3), x));
    all.put(
        "while_power",
        x -> {
          NDArray ones = NDArray.full(DType.FLOAT32, Shape.of(3), 1);
          Tuple2<NDArray, NDArray> y =
              whileLoop(
                  (Tuple2<NDArray, NDArray> s) -> s._1.lt(x.get(1)),
                  s -> Tuple.of(s._1.add(1), s._2.mul(x.get(0)).add(ones)),
                  Tuple.of(i32(0), x.get(0)));
          return List.of(y._1, y._2);
        });
    one("fori", x -> foriLoop(0, 10, (i, c) -> c.add(x.mul(i)), x));
    all.put(
        "scan_sum",
        x -> {
          NDArray ones = NDArray.full(DType.FLOAT32, Shape.of(16), 1);
          Tuple2<NDArray, NDArray> y =
              scan(
                  (NDArray c, Tuple2<NDArray, NDArray> a) ->
                      Tuple.of(c.add(a._1.mul(a._2)).add(x.get(1)), c),
                  f32(0),
                  Tuple.of(x.get(0), ones));
          return List.of(y._1, y._2);
        });
    one(
        "logistic_map",
        x -> scan((NDArray c) -> Tuple.of(c.mul(c.rsub(1)).mul(3.5), List.<NDArray>of()), x, 5)._1);
    one(
        "scan_of_cond",
        xs ->
            scan(
                    (NDArray c, NDArray x) ->
                        Tuple.of(
                            cond(
                                x.gt(c),
                                (Tuple2<NDArray, NDArray> p) -> p._1,
                                (Tuple2<NDArray, NDArray> p) -> p._2,
                                Tuple.of(c, x)),
                            List.<NDArray>of()),
                    f32(0),
                    xs)
                ._1);
  }

  private void structure() {
    all.put(
        "integers",
        x ->
            List.of(
                Numpy.floorDivide(x.get(0).add(1), NDArray.scalar(2)),
                Numpy.divide(x.get(0), NDArray.scalar(2)),
                x.get(0).astype(DType.FLOAT32)));
    all.put(
        "reductions",
        x -> {
          NDArray a = x.get(0);
          NDArray sum = a.sum(0);
          NDArray max = Numpy.expandDims(a.max(1), 1);
          NDArray at = Numpy.argmax(a, 1);
          return List.of(sum, max, at, jit(JaxprExamples::cumsum).apply(a), a.mean());
        });
    all.put(
        "movement",
        x -> {
          NDArray a = x.get(0);
          return List.of(
              a.transpose(),
              a.reshape(3, 2),
              Lax.slice(a, Axes.of(0, 0), Axes.of(2, 3), Axes.of(1, 2)),
              Numpy.flip(a),
              Numpy.concatenate(List.of(a, a), 0),
              Numpy.expandDims(a, 0),
              Numpy.pad(a, new int[][] {{1, 1}, {1, 1}}, 0),
              Lax.slice(a, Axes.of(0, 0), Axes.of(1, 3), Axes.of(1, 1)).squeeze(0));
        });
    two("index_rows", (x, i) -> Indexing.take(x, i, 0));
    all.put(
        "dynamic_rows",
        x -> {
          NDArray a = x.get(0);
          List<NDArray> start = List.of(x.get(1), i32(0));
          NDArray row = Lax.slice(a, Axes.of(0, 0), Axes.of(1, 3), Axes.of(1, 1));
          return List.of(
              Lax.dynamicSlice(a, start, Shape.of(2, 3)), Lax.dynamicUpdateSlice(a, row, start));
        });
    two("update_rows", (x, i) -> Indexing.at(x, Idx.array(i)).add(1.0));
    all.put(
        "select_and_compare",
        x ->
            List.of(
                Numpy.where(x.get(0).gt(x.get(1)), x.get(0), 0.0),
                Numpy.clip(x.get(0), 0, 1),
                Numpy.maximum(x.get(0), 1)));
    all.put(
        "sorting",
        x ->
            List.of(
                jit(JaxprExamples::sort).apply(x.get(0)),
                jit(JaxprExamples::argsort).apply(x.get(0))));
    two("convolution", JaxprExamples::convolution);
  }

  private static NDArray convolution(NDArray x, NDArray k) {
    Axes ones = Axes.of(1, 1);
    Axes image = Axes.of(0, 3, 1, 2);
    ConvDims dims = new ConvDims(image, Axes.of(3, 2, 0, 1), image);
    return Lax.convGeneralDilated(
        x, k, new ConvGeneralDilated(ones, ones, ones, ones, ones, dims, 1, 1));
  }
}
