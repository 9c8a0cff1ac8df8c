package org.jacobean.pytrees;

import io.vavr.Tuple;
import io.vavr.Tuple1;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.Tuple4;
import io.vavr.Tuple5;
import io.vavr.Tuple6;
import io.vavr.Tuple7;
import io.vavr.Tuple8;

/** Vavr's tuples of one arity. */
final class TuplePlan extends Plan.Indexed {
  private static final TuplePlan[] BY_ARITY = new TuplePlan[Tuple.MAX_ARITY + 1];
  private static final KeyPath.Field[] KEYS = new KeyPath.Field[Tuple.MAX_ARITY];

  static {
    for (int arity = 0; arity < BY_ARITY.length; arity++) {
      BY_ARITY[arity] = new TuplePlan(arity);
    }
    for (int i = 0; i < KEYS.length; i++) {
      KEYS[i] = new KeyPath.Field("_" + (i + 1));
    }
  }

  private final int arity;

  private TuplePlan(int arity) {
    this.arity = arity;
  }

  static TuplePlan of(Class<?> type) {
    String name = type.getSimpleName();
    return BY_ARITY[name.charAt(name.length() - 1) - '0'];
  }

  @Override
  boolean accepts(Object value) {
    return value instanceof Tuple tuple && tuple.arity() == arity;
  }

  @Override
  int size(Object value) {
    return arity;
  }

  @Override
  Object child(Object value, int index) {
    return switch (arity) {
      case 1 -> ((Tuple1<?>) value)._1();
      case 2 -> index == 0 ? ((Tuple2<?, ?>) value)._1() : ((Tuple2<?, ?>) value)._2();
      case 3 -> of3((Tuple3<?, ?, ?>) value, index);
      case 4 -> of4((Tuple4<?, ?, ?, ?>) value, index);
      default -> ((Tuple) value).toSeq().get(index);
    };
  }

  @Override
  Object[] children(Object value, Object meta) {
    return ((Tuple) value).toSeq().toJavaArray();
  }

  @Override
  int match(Object value, Node.Branch node, Object[] out, int at) {
    // Larger tuples have no access by position that would not make a list of them each time.
    return arity <= 4
        ? super.match(value, node, out, at)
        : matchAll(children(value, NO_META), node, out, at);
  }

  private static Object of3(Tuple3<?, ?, ?> tuple, int index) {
    return switch (index) {
      case 0 -> tuple._1();
      case 1 -> tuple._2();
      default -> tuple._3();
    };
  }

  private static Object of4(Tuple4<?, ?, ?, ?> tuple, int index) {
    return switch (index) {
      case 0 -> tuple._1();
      case 1 -> tuple._2();
      case 2 -> tuple._3();
      default -> tuple._4();
    };
  }

  @Override
  Object assemble(Object meta, Object[] c) {
    return switch (arity) {
      case 0 -> Tuple.empty();
      case 1 -> new Tuple1<>(c[0]);
      case 2 -> new Tuple2<>(c[0], c[1]);
      case 3 -> new Tuple3<>(c[0], c[1], c[2]);
      case 4 -> new Tuple4<>(c[0], c[1], c[2], c[3]);
      case 5 -> new Tuple5<>(c[0], c[1], c[2], c[3], c[4]);
      case 6 -> new Tuple6<>(c[0], c[1], c[2], c[3], c[4], c[5]);
      case 7 -> new Tuple7<>(c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
      default -> new Tuple8<>(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
    };
  }

  @Override
  KeyPath.Key key(Object meta, int child) {
    return KEYS[child];
  }

  @Override
  String name(Object meta) {
    return "";
  }
}
