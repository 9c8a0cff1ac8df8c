package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.Axes;
import org.jacobean.DType;
import org.jacobean.Shape;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.*;

/** Lowers one jaxpr (the program, or the body of a loop or branch) to a list of steps. */
final class Block {
  /**
   * A value used several times is computed again only if that is at most this many simple
   * operations.
   */
  private static final int CHEAP = 4;

  /** Without loads (index arithmetic, constants) more is cheap. */
  private static final int CHEAP_WITHOUT_LOADS = 24;

  /** No expression grows beyond this. */
  private static final int TOO_LARGE = 400;

  final Lowering program;
  private final Map<Var, Value> env = new IdentityHashMap<>();
  private final Map<Var, Integer> uses = new IdentityHashMap<>();
  private final Map<Var, Integer> destinations = new IdentityHashMap<>();
  private final Map<Integer, Integer> carried = new HashMap<>();
  private final Set<Integer> updatedInPlace = new HashSet<>();

  /** Slots that several variables with uses of their own stand for. */
  private final Set<Integer> shared = new HashSet<>();

  private final List<Step> steps = new ArrayList<>();
  private final Reader reader = new Reader(this);

  Block(Lowering program) {
    this.program = program;
  }

  List<Step> steps() {
    return steps;
  }

  void add(Step step) {
    steps.add(step);
  }

  /** Declares that slot {@code next} becomes slot {@code current} at the end of a loop step. */
  void carry(int current, int next) {
    carried.put(current, next);
  }

  /** Whether the value carried in slot {@code current} was updated where it is. */
  boolean inPlace(int current) {
    return updatedInPlace.contains(current);
  }

  /** Lowers {@code jaxpr}; its results end up in the slots {@code outs}. */
  void run(Jaxpr jaxpr, List<Value> args, List<Integer> outs) {
    for (int i = 0; i < args.size(); i++) {
      env.put(jaxpr.inVars().get(i), args.get(i));
    }
    analyse(jaxpr, outs);
    for (Eqn e : jaxpr.eqns()) {
      lower(e);
    }
    for (int i = 0; i < outs.size(); i++) {
      deliver(jaxpr.outs().get(i), outs.get(i));
    }
  }

