package org.jacobean.batch;

import java.util.List;
import org.jacobean.AbstractValue;

/** How long the mapped axes of some leaves are, for error messages. */
public final class BatchSizes {
  private BatchSizes() {}

  /**
   * One indented line per mapped leaf that names it and the length of its mapped axis, for example
   * {@code argument 0 .w: f32[3,4] has length 4 along axis 1}.
   *
   * @param names what each leaf is called, such as a key path
   * @param types the leaves' types
   * @param axes the mapped axis of each leaf, or {@link Batching#NOT_MAPPED}
   */
  public static String list(List<String> names, List<AbstractValue> types, List<Integer> axes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      int axis = axes.get(i);
      AbstractValue type = types.get(i);
      if (axis == Batching.NOT_MAPPED) {
        continue;
      }
      String length =
          axis < type.rank()
              ? " has length " + type.shape().dim(axis) + " along axis " + axis
              : " has no axis " + axis;
      text.append("\n  ").append(names.get(i)).append(": ").append(type).append(length);
    }
    return text.toString();
  }

  /** Whether all mapped leaves have their axis, of one length. */
  public static boolean agree(List<AbstractValue> types, List<Integer> axes) {
    int size = -1;
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.get(i);
      if (axis == Batching.NOT_MAPPED) {
        continue;
      }
      if (axis >= types.get(i).rank()) {
        return false;
      }
      int n = types.get(i).shape().dim(axis);
      if (size >= 0 && n != size) {
        return false;
      }
      size = n;
    }
    return true;
  }
}
