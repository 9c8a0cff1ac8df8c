package org.jacobean.jit;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.ArgReduce;
import org.jacobean.ir.op.Binary;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.ConvGeneralDilated;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.DotGeneral;
import org.jacobean.ir.op.DynamicSlice;
import org.jacobean.ir.op.DynamicUpdateSlice;
import org.jacobean.ir.op.Gather;
import org.jacobean.ir.op.IntegerPow;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.Reduce;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.Scatter;
import org.jacobean.ir.op.Sort;
import org.jacobean.ir.op.Threefry2x32;
import org.jacobean.ir.op.Unary;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.ir.op.While;

/**
 * What one call of a program costs, counted on its jaxpr, as XLA counts it: an estimate to compare
 * programs and to set measured times beside what a machine can do.
 *
 * <p>A pointwise operation is one operation per element, a function such as {@code exp} or {@code
 * tanh} one transcendental instead; a product of matrices is {@code 2 m n k}; a reduction one
 * operation per element folded; movement none. Bytes are those of all operands and results of every
 * operation, as if nothing were fused, so that they bound memory traffic from above. The body of a
 * {@code scan} counts once per step, of a {@code cond} the most expensive branch. How often a
 * {@code while} runs is not known: its test and body count once, and {@link #unknownLoops} says how
 * many there are.
 *
 * @param flops arithmetic operations, those on integers included
 * @param transcendentals evaluations of transcendental functions, roots included
 * @param bytesAccessed bytes read and written
 * @param byPrimitive the same per primitive; what contains programs counts as these
 * @param unknownLoops loops whose number of steps is not known
 */