  private void analyse(Jaxpr jaxpr, List<Integer> outs) {
    Set<Var> bound = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Eqn e : jaxpr.eqns()) {
      for (Atom a : new HashSet<>(e.inputs())) {
        if (a instanceof Var v) {
          uses.merge(v, 1, Integer::sum);
        }
      }
      bound.addAll(e.outputs());
    }
    for (int i = 0; i < outs.size(); i++) {
      if (jaxpr.outs().get(i) instanceof Var v) {
        uses.merge(v, 1, Integer::sum);
        if (bound.contains(v)) {
          destinations.putIfAbsent(v, outs.get(i));
        }
      }
    }
    for (int i = jaxpr.eqns().size() - 1; i >= 0; i--) {
      Eqn e = jaxpr.eqns().get(i);
      if (relabels(e) && e.inputs().get(0) instanceof Var u && bound.contains(u) && uses(u) == 1) {
        Integer d = destinations.get(e.outputs().get(0));
        if (d != null && destinations.putIfAbsent(u, d) == null) {
          destinations.remove(e.outputs().get(0));
        }
      }
    }
  }

  /** Puts a result where it is wanted, unless it is there already. */
  private void deliver(Atom a, int slot) {
    if (a instanceof Var v && env.get(v) instanceof Value.Stored(int s)) {
      if (s != slot && !(updatedInPlace.contains(s) && Objects.equals(carried.get(s), slot))) {
        add(new Step.Copy(s, slot));
      }
      return;
    }
    store(a, slot);
  }

  private void store(Atom a, int slot) {
    if (a instanceof Literal l && !Native.supports(l.aval().dtype())) {
      constant(l, slot);
      return;
    }
    Shape shape = a.aval().shape();
    List<Index> i = Lowering.loopVars(shape);
    nest(shape, Axes.NONE, new Nest.Store(slot, Lowering.linear(i, shape), reader.read(a, i)));
  }

  /** Stores a literal of a dtype without native code: made in Java of literals that have it. */
  private void constant(Literal l, int slot) {
    boolean complex = l.aval().dtype().isComplex();
    DType part =
        l.aval().dtype() == DType.COMPLEX64
            ? DType.FLOAT32
            : l.aval().dtype().isInexact() ? DType.FLOAT64 : DType.INT64;
    List<Literal> parts =
        complex
            ? List.of(Literal.of(part, l.asDouble()), Literal.of(part, l.asImaginary()))
            : List.of(Literal.of(part, l.asDouble()));
    Primitive op =
        complex
            ? new Binary(BinaryOp.COMPLEX)
            : new ConvertElementType(l.aval().dtype(), l.aval().weakType());
    List<Integer> in = parts.stream().map(this::slotOf).toList();
    List<AbstractValue> types = parts.stream().map(Literal::aval).toList();
    add(new Step.Host(op, in, types, List.of(slot), List.of(l.aval()), SourceLine.UNKNOWN));
  }

  /**
   * Adds a nest over {@code shape} that folds {@code folded}; nothing when it would not run.
   * Folding nothing is storing.
   */
  void nest(Shape shape, Axes folded, Nest.Output... outputs) {
    List<Boolean> f = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      f.add(folded.contains(i));
    }
    List<Nest.Output> stores = new ArrayList<>();
    for (Nest.Output o : outputs) {
      boolean plain = folded.size() == 0 && o instanceof Nest.Fold;
      stores.add(plain ? new Nest.Store(o.slot(), o.offset(), o.value()) : o);
    }
    boolean sequential = outputs[0] instanceof Nest.Update;
    if (shape.without(folded).size() > 0 && !(sequential && shape.size() == 0)) {
      steps.add(new Step.RunNest(new Nest(Lowering.extents(shape), f, stores, sequential)));
    }
  }

  Value value(Var v) {
    return Objects.requireNonNull(env.get(v), "unbound variable");
  }

  Expr read(Atom a, List<Index> index) {
    return reader.read(a, index);
  }

  /** The slot that holds (or will hold) result {@code v}. */
  int resultSlot(Var v) {
    Integer d = destinations.get(v);
    return d != null ? d : program.scratch(v.aval());
  }

  boolean hasDestination(Var v) {
    return destinations.containsKey(v);
  }

  void stored(Var v, int slot) {
    env.put(v, new Value.Stored(slot));
  }

  int uses(Var v) {
    return uses.getOrDefault(v, 0);
  }

  /** The slot of an operand, which is computed into memory first if need be. */
  int slotOf(Atom a) {
    return switch (a) {
      case Literal l -> {
        int s = program.scratch(l.aval());
        store(l, s);
        yield s;
      }
      case Var v ->
          switch (value(v)) {
            case Value.Stored(int s) -> s;
            case Value.Inlined _ -> materialize(v);
          };
    };
  }

  int materialize(Var v) {
    int s = resultSlot(v);
    store(v, s);
    stored(v, s);
    return s;
  }

  /** Cost of reading an operand's element. */
  int cost(Atom a) {
    return a instanceof Var v ? value(v) instanceof Value.Inlined i ? i.cost() : 1 : 0;
  }

  // ---------------------------------------------------------------- equations

  private void lower(Eqn e) {
    if (e.op() instanceof Control c) {
      ControlLowering.lower(this, e, c);
      return;
    }
    if (e.op() instanceof Callback || !Native.supports(e)) {
      host(e);
      return;
    }
    switch (e.op()) {
      case OptimizationBarrier _ -> barrier(e);
      case Pointwise _ -> inline(e);
      case Movement m -> movement(e, m);
      case Iota _ -> inline(e);
      case Indexing x -> indexing(e, x);
      case Reduction r -> reduction(e, r);
      case Cumulative c -> cumulative(e, c);
      case DotGeneral d -> DotLowering.lower(this, e, d);
      case ConvGeneralDilated c -> ConvLowering.lower(this, e, c);
      case Sorting _, Call _, Callback _, Collective _, Composite _ -> host(e);
      case Control _ -> throw new IllegalStateException("control flow was handled above");
    }
  }

  /** Runs an operation in Java. */
  void host(Eqn e) {
    List<Integer> in = new ArrayList<>();
    List<Integer> out = new ArrayList<>();
    e.inputs().forEach(a -> in.add(slotOf(a)));
    for (Var v : e.outputs()) {
      out.add(resultSlot(v));
    }
    add(new Step.Host(e.op(), in, e.inAvals(), out, e.outAvals(), e.source()));
    for (int i = 0; i < out.size(); i++) {
      stored(e.outputs().get(i), out.get(i));
    }
  }

  private void inline(Eqn e) {
    int cost = e.op() instanceof Pointwise p ? ExprPool.weight(p) : 0;
    boolean loads = false;
    for (Atom a : e.inputs()) {
      cost = Math.min(1 << 20, cost + cost(a));
      loads |= a instanceof Var;
    }
    for (int i = 0; i < e.outputs().size(); i++) {
      Var v = e.outputs().get(i);
      env.put(v, new Value.Inlined(e, i, cost));
      int cheap = loads ? CHEAP : CHEAP_WITHOUT_LOADS;
      if (hasDestination(v) || cost > TOO_LARGE || (uses(v) > 1 && cost > cheap)) {
        materialize(v);
      }
    }
  }

  /** The operand's memory, so that nothing behind the barrier is computed from its expression. */
  private void barrier(Eqn e) {
    Var out = e.outputs().get(0);
    if (hasDestination(out)) {
      slotOf(e.inputs().get(0));
      inline(e);
    } else {
      alias(e.inputs().get(0), out, slotOf(e.inputs().get(0)));
    }
  }

  /** Declares that {@code out} is in the slot of {@code in}. */
  private void alias(Atom in, Var out, int slot) {
    stored(out, slot);
    if (!(in instanceof Var v) || uses(v) > 1 || shared.contains(slot)) {
      shared.add(slot);
    }
  }

  private static boolean relabels(Eqn e) {
    return switch (e.op()) {
      case Reshape _, Squeeze _ -> true;
      case BroadcastInDim b -> b.shape().size() == e.inputs().get(0).aval().size();
      default -> false;
    };
  }

  private void movement(Eqn e, Movement m) {
    Atom x = e.inputs().get(0);
    Var out = e.outputs().get(0);
    if (relabels(e)
        && !hasDestination(out)
        && x instanceof Var v
        && value(v) instanceof Value.Stored(int s)) {
      alias(v, out, s);
      return;
    }
    switch (m) {
      case BroadcastInDim b -> {
        if (b.shape().size() > x.aval().size() && cost(x) > 2 && x instanceof Var v) {
          materialize(v);
        }
        inline(e);
      }
      case Concatenate c -> concatenate(e, c);
      case Pad p -> pad(e, p);
      case Reshape _, Rev _, Slice _, Squeeze _, Transpose _ -> inline(e);
    }
  }

  private void concatenate(Eqn e, Concatenate c) {
    int slot = resultSlot(e.outputs().get(0));
    Shape shape = e.outputs().get(0).aval().shape();
    long start = 0;
    for (Atom a : e.inputs()) {
      List<Index> i = Lowering.loopVars(a.aval().shape());
      List<Index> to = new ArrayList<>(i);
      to.set(c.dimension(), i.get(c.dimension()).plus(start));
      nest(
          a.aval().shape(),
          Axes.NONE,
          new Nest.Store(slot, Lowering.linear(to, shape), read(a, i)));
      start += a.aval().shape().dim(c.dimension());
    }
    stored(e.outputs().get(0), slot);
  }

  /** Fills the result with the padding value, then stores the elements that stay. */
  private void pad(Eqn e, Pad p) {
    Var out = e.outputs().get(0);
    int slot = resultSlot(out);
    pad(slot, out.aval().shape(), e.inputs().get(0), read(e.inputs().get(1), List.of()), p);
    stored(out, slot);
  }

  void pad(int slot, Shape shape, Atom x, Expr fill, Pad p) {
    List<Index> all = Lowering.loopVars(shape);
    nest(shape, Axes.NONE, new Nest.Store(slot, Lowering.linear(all, shape), fill));
    int rank = shape.rank();
    int[] first = new int[rank];
    int[] count = new int[rank];
    for (int i = 0; i < rank; i++) {
      int step = p.interior().get(i) + 1;
      int low = p.low().get(i);
      first[i] = low >= 0 ? 0 : (-low + step - 1) / step;
      int last = Math.min(x.aval().shape().dim(i) - 1, Math.floorDiv(shape.dim(i) - 1 - low, step));
      count[i] = Math.max(0, last - first[i] + 1);
    }
    Shape kept = Shape.of(count);
    List<Index> i = Lowering.loopVars(kept);
    List<Index> from = new ArrayList<>();
    List<Index> to = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      from.add(i.get(d).plus(first[d]));
      to.add(from.get(d).times(p.interior().get(d) + 1L).plus(p.low().get(d)));
    }
    if (kept.size() > 0) {
      nest(kept, Axes.NONE, new Nest.Store(slot, Lowering.linear(to, shape), read(x, from)));
    }
  }

  private void indexing(Eqn e, Indexing op) {
    switch (op) {
      case DynamicSlice _ -> inline(e);
      case Gather _ -> {
        for (Atom a : e.inputs()) {
          if (a instanceof Var v && cost(a) > 2) {
            materialize(v);
          }
        }
        inline(e);
      }
      case DynamicUpdateSlice _ -> updateSlice(e);
      case Scatter s -> scatter(e, s);
    }
  }

  /**
   * A slot with the operand's elements that may be overwritten: the operand's own when nothing else
   * needs it.
   */
  private int writableCopy(Eqn e) {
    Var out = e.outputs().get(0);
    if (e.inputs().get(0) instanceof Var v
        && uses(v) == 1
        && value(v) instanceof Value.Stored(int s)
        && !shared.contains(s)) {
      if (carried.containsKey(s) && Objects.equals(destinations.get(out), carried.get(s))) {
        updatedInPlace.add(s);
        return s;
      }
    }
    int slot = resultSlot(out);
    Atom x = e.inputs().get(0);
    if (x instanceof Var v && value(v) instanceof Value.Stored(int s)) {
      add(new Step.Copy(s, slot));
    } else {
      store(x, slot);
    }
    return slot;
  }

  private void updateSlice(Eqn e) {
    AbstractValue x = e.inputs().get(0).aval();
    Atom update = e.inputs().get(1);
    Shape window = update.aval().shape();
    List<Index> i = Lowering.loopVars(window);
    if (!(update instanceof Literal) && cost(update) > 1) {
      slotOf(update);
    }
    List<Index> start = reader.starts(e.inputs().subList(2, e.inputs().size()), x.shape(), window);
    int slot = writableCopy(e);
    List<Index> to = new ArrayList<>();
    for (int d = 0; d < i.size(); d++) {
      to.add(i.get(d).plus(start.get(d)));
    }
    if (window.size() > 0) {
      nest(
          window, Axes.NONE, new Nest.Store(slot, Lowering.linear(to, x.shape()), read(update, i)));
    }
    stored(e.outputs().get(0), slot);
  }

  private void scatter(Eqn e, Scatter s) {
    Shape x = e.inputs().get(0).aval().shape();
    Atom updates = e.inputs().get(2);
    Shape u = updates.aval().shape();
    List<Index> i = Lowering.loopVars(u);
    if (e.inputs().get(1) instanceof Var v && cost(v) > 1) {
      slotOf(v);
    }
    Reader.Target target = reader.scatterTarget(s, x, e.inputs().get(1), u, i);
    Expr value = read(updates, i);
    int slot = writableCopy(e);
    nest(
        u,
        Axes.NONE,
        new Nest.Update(slot, Lowering.linear(target.index(), x), value, s.kind(), target.guard()));
    stored(e.outputs().get(0), slot);
  }

  private void reduction(Eqn e, Reduction r) {
    Var out = e.outputs().get(0);
    Atom x = e.inputs().get(0);
    Shape shape = x.aval().shape();
    List<Index> i = Lowering.loopVars(shape);
    int slot = resultSlot(out);
    Expr value = read(x, i);
    switch (r) {
      case Reduce f ->
          nest(shape, f.axes(), new Nest.Fold(slot, offset(i, f.axes(), out), value, f.op()));
      case ArgReduce a -> {
        var axis = Axes.of(a.axis());
        nest(
            shape,
            axis,
            new Nest.ArgFold(slot, offset(i, axis, out), value, a.max(), a.indexDType()));
      }
    }
    stored(out, slot);
  }

  private static Index offset(List<Index> i, Axes folded, Var out) {
    List<Index> kept = new ArrayList<>();
    for (int d = 0; d < i.size(); d++) {
      if (!folded.contains(d)) {
        kept.add(i.get(d));
      }
    }
    return Lowering.linear(kept, out.aval().shape());
  }

  private void cumulative(Eqn e, Cumulative c) {
    if (c.op() == CumulativeOp.LOGSUMEXP) {
      host(e);
      return;
    }
    Var out = e.outputs().get(0);
    Shape shape = out.aval().shape();
    List<Index> i = new ArrayList<>(Lowering.loopVars(shape));
    if (c.reverse()) {
      i.set(c.axis(), i.get(c.axis()).times(-1).plus(shape.dim(c.axis()) - 1L));
    }
    int slot = resultSlot(out);
    if (shape.size() > 0) {
      nest(
          shape,
          Axes.of(c.axis()),
          new Nest.Prefix(slot, Lowering.linear(i, shape), read(e.inputs().get(0), i), c.op()));
    }
    stored(out, slot);
  }
}
