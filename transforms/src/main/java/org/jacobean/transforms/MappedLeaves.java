package org.jacobean.transforms;

import java.util.Collections;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;
import org.jacobean.batch.Batching;
import org.jacobean.errors.TransformException;
import org.jacobean.errors.TreeException;
import org.jacobean.jit.Staging;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;

/**
 * Which axes of arguments and results hold the examples, or the devices.
 *
 * @param what the transformation with the function, for messages
 * @param axes what the user asked for
 */
record MappedLeaves(String what, VmapAxes axes) {
  /** The mapped axis per leaf, {@link Batching#NOT_MAPPED} or not negative. */
  int[] inAxes(Staging.Args args, int arity) {
    List<Integer> given;
    if (axes.in().isEmpty()) {
      given = Collections.nCopies(args.leaves().size(), 0);
    } else if (axes.in().size() != arity) {
      throw Faults.of(
          "JX0420",
          what
              + ": "
              + axes.in().size()
              + " in axes were given for "
              + arity
              + " arguments; give one entry per argument");
    } else {
      given = spread(axes.in().toArray(), args.tree(), "in axes", "the arguments");
    }
    int[] in = new int[given.size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = axis(given.get(i), args.leaves().get(i).shape(), args.nameOf(i));
    }
    return in;
  }

  private int axis(int given, Shape shape, String name) {
    if (given == VmapAxes.NOT_MAPPED) {
      return Batching.NOT_MAPPED;
    }
    int a = given < 0 ? given + shape.rank() : given;
    if (a < 0 || a >= shape.rank()) {
      throw Faults.of(
          "JX0418",
          what
              + ": axis "
              + given
              + " of "
              + name
              + " is out of range for shape "
              + shape
              + " (rank "
              + shape.rank()
              + "); choose another axis, or NOT_MAPPED to give every example the whole array");
    }
    return a;
  }

  /** The number of examples, on which all mapped axes agree. */
  int size(Staging.Args args, int[] in) {
    int size = axes.size();
    boolean ragged = false;
    for (int i = 0; i < in.length; i++) {
      if (in[i] != Batching.NOT_MAPPED) {
        int n = args.leaves().get(i).shape().dim(in[i]);
        ragged |= size >= 0 && n != size;
        size = size >= 0 ? size : n;
      }
    }
    if (ragged) {
      throw Faults.of("JX0419", raggedMessage(args, in));
    }
    if (size < 0) {
      throw Faults.of(
          "JX0417",
          what
              + ": no argument is mapped"
              + (in.length == 0 ? " (there is no array among the arguments)" : "")
              + ", so that the number of examples is unknown; map at least one, or give the number"
              + " with VmapAxes.size");
    }
    return size;
  }

  private String raggedMessage(Staging.Args args, int[] in) {
    StringBuilder text = new StringBuilder(what + ": the mapped axes have different sizes");
    if (axes.size() >= 0) {
      text.append(" (").append(axes.size()).append(" was asked for)");
    }
    for (int i = 0; i < in.length; i++) {
      if (in[i] != Batching.NOT_MAPPED) {
        AbstractValue a = args.leaves().get(i).aval();
        text.append("\n    ").append(args.nameOf(i)).append(": ").append(a.shape().dim(in[i]));
        text.append(" along axis ").append(in[i]).append(" of ").append(a);
      }
    }
    return text + "\n  map axes of one size, or use NOT_MAPPED for what all examples share";
  }

  /** One axis per leaf from a prefix tree of them. */
  List<Integer> spread(Object prefix, TreeDef full, String which, String whole) {
    if (prefix instanceof Integer all) {
      return Collections.nCopies(full.leafCount(), all);
    }
    try {
      return Tree.broadcastPrefix(prefix, full, Integer.class);
    } catch (TreeException e) {
      throw Faults.of(
          "JX0420",
          what
              + ": the "
              + which
              + " "
              + (prefix instanceof Object[] entries ? List.of(entries) : prefix)
              + " are not a prefix of "
              + whole
              + ", "
              + full.toString().replaceFirst("^Object\\[", "[")
              + "; give an axis number or NOT_MAPPED, or a tree of them of the same form ("
              + e.getMessage()
              + ")");
    }
  }

  /** The error of a result that should be the same for all and is not. */
  TransformException differs(String name) {
    return Faults.of(
        "JX0421",
        what
            + ": "
            + name
            + " differs between examples but its out axis is NOT_MAPPED; give it an axis, or"
            + " reduce it over the examples afterwards");
  }

  /**
   * A wanted out axis, counted from the front.
   *
   * @param example the result for one example
   */
  int outAxis(int wanted, AbstractValue example, String name) {
    int rank = example.rank() + 1;
    int axis = wanted < 0 ? wanted + rank : wanted;
    if (axis < 0 || axis >= rank) {
      throw Faults.of(
          "JX0422",
          what
              + ": out axis "
              + wanted
              + " is out of range for "
              + name
              + ", which is "
              + example
              + " for one example and has rank "
              + rank
              + " for all");
    }
    return axis;
  }
}
