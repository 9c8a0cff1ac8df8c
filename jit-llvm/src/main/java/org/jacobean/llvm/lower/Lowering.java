package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.Shape;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;

/**
 * Turns a jaxpr into a {@link LoopProgram}. Pointwise operations, movement and indexing are not
 * computed where they are defined but inside the nests that use them; a value gets memory of its
 * own only when it is a result, when something needs it in memory, or when computing it again would
 * cost more than storing it. Then nests over the same iterations are merged ({@link NestMerger}).
 */
public final class Lowering {
  private final ExprPool pool = new ExprPool();
  private final List<Slot> slots = new ArrayList<>();

  private Lowering() {}

  /** The loop program of a jaxpr without constvars. */
  public static LoopProgram lower(Jaxpr jaxpr) {
    return new Lowering().run(jaxpr);
  }

  private LoopProgram run(Jaxpr jaxpr) {
    List<Integer> inputs = new ArrayList<>();
    List<Integer> outputs = new ArrayList<>();
    List<Value> args = new ArrayList<>();
    for (Var v : jaxpr.inVars()) {
      int s = slot(v.aval(), Slot.Kind.INPUT, inputs.size());
      inputs.add(s);
      args.add(new Value.Stored(s));
    }
    for (AbstractValue a : jaxpr.outAvals()) {
      outputs.add(slot(a, Slot.Kind.OUTPUT, outputs.size()));
    }
    Block block = new Block(this);
    block.run(jaxpr, args, outputs);
    List<Step> steps = NestMerger.merge(block.steps(), this);
    return new LoopProgram(slots, DeadStores.remove(steps, slots), inputs, outputs);
  }

  ExprPool pool() {
    return pool;
  }

  int slot(AbstractValue aval, Slot.Kind kind, int position) {
    slots.add(new Slot(slots.size(), aval, kind, position));
    return slots.size() - 1;
  }

  int scratch(AbstractValue aval) {
    return slot(aval.strong(), Slot.Kind.SCRATCH, 0);
  }

  Slot slot(int id) {
    return slots.get(id);
  }

  /** One loop variable per axis. */
  static List<Index> loopVars(Shape shape) {
    return loopVars(shape, 0);
  }

  /** One loop variable per axis, numbered from {@code first}. */
  static List<Index> loopVars(Shape shape, int first) {
    List<Index> vars = new ArrayList<>(shape.rank());
    for (int i = 0; i < shape.rank(); i++) {
      vars.add(Index.of(new Index.LoopVar(first + i, shape.dim(i))));
    }
    return vars;
  }

  /** The position of an element in a contiguous array. */
  static Index linear(List<Index> index, Shape shape) {
    long[] strides = shape.strides();
    Index r = Index.ZERO;
    for (int i = 0; i < strides.length; i++) {
      r = r.plus(index.get(i).times(strides[i]));
    }
    return r;
  }

  /** The index vector of a position. */
  static List<Index> delinear(Index position, Shape shape) {
    long[] strides = shape.strides();
    List<Index> out = new ArrayList<>(strides.length);
    for (int i = 0; i < strides.length; i++) {
      Index q = position.floorDiv(strides[i]);
      out.add(i == 0 ? q : q.mod(Math.max(1, shape.dim(i))));
    }
    return out;
  }

  static List<Long> extents(Shape shape) {
    List<Long> e = new ArrayList<>();
    for (int d : shape.dims()) {
      e.add((long) d);
    }
    return e;
  }
}
