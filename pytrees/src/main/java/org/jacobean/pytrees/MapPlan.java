package org.jacobean.pytrees;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Maps, whose keys are part of the structure.
 *
 * <p>A map that has an order of its own keeps it; one without is taken in the order of its keys, so
 * that two equal maps always give their leaves in the same order.
 */
final class MapPlan extends Plan {

  /** The keys in order, and what gave them the order where a map carries that. */
  record Keys(List<Object> all, Object order) {}

  private static final MapPlan SORTED =
      new MapPlan("TreeMap", true, MapPlan::comparator, MapPlan::treeMap);
  private static final MapPlan ORDERED =
      new MapPlan(
          "LinkedHashMap",
          true,
          _ -> NO_META,
          (keys, values) -> Collections.unmodifiableSequencedMap(linked(keys, values)));
  private static final MapPlan UNORDERED =
      new MapPlan(
          "",
          false,
          _ -> NO_META,
          (keys, values) -> Collections.unmodifiableMap(linked(keys, values)));
  private static final MapPlan ENUM =
      new MapPlan("EnumMap", true, MapPlan::emptyLike, (keys, values) -> enumMap(keys, values));
  private static final MapPlan VAVR_SORTED =
      new MapPlan(
          "TreeMap",
          true,
          map -> ((io.vavr.collection.TreeMap<?, ?>) map).comparator(),
          MapPlan::vavrTreeMap);
  private static final MapPlan VAVR_ORDERED =
      new MapPlan(
          "LinkedHashMap",
          true,
          _ -> NO_META,
          (keys, values) -> io.vavr.collection.LinkedHashMap.ofAll(linked(keys, values)));
  private static final MapPlan VAVR_UNORDERED =
      new MapPlan(
          "HashMap",
          false,
          _ -> NO_META,
          (keys, values) -> io.vavr.collection.HashMap.ofAll(linked(keys, values)));

  private final String name;
  private final boolean ordered;
  private final Function<Object, Object> order;
  private final BiFunction<Keys, Object[], Object> make;

  private MapPlan(
      String name,
      boolean ordered,
      Function<Object, Object> order,
      BiFunction<Keys, Object[], Object> make) {
    this.name = name;
    this.ordered = ordered;
    this.order = order;
    this.make = make;
  }

  static Plan ofJdk(Class<?> type) {
    if (type == EnumMap.class) {
      return ENUM;
    }
    if (SortedMap.class.isAssignableFrom(type)) {
      return SORTED;
    }
    return SequencedMap.class.isAssignableFrom(type) ? ORDERED : UNORDERED;
  }

  static Plan ofVavr(Class<?> type) {
    if (type == io.vavr.collection.TreeMap.class) {
      return VAVR_SORTED;
    }
    return type == io.vavr.collection.LinkedHashMap.class ? VAVR_ORDERED : VAVR_UNORDERED;
  }

  private static @Nullable Object lookup(Object map, Object key) {
    return map instanceof io.vavr.collection.Map<?, ?> vavr
        ? vavrGet(vavr, key)
        : ((Map<?, ?>) map).get(key);
  }

  @SuppressWarnings("unchecked") // asking for a key of another type finds nothing
  private static @Nullable Object vavrGet(io.vavr.collection.Map<?, ?> map, Object key) {
    return ((io.vavr.collection.Map<Object, Object>) map).getOrElse(key, null);
  }

  @Override
  Keys meta(Object value) {
    Object[] keys = keys(value);
    for (Object key : keys) {
      if (key == null) {
        throw new Malformed(
            "JX0101", "null key in the map at %s: a tree holds no nulls. Give every entry a key.");
      }
      if (Plans.isLeaf(key)) {
        throw new Malformed(
            "JX0109",
            "a key of the map at %s is an array. Keys are part of the structure; use a name for the"
                + " key and put the array into the value.");
      }
    }
    if (!ordered) {
      sort(keys);
    }
    return new Keys(List.of(keys), order.apply(value));
  }