public record CostAnalysis(
    double flops,
    double transcendentals,
    double bytesAccessed,
    Map<String, Cost> byPrimitive,
    int unknownLoops) {
  /** The rounds of the random bits cost about so many operations per word. */
  private static final double THREEFRY_OPERATIONS = 55;

  private static final Set<UnaryOp> CHEAP =
      EnumSet.of(
          UnaryOp.ABS,
          UnaryOp.CEIL,
          UnaryOp.CLZ,
          UnaryOp.CONJ,
          UnaryOp.FLOOR,
          UnaryOp.IMAG,
          UnaryOp.IS_FINITE,
          UnaryOp.NEG,
          UnaryOp.NOT,
          UnaryOp.POPULATION_COUNT,
          UnaryOp.REAL,
          UnaryOp.ROUND,
          UnaryOp.ROUND_NEAREST_EVEN,
          UnaryOp.SIGN,
          UnaryOp.SQUARE);

  /**
   * The cost of one kind of operation.
   *
   * @param count how often it runs
   * @param flops arithmetic operations
   * @param transcendentals evaluations of transcendental functions
   * @param bytesAccessed bytes read and written
   */
  public record Cost(double count, double flops, double transcendentals, double bytesAccessed) {
    private Cost plus(Cost c, double times) {
      return new Cost(
          count + times * c.count,
          flops + times * c.flops,
          transcendentals + times * c.transcendentals,
          bytesAccessed + times * c.bytesAccessed);
    }
  }

  private static final Cost NONE = new Cost(0, 0, 0, 0);

  /** The sums being taken. */
  private static final class Sums {
    final Map<String, Cost> costs = new TreeMap<>();
    int unknownLoops;

    void add(String name, Cost c, double times) {
      costs.merge(name, NONE.plus(c, times), (a, b) -> a.plus(b, 1));
    }

    double work() {
      return costs.values().stream()
          .mapToDouble(c -> c.flops + c.transcendentals + c.bytesAccessed)
          .sum();
    }
  }

  /** The cost of a program. */
  public static CostAnalysis of(Jaxpr program) {
    Sums sums = new Sums();
    count(program, 1, sums);
    Cost total = NONE;
    for (Cost c : sums.costs.values()) {
      total = total.plus(c, 1);
    }
    return new CostAnalysis(
        total.flops, total.transcendentals, total.bytesAccessed, sums.costs, sums.unknownLoops);
  }

  private static void count(Jaxpr program, double times, Sums sums) {
    for (Eqn e : program.eqns()) {
      switch (e.op()) {
        case Scan s -> count(s.jaxpr(), times * s.length(), sums);
        case Cond c -> addBranch(c, times, sums);
        case While w -> {
          sums.unknownLoops++;
          w.jaxprs().forEach(j -> count(j, times, sums));
        }
        case Call c -> c.jaxprs().forEach(j -> count(j, times, sums));
        case Primitive op -> {
          double all = operations(op, e);
          double hard = isTranscendental(op) ? all : 0;
          sums.add(op.name(), new Cost(1, all - hard, hard, bytes(e)), times);
        }
      }
    }
  }

  private static void addBranch(Cond c, double times, Sums sums) {
    Sums worst = new Sums();
    for (Jaxpr branch : c.branches()) {
      Sums s = new Sums();
      count(branch, times, s);
      worst = s.work() > worst.work() ? s : worst;
    }
    worst.costs.forEach((name, cost) -> sums.add(name, cost, 1));
    sums.unknownLoops += worst.unknownLoops;
  }

  private static double bytes(Eqn e) {
    double n = 0;
    for (Atom a : e.inputs()) {
      n += a.aval().bytes();
    }
    for (AbstractValue a : e.outAvals()) {
      n += a.bytes();
    }
    return n;
  }

  private static boolean isTranscendental(Primitive op) {
    return op instanceof Unary u
        ? !CHEAP.contains(u.op())
        : op instanceof Binary b && (b.op() == BinaryOp.POW || b.op() == BinaryOp.ATAN2);
  }

  private static double operations(Primitive op, Eqn e) {
    List<AbstractValue> in = e.inAvals();
    double out = e.outputs().isEmpty() ? 0 : e.outAvals().getFirst().size();
    return switch (op) {
      case IntegerPow p -> out * Math.max(1, 2 * Math.log(Math.abs(p.y()) + 1) / Math.log(2) - 1);
      case Threefry2x32 _ -> 2 * out * THREEFRY_OPERATIONS;
      case Pointwise _ -> out;
      case DotGeneral d -> 2 * out * in.getFirst().shape().pick(d.dims().lhsContract()).size();
      case ConvGeneralDilated c ->
          2 * out * in.get(1).size() / in.get(1).shape().dim(c.dims().rhs().get(0));
      case Reduce _ -> in.getFirst().size() - out;
      case ArgReduce _ -> in.getFirst().size();
      case Cumulative _ -> out;
      case Sort s -> sorted(in.getFirst(), s.dimension());
      case Scatter _ -> in.getLast().size();
      case Gather _, DynamicSlice _, DynamicUpdateSlice _ -> 0;
      case Movement _, Creation _, Collective _, Callback _, Composite _ -> 0;
      case Scan _, Cond _, While _, Call _ -> 0; // counted by what is in them
    };
  }

  private static double sorted(AbstractValue x, int axis) {
    double n = x.shape().dim(axis);
    return x.size() * Math.max(1, Math.log(n) / Math.log(2));
  }

  /** The totals, and a line per primitive. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder();
    s.append(line("total", new Cost(1, flops, transcendentals, bytesAccessed)));
    byPrimitive.forEach((name, c) -> s.append(line(name, c)));
    if (unknownLoops > 0) {
      s.append(unknownLoops).append(" loops of unknown length, counted once\n");
    }
    return s.toString();
  }

  private static String line(String name, Cost c) {
    return String.format(
        Locale.ROOT,
        "%-24s %10.4g x %12.4g flops %12.4g transcendentals %12.4g bytes%n",
        name,
        c.count,
        c.flops,
        c.transcendentals,
        c.bytesAccessed);
  }
}
