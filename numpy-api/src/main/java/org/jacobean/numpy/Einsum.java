package org.jacobean.numpy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jacobean.Axes;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.ShapeException;
import org.jacobean.ir.op.DotDims;
import org.jacobean.lax.Lax;
import org.jacobean.lax.Promotion;

/** Einstein's summation: pairs of operands are contracted, the cheapest result first. */
final class Einsum {
  /** An array with a letter per axis, all different. */
  private record Term(NDArray array, String letters) {}

  private final String text;

  private Einsum(String text) {
    this.text = text;
  }

  static NDArray einsum(String subscripts, NDArray... operands) {
    return new Einsum(subscripts).evaluate(operands);
  }

  private ShapeException wrong(String why) {
    return new ShapeException("JX0649", "einsum \"" + text + "\": " + why);
  }

  private NDArray evaluate(NDArray... operands) {
    String[] sides = text.replace(" ", "").split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    if (sides.length > 2 || inputs.length != operands.length) {
      throw wrong(inputs.length + " operands are named, " + operands.length + " given");
    }
    var type = Promotion.resultType(java.util.Arrays.stream(operands).map(NDArray::aval).toList());
    List<String> names = new ArrayList<>();
    int dots = 0;
    for (int i = 0; i < inputs.length; i++) {
      int hidden = operands[i].rank() - inputs[i].replace(".", "").length();
      if (inputs[i].contains("...") ? hidden < 0 : hidden != 0 || inputs[i].contains(".")) {
        throw wrong("'" + inputs[i] + "' does not name the axes of " + operands[i].aval());
      }
      dots = Math.max(dots, inputs[i].contains("...") ? hidden : 0);
      names.add(inputs[i].replace("...", upper(hidden)));
    }
    String output =
        sides.length == 2 ? sides[1].replace("...", upper(dots)) : implicit(names, upper(dots));
    Map<Character, Integer> lengths = lengths(names, operands);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      terms.add(simplify(Promotion.convert(operands[i], type), names.get(i), lengths));
    }
    return finish(contractAll(terms, output), output, lengths);
  }

  /** Letters beyond the alphabet for the axes of an ellipsis, numbered from the last. */
  private static String upper(int n) {
    StringBuilder b = new StringBuilder();
    for (int i = n - 1; i >= 0; i--) {
      b.append((char) ('\u0400' + i));
    }
    return b.toString();
  }

  private static String implicit(List<String> names, String ellipsis) {
    String all = String.join("", names);
    StringBuilder b = new StringBuilder(ellipsis);
    all.chars()
        .distinct()
        .sorted()
        .filter(c -> c < '\u0400' && all.indexOf(c) == all.lastIndexOf(c))
        .forEach(c -> b.append((char) c));
    return b.toString();
  }

  private Map<Character, Integer> lengths(List<String> names, NDArray... operands) {
    Map<Character, Integer> out = new LinkedHashMap<>();
    for (int i = 0; i < operands.length; i++) {
      for (int k = 0; k < names.get(i).length(); k++) {
        int n = operands[i].shape().dim(k);
        char c = names.get(i).charAt(k);
        int before = out.getOrDefault(c, 1);
        if (before != 1 && n != 1 && before != n) {
          throw wrong("axis '" + c + "' has lengths " + before + " and " + n);
        }
        out.put(c, Math.max(before, n) * Math.min(1, Math.min(before, n)));
      }
    }
    return out;
  }

  /** Takes the diagonal of repeated letters, and drops axes of length 1 that broadcast. */
  private Term simplify(NDArray x, String letters, Map<Character, Integer> lengths) {
    NDArray y = x;
    String s = letters;
    for (int i = 0; i < s.length(); i++) {
      int j = s.indexOf(s.charAt(i), i + 1);
      if (j >= 0) {
        char c = s.charAt(i);
        y = CreationFunctions.diagonal(y, 0, i, j);
        s = new StringBuilder(s).deleteCharAt(j).deleteCharAt(i).append(c).toString();
        i = -1;
      }
    }
    for (int i = s.length() - 1; i >= 0; i--) {
      if (y.shape().dim(i) == 1 && Objects.requireNonNull(lengths.get(s.charAt(i))) != 1) {
        y = Lax.squeeze(y, Axes.of(i));
        s = new StringBuilder(s).deleteCharAt(i).toString();
      }
    }
    return new Term(y, s);
  }

  private Term contractAll(List<Term> terms, String output) {
    while (terms.size() > 1) {
      int bestI = 0;
      int bestJ = 1;
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < terms.size(); i++) {
        for (int j = i + 1; j < terms.size(); j++) {
          double growth = growth(terms, i, j, output);
          if (growth < best) {
            best = growth;
            bestI = i;
            bestJ = j;
          }
        }
      }
      Term b = terms.remove(bestJ);
      Term a = terms.remove(bestI);
      terms.add(bestI, contract(a, b, elsewhere(terms, output)));
    }
    return terms.get(0);
  }

  private static String elsewhere(List<Term> terms, String output) {
    StringBuilder b = new StringBuilder(output);
    terms.forEach(t -> b.append(t.letters()));
    return b.toString();
  }

  /** The size of the contraction of two terms less their own sizes. */
  private static double growth(List<Term> terms, int i, int j, String output) {
    List<Term> rest = new ArrayList<>(terms);
    Term b = rest.remove(j);
    Term a = rest.remove(i);
    String keep = elsewhere(rest, output);
    double size = 1;
    for (int k = 0; k < a.letters().length(); k++) {
      size *= keep.indexOf(a.letters().charAt(k)) >= 0 ? a.array().shape().dim(k) : 1;
    }
    for (int k = 0; k < b.letters().length(); k++) {
      char c = b.letters().charAt(k);
      size *= keep.indexOf(c) >= 0 && a.letters().indexOf(c) < 0 ? b.array().shape().dim(k) : 1;
    }
    return size - a.array().size() - b.array().size();
  }

  /** Sums away what neither the other term nor the rest needs, then contracts. */
  private static Term contract(Term left, Term right, String keep) {
    Term a = sumOut(left, keep + right.letters());
    Term b = sumOut(right, keep + left.letters());
    StringBuilder batch = new StringBuilder();
    StringBuilder contracted = new StringBuilder();
    for (char c : a.letters().toCharArray()) {
      if (b.letters().indexOf(c) >= 0) {
        (keep.indexOf(c) >= 0 ? batch : contracted).append(c);
      }
    }
    var dims =
        new DotDims(axes(a, batch), axes(b, batch), axes(a, contracted), axes(b, contracted));
    StringBuilder letters = new StringBuilder(batch);
    for (int i : dims.lhsFree(a.letters().length()).toArray()) {
      letters.append(a.letters().charAt(i));
    }
    for (int i : dims.rhsFree(b.letters().length()).toArray()) {
      letters.append(b.letters().charAt(i));
    }
    return new Term(Lax.dotGeneral(a.array(), b.array(), dims), letters.toString());
  }

  private static Axes axes(Term t, CharSequence letters) {
    return Axes.of(letters.chars().map(c -> t.letters().indexOf(c)).toArray());
  }

  private static Term sumOut(Term t, String keep) {
    int[] gone =
        java.util.stream.IntStream.range(0, t.letters().length())
            .filter(i -> keep.indexOf(t.letters().charAt(i)) < 0)
            .toArray();
    StringBuilder s = new StringBuilder(t.letters());
    for (int i = gone.length - 1; i >= 0; i--) {
      s.deleteCharAt(gone[i]);
    }
    return new Term(Lax.reduceSum(t.array(), Axes.of(gone)), s.toString());
  }

  private NDArray finish(Term last, String output, Map<Character, Integer> lengths) {
    for (int i = 0; i < output.length(); i++) {
      char c = output.charAt(i);
      if (!lengths.containsKey(c) || output.indexOf(c) != output.lastIndexOf(c)) {
        throw wrong("'" + c + "' of the result must name one axis of the operands, once");
      }
    }
    Term t = sumOut(last, output);
    int[] order = output.chars().map(c -> t.letters().indexOf(c)).toArray();
    int[] present = java.util.Arrays.stream(order).filter(i -> i >= 0).toArray();
    NDArray y = Lax.transpose(t.array(), Axes.of(present));
    int[] shape = output.chars().map(c -> lengths.get((char) c)).toArray();
    int[] to =
        java.util.stream.IntStream.range(0, order.length).filter(i -> order[i] >= 0).toArray();
    return Lax.broadcastInDim(y, Shape.of(shape), Axes.of(to));
  }
}
