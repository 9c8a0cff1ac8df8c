package org.jacobean.numpy;

import io.vavr.Tuple2;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jacobean.NDArray;
import org.jacobean.golden.Golden;

/**
 * Binds a golden case without options to the function of {@link Numpy} of its name and number of
 * arguments.
 */
final class ByName {
  private ByName() {}

  private static final Map<String, List<Method>> METHODS =
      Arrays.stream(Numpy.class.getMethods()).collect(Collectors.groupingBy(Method::getName));

  /** Functions for the names that take arrays only, or arrays and then reduced axes. */
  static Function<Golden, List<NDArray>> function(String name) {
    return g -> call(name, g);
  }

  static boolean exists(String name) {
    return METHODS.getOrDefault(name, List.of()).stream()
        .anyMatch(m -> params(m, 1) || params(m, 2) || params(m, 3));
  }

  private static boolean params(Method m, int n) {
    Class<?>[] p = m.getParameterTypes();
    boolean arrays = p.length >= n && Arrays.stream(p).limit(n).allMatch(NDArray.class::equals);
    return arrays && (p.length == n || (p.length == n + 1 && p[n] == int[].class));
  }

  private static List<NDArray> call(String name, Golden g) {
    List<NDArray> args = g.args();
    int[] axes = g.axisList("axis");
    Method m =
        METHODS.get(name).stream()
            .filter(
                k ->
                    params(k, args.size())
                        && (axes.length == 0 || k.getParameterCount() > args.size()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + name + " of " + args.size() + " arrays"));
    Object[] actual =
        m.getParameterCount() == args.size()
            ? args.toArray()
            : Stream.concat(args.stream(), Stream.of((Object) axes)).toArray();
    try {
      Object r = m.invoke(null, actual);
      return switch (r) {
        case NDArray a -> List.of(a);
        case Tuple2<?, ?> t -> List.of((NDArray) t._1(), (NDArray) t._2());
        case List<?> l -> l.stream().map(NDArray.class::cast).toList();
        default -> throw new AssertionError(r.getClass());
      };
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException x) {
        throw x;
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
