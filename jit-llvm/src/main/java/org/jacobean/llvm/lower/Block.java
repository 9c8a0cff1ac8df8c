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

  /** Reads elements of what this block has computed. */
  Reader reader() {
    return reader;
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
      case Reduction r -> FoldLowering.lower(this, e, r);
      case Cumulative c -> FoldLowering.lower(this, e, c);
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
      case Concatenate c -> PieceLowering.concatenate(this, e, c);
      case Pad p -> PieceLowering.pad(this, e, p);
      case Reshape _, Rev _, Slice _, Squeeze _, Transpose _ -> inline(e);
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
      case DynamicUpdateSlice _ -> UpdateLowering.slice(this, e);
      case Scatter s -> UpdateLowering.scatter(this, e, s);
    }
  }

  /**
   * A slot with the operand's elements that may be overwritten: the operand's own when nothing else
   * needs it.
   */
  int writableCopy(Eqn e) {
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
}
