package org.jacobean.jit;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;

/**
 * The leaves of trees as arrays: the one place where Java's primitive arrays become {@link
 * NDArray}s.
 */
public final class Arguments {
  private Arguments() {}

  /**
   * The leaves as arrays. {@code double[]} becomes {@code float64}, {@code float[]} {@code
   * float32}, {@code long[]} {@code int64}, {@code int[]} {@code int32}, {@code short[]} {@code
   * int16}, {@code byte[]} {@code int8}, {@code boolean[]} {@code bool}; nested arrays become
   * arrays of higher rank.
   *
   * @param leaves leaves of a tree
   * @throws TransformException JX0401 when a leaf is no array, JX0402 when nested arrays are ragged
   */
  public static List<NDArray> arrays(List<Object> leaves) {
    NDArray[] out = new NDArray[leaves.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array(leaves.get(i));
    }
    return Arrays.asList(out);
  }

  /** One leaf as an array. @throws TransformException JX0401, JX0402 as {@link #arrays} */
  public static NDArray array(Object leaf) {
    return switch (leaf) {
      case NDArray a -> a;
      case double[] v -> NDArray.of(v);
      case float[] v -> NDArray.of(v);
      case long[] v -> NDArray.of(v);
      case int[] v -> NDArray.of(v);
      case short[] v -> NDArray.of(v);
      case byte[] v -> NDArray.of(v);
      case boolean[] v -> NDArray.of(v);
      case Object[] v -> nested(v);
      default ->
          throw Faults.of(
              "JX0401",
              "a leaf of class "
                  + leaf.getClass().getName()
                  + " is no array; leaves are NDArrays or Java arrays of numbers or booleans");
    };
  }

  private static NDArray nested(Object[] rows) {
    List<Integer> dims = new ArrayList<>();
    Object at = rows;
    Class<?> type = rows.getClass();
    while (type.isArray()) {
      int n = at == null ? 0 : Array.getLength(at);
      dims.add(n);
      type = type.getComponentType();
      at = type.isArray() && n > 0 ? Array.get(at, 0) : null;
    }
    Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    Object flat = Array.newInstance(type, Math.toIntExact(shape.size()));
    copy(rows, dims, 0, flat, 0);
    return array(flat).reshape(shape.dims());
  }

  private static int copy(Object from, List<Integer> dims, int axis, Object flat, int at) {
    int n = Array.getLength(from);
    if (n != dims.get(axis)) {
      throw Faults.of(
          "JX0402",
          "a nested Java array is ragged: along axis "
              + axis
              + " one row has "
              + n
              + " elements, the first has "
              + dims.get(axis)
              + "; make the rows equally long");
    }
    if (axis == dims.size() - 1) {
      System.arraycopy(from, 0, flat, at, n);
      return at + n;
    }
    for (int i = 0; i < n; i++) {
      at = copy(Array.get(from, i), dims, axis + 1, flat, at);
    }
    return at;
  }
}
