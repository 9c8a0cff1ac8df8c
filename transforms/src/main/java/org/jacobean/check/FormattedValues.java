package org.jacobean.check;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.op.ValueFormat;
import org.jacobean.jit.Arguments;
import org.jacobean.pytrees.KeyPath;
import org.jacobean.pytrees.Tree;

/**
 * A format with one placeholder per array: what is not an array has become part of the text.
 *
 * @param format the format
 * @param arrays the values
 */
public record FormattedValues(String format, List<NDArray> arrays) {
  /**
   * Puts values of any kind into a format.
   *
   * @throws TransformException JX0461 when the format cannot be read, JX0468 when it has another
   *     number of placeholders
   */
  public static FormattedValues of(String format, Object... values) {
    ValueFormat f = ValueFormat.parse(format);
    if (f.placeholders() != values.length) {
      throw new TransformException(
          "JX0468",
          "the format \""
              + format
              + "\" has "
              + f.placeholders()
              + (f.placeholders() == 1 ? " placeholder" : " placeholders")
              + " but was given "
              + values.length
              + (values.length == 1 ? " value" : " values")
              + "; write one {} per value");
    }
    StringBuilder text = new StringBuilder();
    List<NDArray> arrays = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      text.append(ValueFormat.quote(f.text(i)));
      add(values[i], f.placeholder(i), text, arrays);
    }
    text.append(ValueFormat.quote(f.text(values.length)));
    return new FormattedValues(text.toString(), List.copyOf(arrays));
  }

  private static void add(
      Object value, String placeholder, StringBuilder text, List<NDArray> arrays) {
    if (value == null) { // what nullness annotations cannot keep a user from passing
      text.append("null");
      return;
    }
    switch (value) {
      case NDArray a -> {
        text.append(placeholder);
        arrays.add(a);
      }
      case Number n when !placeholder.equals("{}") -> {
        text.append(placeholder);
        arrays.add(NDArray.of(DType.FLOAT64, new double[] {n.doubleValue()}, Shape.SCALAR));
      }
      case String s -> text.append(ValueFormat.quote(s));
      case Number n -> text.append(n);
      case Boolean b -> text.append(b);
      case Enum<?> e -> text.append(ValueFormat.quote(e.toString()));
      default -> tree(value, placeholder, text, arrays);
    }
  }

  private static void tree(
      Object value, String placeholder, StringBuilder text, List<NDArray> arrays) {
    Tree.Flattened flat = Tree.flatten(value);
    List<NDArray> leaves = Arguments.arrays(flat.leaves());
    if (leaves.isEmpty()) {
      text.append(ValueFormat.quote(String.valueOf(value)));
      return;
    }
    List<KeyPath> paths = flat.structure().paths();
    boolean isLeaf = paths.size() == 1 && paths.getFirst().keys().isEmpty();
    text.append(isLeaf ? "" : "(");
    for (int i = 0; i < leaves.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      text.append(isLeaf ? "" : ValueFormat.quote(paths.get(i).toString()) + "=");
      text.append(placeholder);
    }
    text.append(isLeaf ? "" : ")");
    arrays.addAll(leaves);
  }
}
