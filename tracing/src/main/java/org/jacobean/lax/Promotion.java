package org.jacobean.lax;

import static org.jacobean.DType.*;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.errors.DTypeException;
import org.jacobean.errors.ShapeException;

/**
 * Type promotion: the least upper bound in JAX's lattice, whose nodes are the dtypes and the three
 * weak types of Java scalars (<a
 * href="https://docs.jax.dev/en/latest/jep/9407-type-promotion.html">JEP 9407</a>). Weak types have
 * 64 bits when nothing stronger is around.
 */
public final class Promotion {
  private enum Node {
    BOOL,
    WEAK_INT,
    U4,
    I4,
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
    WEAK_FLOAT,
    F8A,
    F8B,
    BF16,
    F16,
    F32,
    F64,
    WEAK_COMPLEX,
    C64,
    C128
  }

  private static final Map<Node, EnumSet<Node>> ABOVE = upperBounds();

  private Promotion() {}

  private static Map<Node, EnumSet<Node>> upperBounds() {
    Map<Node, List<Node>> up = new EnumMap<>(Node.class);
    up.put(Node.BOOL, List.of(Node.WEAK_INT));
    up.put(Node.WEAK_INT, List.of(Node.U8, Node.I8, Node.U4, Node.I4));
    up.put(Node.U8, List.of(Node.I16, Node.U16));
    up.put(Node.U16, List.of(Node.I32, Node.U32));
    up.put(Node.U32, List.of(Node.I64, Node.U64));
    up.put(Node.I8, List.of(Node.I16));
    up.put(Node.I16, List.of(Node.I32));
    up.put(Node.I32, List.of(Node.I64));
    up.put(Node.U64, List.of(Node.WEAK_FLOAT));
    up.put(Node.I64, List.of(Node.WEAK_FLOAT));
    up.put(Node.WEAK_FLOAT, List.of(Node.F8A, Node.F8B, Node.BF16, Node.F16, Node.WEAK_COMPLEX));
    up.put(Node.BF16, List.of(Node.F32));
    up.put(Node.F16, List.of(Node.F32));
    up.put(Node.F32, List.of(Node.F64, Node.C64));
    up.put(Node.F64, List.of(Node.C128));
    up.put(Node.WEAK_COMPLEX, List.of(Node.C64));
    up.put(Node.C64, List.of(Node.C128));
    Map<Node, EnumSet<Node>> above = new EnumMap<>(Node.class);
    for (Node n : Node.values()) {
      EnumSet<Node> seen = EnumSet.noneOf(Node.class);
      List<Node> todo = new ArrayList<>(List.of(n));
      while (!todo.isEmpty()) {
        Node m = todo.remove(todo.size() - 1);
        if (seen.add(m)) {
          todo.addAll(up.getOrDefault(m, List.of()));
        }
      }
      above.put(n, seen);
    }
    return above;
  }

  private static Node node(AbstractValue a) {
    if (a.weakType()) {
      return switch (a.dtype().kind()) {
        case INT, UINT -> Node.WEAK_INT;
        case FLOAT -> Node.WEAK_FLOAT;
        case COMPLEX -> Node.WEAK_COMPLEX;
        case BOOL -> Node.BOOL;
        case FLOAT0 -> throw noPromotion(List.of(a));
      };
    }
    return switch (a.dtype()) {
      case BOOL -> Node.BOOL;
      case INT4 -> Node.I4;
      case INT8 -> Node.I8;
      case INT16 -> Node.I16;
      case INT32 -> Node.I32;
      case INT64 -> Node.I64;
      case UINT4 -> Node.U4;
      case UINT8 -> Node.U8;
      case UINT16 -> Node.U16;
      case UINT32 -> Node.U32;
      case UINT64 -> Node.U64;
      case FLOAT8_E4M3FN -> Node.F8A;
      case FLOAT8_E5M2 -> Node.F8B;
      case BFLOAT16 -> Node.BF16;
      case FLOAT16 -> Node.F16;
      case FLOAT32 -> Node.F32;
      case FLOAT64 -> Node.F64;
      case COMPLEX64 -> Node.C64;
      case COMPLEX128 -> Node.C128;
      case FLOAT0 -> throw noPromotion(List.of(a));
    };
  }

