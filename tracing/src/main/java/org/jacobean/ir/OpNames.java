package org.jacobean.ir;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jacobean.ir.op.*;

/**
 * The names of primitives in text. Where the name tells one of the record's components (as {@code
 * sin} tells the function of {@link Unary}), that component is not among the printed parameters.
 */
final class OpNames {
  /**
   * A kind of primitive.
   *
   * @param type its record class
   * @param fixed the components that the name tells
   */
  record Kind(Class<? extends Primitive> type, Map<String, Object> fixed) {}

  private static final Map<String, Kind> KINDS = kinds();

  private OpNames() {}

  /** The kind of that name, unless unknown. */
  static Optional<Kind> kind(String name) {
    return Optional.ofNullable(KINDS.get(name));
  }

  /** All kinds by name. */
  static Map<String, Kind> all() {
    return KINDS;
  }

  /** The component that the name of an operation tells; empty for most. */
  static String told(Class<?> type) {
    if (type == Unary.class
        || type == Binary.class
        || type == Compare.class
        || type == Reduce.class
        || type == AllReduce.class
        || type == Cumulative.class) {
      return "op";
    }
    if (type == CustomCall.class) {
      return "rules";
    }
    return type == Scatter.class ? "kind" : type == ArgReduce.class ? "max" : "";
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> m = new TreeMap<>();
    for (UnaryOp op : UnaryOp.values()) {
      put(m, op.jaxName(), Unary.class, "op", op);
    }
    for (BinaryOp op : BinaryOp.values()) {
      put(m, op.jaxName(), Binary.class, "op", op);
    }
    for (Comparison op : Comparison.values()) {
      put(m, new Compare(op).name(), Compare.class, "op", op);
    }
    for (ReduceOp op : ReduceOp.values()) {
      put(m, op.jaxName(), Reduce.class, "op", op);
    }
    for (CumulativeOp op : CumulativeOp.values()) {
      put(m, op.jaxName(), Cumulative.class, "op", op);
    }
    for (CollectiveOp op : CollectiveOp.values()) {
      put(m, op.jaxName(), AllReduce.class, "op", op);
    }
    for (ScatterKind kind : ScatterKind.values()) {
      put(m, kind.jaxName(), Scatter.class, "kind", kind);
    }
    Map<String, CustomRules> calls = new TreeMap<>();
    ForgottenRule.addCalls(calls);
    calls.forEach((name, rules) -> put(m, name, CustomCall.class, "rules", rules));
    put(m, "argmax", ArgReduce.class, "max", true);
    put(m, "argmin", ArgReduce.class, "max", false);
    plain(m);
    return Collections.unmodifiableMap(m);
  }

  private static void plain(Map<String, Kind> m) {
    put(m, "all_gather", AllGather.class);
    put(m, "all_to_all", AllToAll.class);
    put(m, "axis_index", AxisIndex.class);
    put(m, "bitcast_convert_type", BitcastConvertType.class);
    put(m, "broadcast_in_dim", BroadcastInDim.class);
    put(m, "check", Check.class);
    put(m, "checkpoint", Checkpoint.class);
    put(m, "clamp", Clamp.class);
    put(m, "concatenate", Concatenate.class);
    put(m, "cond", Cond.class);
    put(m, "conv_general_dilated", ConvGeneralDilated.class);
    put(m, "convert_element_type", ConvertElementType.class);
    put(m, "copy", Copy.class);
    put(m, "custom_lin", CustomLinear.class);
    put(m, "debug_callback", DebugCallback.class);
    put(m, "debug_print", DebugPrint.class);
    put(m, "dot_general", DotGeneral.class);
    put(m, "dynamic_slice", DynamicSlice.class);
    put(m, "dynamic_update_slice", DynamicUpdateSlice.class);
    put(m, "gather", Gather.class);
    put(m, "integer_pow", IntegerPow.class);
    put(m, "io_callback", IoCallback.class);
    put(m, "iota", Iota.class);
    put(m, "jit", JitCall.class);
    put(m, "name", Name.class);
    put(m, "optimization_barrier", OptimizationBarrier.class);
    put(m, "pad", Pad.class);
    put(m, "pure_callback", PureCallback.class);
    put(m, "pbroadcast", PBroadcast.class);
    put(m, "ppermute", PPermute.class);
    put(m, "pvary", PVary.class);
    put(m, "reduce_scatter", ReduceScatter.class);
    put(m, "reduce_precision", ReducePrecision.class);
    put(m, "reshape", Reshape.class);
    put(m, "rev", Rev.class);
    put(m, "scan", Scan.class);
    put(m, "select_n", SelectN.class);
    put(m, "shard_map", ShardMap.class);
    put(m, "slice", Slice.class);
    put(m, "sort", Sort.class);
    put(m, "squeeze", Squeeze.class);
    put(m, "stop_gradient", StopGradient.class);
    put(m, "threefry2x32", Threefry2x32.class);
    put(m, "transpose", Transpose.class);
    put(m, "while", While.class);
  }

  private static void put(Map<String, Kind> m, String name, Class<? extends Primitive> type) {
    m.put(name, new Kind(type, Map.of()));
  }

  private static void put(
      Map<String, Kind> m,
      String name,
      Class<? extends Primitive> type,
      String component,
      Object value) {
    m.put(name, new Kind(type, Map.of(component, value)));
  }
}
