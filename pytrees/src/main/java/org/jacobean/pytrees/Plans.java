package org.jacobean.pytrees;

import io.vavr.Tuple;
import io.vavr.Value;
import io.vavr.collection.Array;
import io.vavr.collection.CharSeq;
import io.vavr.collection.Queue;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.BaseStream;

/** Chooses the plan of a class, once per class. */
final class Plans {

  private static final ClassValue<Plan> PLANS =
      new ClassValue<>() {
        @Override
        protected Plan computeValue(Class<?> type) {
          return choose(type);
        }
      };

  private static final KeyPath.Field GET = new KeyPath.Field("get");

  private static final Plan LEAF = new LeafPlan();
  private static final Plan STATIC = new StaticPlan();
  private static final Plan LIST = new ListPlan();
  private static final Plan OPTIONAL =
      new ShapedPlan(
          "Optional",
          "()",
          value -> ((Optional<?>) value).stream().toArray(),
          all -> all.length == 0 ? Optional.empty() : Optional.of(all[0]),
          _ -> GET);
  private static final Plan OPTION =
      new ShapedPlan(
          "Option",
          "()",
          value -> ((Option<?>) value).toJavaArray(),
          all -> all.length == 0 ? Option.none() : Option.some(all[0]),
          _ -> GET);
  private static final Plan LEFT = one("Left", v -> ((Either<?, ?>) v).getLeft(), Either::left);
  private static final Plan RIGHT = one("Right", v -> ((Either<?, ?>) v).get(), Either::right);
  private static final Plan ENTRY =
      new ShapedPlan(
          "Entry",
          "()",
          value ->
              new Object[] {
                ((Map.Entry<?, ?>) value).getKey(), ((Map.Entry<?, ?>) value).getValue()
              },
          all -> Map.entry(all[0], all[1]),
          i -> new KeyPath.Field(i == 0 ? "key" : "value"));
  private static final Plan VAVR_LIST = seq("List", values -> io.vavr.collection.List.of(values));
  private static final Plan VECTOR = seq("Vector", values -> Vector.of(values));
  private static final Plan ARRAY = seq("Array", values -> Array.of(values));
  private static final Plan QUEUE = seq("Queue", values -> Queue.of(values));

  private Plans() {}

  static Plan of(Class<?> type) {
    return PLANS.get(type);
  }

  /** Whether a value, which may be null, is a leaf. */
  static boolean isLeaf(Object value) {
    return value instanceof Leaf
        || (value != null && value.getClass().isArray() && of(value.getClass()) == LEAF);
  }

  /** Whether a value, which may be null, is a leaf without missing rows. */
  static boolean isWholeLeaf(Object value) {
    return value instanceof Leaf
        || (isLeaf(value) && !(value instanceof Object[] rows && LeafPlan.lacksRows(rows)));
  }

  private static Plan one(
      String name, Function<Object, Object> get, Function<Object, Object> make) {
    return new ShapedPlan(
        name, "()", value -> new Object[] {get.apply(value)}, all -> make.apply(all[0]), _ -> GET);
  }

  private static Plan seq(String name, Function<Object[], Object> make) {
    return new ShapedPlan(name, "()", v -> ((Value<?>) v).toJavaArray(), make, KeyPath.Index::new);
  }

  private static Plan choose(Class<?> type) {
    if (Leaf.class.isAssignableFrom(type)) {
      return LEAF;
    }
    if (TreeNode.class.isAssignableFrom(type)) {
      return new CustomPlan(type);
    }
    var provided = ProvidedSupports.of(type);
    if (provided.isPresent()) {
      return new CustomPlan(type, provided.get());
    }
    if (type.isRecord()) {
      return RecordPlan.of(type);
    }
    if (type.isArray()) {
      return array(type);
    }
    return Value.class.isAssignableFrom(type) || Tuple.class.isAssignableFrom(type)
        ? vavr(type)
        : jdk(type);
  }

  private static Plan array(Class<?> type) {
    Class<?> element = type.getComponentType();
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (element == char.class) {
      return new RejectedPlan(type, "a String, or an int[] of code points");
    }
    return element.isPrimitive() ? LEAF : new ObjectArrayPlan(type.getComponentType());
  }

  private static Plan jdk(Class<?> type) {
    if (List.class.isAssignableFrom(type)) {
      return LIST;
    }
    if (Map.class.isAssignableFrom(type)) {
      return MapPlan.ofJdk(type);
    }
    if (Set.class.isAssignableFrom(type)) {
      return new SetPlan();
    }
    if (type == Optional.class) {
      return OPTIONAL;
    }
    if (Map.Entry.class.isAssignableFrom(type)) {
      return ENTRY;
    }
    boolean refused =
        Collection.class.isAssignableFrom(type)
            || Iterator.class.isAssignableFrom(type)
            || BaseStream.class.isAssignableFrom(type);
    return refused ? new RejectedPlan(type, "a List") : STATIC;
  }

  private static Plan vavr(Class<?> type) {
    if (Tuple.class.isAssignableFrom(type)) {
      return TuplePlan.of(type);
    }
    if (io.vavr.collection.List.class.isAssignableFrom(type)) {
      return VAVR_LIST;
    }
    if (type == Vector.class) {
      return VECTOR;
    }
    if (type == Array.class) {
      return ARRAY;
    }
    if (type == Queue.class) {
      return QUEUE;
    }
    if (type == CharSeq.class) {
      return STATIC;
    }
    if (Option.class.isAssignableFrom(type)) {
      return OPTION;
    }
    if (Either.class.isAssignableFrom(type)) {
      return type == Either.Left.class ? LEFT : RIGHT;
    }
    if (io.vavr.collection.Map.class.isAssignableFrom(type)) {
      return MapPlan.ofVavr(type);
    }
    if (io.vavr.collection.Set.class.isAssignableFrom(type)) {
      return new SetPlan();
    }
    return new RejectedPlan(type, "a Vavr List, Vector or Map, or a record");
  }
}