  private static AbstractValue type(Node n) {
    return switch (n) {
      case BOOL -> AbstractValue.of(BOOL);
      case WEAK_INT -> new AbstractValue(INT64, Shape.SCALAR, true);
      case WEAK_FLOAT -> new AbstractValue(FLOAT64, Shape.SCALAR, true);
      case WEAK_COMPLEX -> new AbstractValue(COMPLEX128, Shape.SCALAR, true);
      case U4 -> AbstractValue.of(UINT4);
      case I4 -> AbstractValue.of(INT4);
      case U8 -> AbstractValue.of(UINT8);
      case U16 -> AbstractValue.of(UINT16);
      case U32 -> AbstractValue.of(UINT32);
      case U64 -> AbstractValue.of(UINT64);
      case I8 -> AbstractValue.of(INT8);
      case I16 -> AbstractValue.of(INT16);
      case I32 -> AbstractValue.of(INT32);
      case I64 -> AbstractValue.of(INT64);
      case F8A -> AbstractValue.of(FLOAT8_E4M3FN);
      case F8B -> AbstractValue.of(FLOAT8_E5M2);
      case BF16 -> AbstractValue.of(BFLOAT16);
      case F16 -> AbstractValue.of(FLOAT16);
      case F32 -> AbstractValue.of(FLOAT32);
      case F64 -> AbstractValue.of(FLOAT64);
      case C64 -> AbstractValue.of(COMPLEX64);
      case C128 -> AbstractValue.of(COMPLEX128);
    };
  }

  private static DTypeException noPromotion(List<AbstractValue> in) {
    return new DTypeException(
        "JX0212",
        "no dtype holds all of " + in + " by implicit promotion; convert one with astype");
  }

  /**
   * The dtype and weakness of combining values of the given types, as a scalar type.
   *
   * @throws DTypeException JX0212 when the lattice has no least upper bound
   */
  public static AbstractValue resultType(List<AbstractValue> in) {
    AbstractValue first = in.get(0);
    boolean same = true;
    for (AbstractValue a : in) {
      same &= a.dtype() == first.dtype() && a.weakType() == first.weakType();
    }
    if (same) {
      return first.withShape(Shape.SCALAR);
    }
    EnumSet<Node> common = EnumSet.allOf(Node.class);
    for (AbstractValue a : in) {
      common.retainAll(ABOVE.get(node(a)));
    }
    for (Node n : common) {
      if (java.util.Objects.requireNonNull(ABOVE.get(n)).containsAll(common)) {
        return type(n);
      }
    }
    throw noPromotion(in);
  }

  /** The dtype of combining two dtypes, as NumPy's {@code promote_types}. */
  public static DType promote(DType a, DType b) {
    return resultType(List.of(AbstractValue.of(a), AbstractValue.of(b))).dtype();
  }

  /**
   * {@code x} in the dtype (and weakness) of {@code type}; concrete scalars are converted at once.
   */
  public static NDArray convert(NDArray x, AbstractValue type) {
    if (x.dtype() == type.dtype()) {
      return x.aval().weakType() == type.weakType() ? x : x.withWeakType(type.weakType());
    }
    if (x.rank() == 0 && x instanceof org.jacobean.backend.DeviceArray) {
      return scalarOf(x, type);
    }
    return Lax.convertElementType(x, type.dtype(), type.weakType());
  }

  private static NDArray scalarOf(NDArray x, AbstractValue type) {
    DType to = type.dtype();
    NDArray y;
    if (x.dtype().isComplex() || to.isComplex()) {
      y = NDArray.ofComplex(to, x.toComplexArray(), Shape.SCALAR);
    } else if (x.dtype().isFloat()) {
      y = NDArray.full(to, Shape.SCALAR, x.item());
    } else {
      y = NDArray.fullLong(to, Shape.SCALAR, x.itemLong());
    }
    return y.withWeakType(type.weakType());
  }

  /** The type an inexact function works in: itself, or for integers and bool the matching float. */
  public static AbstractValue toInexact(AbstractValue a) {
    if (a.dtype().isInexact()) {
      return a;
    }
    DType t = a.dtype() == INT64 || a.dtype() == UINT64 ? FLOAT64 : FLOAT32;
    return new AbstractValue(t, a.shape(), a.weakType());
  }

  /**
   * The common shape of operands by NumPy's rule.
   *
   * @throws ShapeException JX0210 naming the shapes and the axis
   */
  public static Shape broadcastShapes(List<Shape> shapes) {
    Shape widest = Shape.SCALAR;
    boolean same = true; // or scalars: the common case
    for (Shape s : shapes) {
      same &= s.rank() == 0 || widest.rank() == 0 || s.equals(widest);
      widest = s.rank() > widest.rank() ? s : widest;
    }
    if (same) {
      return widest;
    }
    int rank = widest.rank();
    int[] out = new int[rank];
    for (int i = 0; i < rank; i++) {
      int n = 1;
      for (Shape s : shapes) {
        int d = i - rank + s.rank() < 0 ? 1 : s.dim(i - rank + s.rank());
        if (n == 1) {
          n = d;
        } else if (d != 1 && d != n) {
          throw new ShapeException(
              "JX0210",
              "shapes "
                  + shapes.stream()
                      .map(Shape::toString)
                      .collect(java.util.stream.Collectors.joining(" and "))
                  + " do not broadcast: axis "
                  + (i - rank)
                  + " has lengths "
                  + n
                  + " and "
                  + d
                  + "; lengths must agree or be 1");
        }
      }
      out[i] = n;
    }
    return Shape.of(out);
  }
}