  private static Object[] keys(Object value) {
    return value instanceof io.vavr.collection.Map<?, ?> map
        ? map.keysIterator().toJavaArray()
        : ((Map<?, ?>) value).keySet().toArray();
  }

  @SuppressWarnings("unchecked") // keys of several types fail, which is what the catch is for
  private static void sort(Object[] keys) {
    if (keys.length < 2) {
      return;
    }
    try {
      Arrays.sort(keys, (Comparator<Object>) (Comparator<?>) Comparator.naturalOrder());
    } catch (ClassCastException _) {
      throw new Malformed(
          "JX0105",
          "the keys of the map at %s have no common order ("
              + Arrays.stream(keys)
                  .map(key -> key.getClass().getSimpleName())
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", "))
              + "), so that its leaves have none. Use a LinkedHashMap, a TreeMap with a comparator,"
              + " or keys that are Comparable with each other.");
    }
  }

  @Override
  Object[] children(Object value, Object meta) {
    return ((Keys) meta).all().stream().map(key -> lookup(value, key)).toArray();
  }

  @Override
  int match(Object value, Node.Branch node, Object[] out, int at) {
    if (ordered) {
      return super.match(value, node, out, at);
    }
    // No need to sort: the same number of keys, all of them found, means the same keys.
    List<Object> keys = ((Keys) node.meta).all();
    int size =
        value instanceof io.vavr.collection.Map<?, ?> map ? map.size() : ((Map<?, ?>) value).size();
    if (size != keys.size()) {
      return -1;
    }
    for (int i = 0; i < size && at >= 0; i++) {
      Object child = lookup(value, keys.get(i));
      at = child == null ? -1 : Node.match(node.children[i], child, out, at);
    }
    return at;
  }

  private static LinkedHashMap<Object, Object> linked(Keys keys, Object[] values) {
    LinkedHashMap<Object, Object> map = LinkedHashMap.newLinkedHashMap(values.length);
    for (int i = 0; i < values.length; i++) {
      map.put(keys.all().get(i), values[i]);
    }
    return map;
  }

  /**
   * A map's comparator; the natural order, which has none, by the comparator that stands for it.
   */
  private static Object comparator(Object map) {
    Comparator<?> comparator = ((SortedMap<?, ?>) map).comparator();
    return comparator == null ? Comparator.naturalOrder() : comparator;
  }

  @SuppressWarnings("unchecked") // the comparator came from a map with these keys
  private static Object treeMap(Keys keys, Object[] values) {
    TreeMap<Object, Object> map = new TreeMap<>((Comparator<Object>) keys.order());
    map.putAll(linked(keys, values));
    return Collections.unmodifiableSortedMap(map);
  }

  @SuppressWarnings("unchecked") // the comparator came from a map with these keys
  private static Object vavrTreeMap(Keys keys, Object[] values) {
    return io.vavr.collection.TreeMap.ofAll(
        (Comparator<Object>) keys.order(), linked(keys, values));
  }

  /** Stands for the key type of an enum map, which an empty one tells in no other way. */
  private static Object emptyLike(Object enumMap) {
    EnumMap<?, ?> empty = ((EnumMap<?, ?>) enumMap).clone();
    empty.clear();
    return empty;
  }

  @SuppressWarnings("unchecked") // the keys came from an enum map of this type
  private static <K extends Enum<K>> Object enumMap(Keys keys, Object[] values) {
    EnumMap<K, Object> map = ((EnumMap<K, Object>) keys.order()).clone();
    for (int i = 0; i < values.length; i++) {
      map.put((K) keys.all().get(i), values[i]);
    }
    return map;
  }

  @Override
  Object assemble(Object meta, Object[] children) {
    return make.apply((Keys) meta, children);
  }

  @Override
  KeyPath.Key key(Object meta, int child) {
    return new KeyPath.MapKey(((Keys) meta).all().get(child));
  }

  @Override
  String name(Object meta) {
    return name;
  }

  @Override
  String brackets() {
    return "{}";
  }

  @Override
  String label(Object meta, int child) {
    return KeyPath.quoted(((Keys) meta).all().get(child)) + ": ";
  }
}
