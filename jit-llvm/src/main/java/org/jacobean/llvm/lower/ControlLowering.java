package org.jacobean.llvm.lower;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.While;

/** Lowers control flow to native loops and branches over the same memory. */
final class ControlLowering {
  private final Block block;
  private final Eqn eqn;

  private ControlLowering(Block block, Eqn eqn) {
    this.block = block;
    this.eqn = eqn;
  }

  static void lower(Block block, Eqn e, Control op) {
    ControlLowering c = new ControlLowering(block, e);
    switch (op) {
      case Cond b -> c.cond(b);
      case Scan s -> c.scan(s);
      case While w -> c.loop(w);
    }
  }

  private List<Value> storedOperands(int from, int to) {
    List<Value> r = new ArrayList<>();
    for (Atom a : eqn.inputs().subList(from, to)) {
      r.add(new Value.Stored(block.slotOf(a)));
    }
    return r;
  }

  private void cond(Cond op) {
    int index = block.slotOf(eqn.inputs().get(0));
    List<Value> args = storedOperands(1, eqn.inputs().size());
    List<Integer> outs = new ArrayList<>();
    for (Var v : eqn.outputs()) {
      outs.add(block.resultSlot(v));
    }
    List<List<Step>> branches = new ArrayList<>();
    for (Jaxpr b : op.branches()) {
      Block inner = new Block(block.program);
      inner.run(b, args, outs);
      branches.add(NestMerger.merge(inner.steps(), block.program));
    }
    block.add(new Step.Switch(index, eqn.inputs().get(0).aval().dtype(), branches));
    for (int i = 0; i < outs.size(); i++) {
      block.stored(eqn.outputs().get(i), outs.get(i));
    }
  }

  /** A carried value: read from {@code current}, its successor written to {@code next}. */
  private record Carry(int current, int next) {}

  private List<Carry> carries(
      List<Value> initial, List<AbstractValue> types, Jaxpr body, int firstInput) {
    List<Carry> r = new ArrayList<>();
    for (int k = 0; k < initial.size(); k++) {
      int start = ((Value.Stored) initial.get(k)).slot();
      if (body.outs().get(k) == body.inVars().get(firstInput + k)) {
        r.add(new Carry(start, start));
        continue;
      }
      int current = block.program.scratch(types.get(k));
      int next = block.program.scratch(types.get(k));
      block.add(new Step.Copy(start, current));
      r.add(new Carry(current, next));
    }
    return r;
  }

  private List<Step.Swap> swaps(Block body, List<Carry> carries) {
    List<Step.Swap> swaps = new ArrayList<>();
    for (Carry c : carries) {
      if (c.current() != c.next() && !body.inPlace(c.current())) {
        swaps.add(new Step.Swap(c.current(), c.next()));
      }
    }
    return swaps;
  }

  private void results(List<Carry> carries) {
    for (int k = 0; k < carries.size(); k++) {
      result(eqn.outputs().get(k), carries.get(k).current());
    }
  }

  private void result(Var v, int slot) {
    if (block.hasDestination(v)) {
      int to = block.resultSlot(v);
      block.add(new Step.Copy(slot, to));
      block.stored(v, to);
    } else {
      block.stored(v, slot);
    }
  }

  private void scan(Scan op) {
    int nk = op.numConsts() + op.numCarry();
    Jaxpr body = op.jaxpr();
    List<Value> args = storedOperands(0, op.numConsts());
    List<AbstractValue> carryTypes = body.inAvals().subList(op.numConsts(), nk);
    List<Carry> carries =
        carries(storedOperands(op.numConsts(), nk), carryTypes, body, op.numConsts());
    Block inner = new Block(block.program);
    List<Integer> outs = new ArrayList<>();
    for (Carry c : carries) {
      args.add(new Value.Stored(c.current()));
      outs.add(c.next());
      if (c.current() != c.next()) {
        inner.carry(c.current(), c.next());
      }
    }
    List<Step.Window> windows = new ArrayList<>();
    for (int i = nk; i < eqn.inputs().size(); i++) {
      int whole = block.slotOf(eqn.inputs().get(i));
      int window = block.program.slot(body.inAvals().get(i).strong(), Slot.Kind.WINDOW, 0);
      windows.add(new Step.Window(window, whole));
      args.add(new Value.Stored(window));
    }
    for (int i = op.numCarry(); i < eqn.outputs().size(); i++) {
      int whole = block.resultSlot(eqn.outputs().get(i));
      int window = block.program.slot(body.outAvals().get(i).strong(), Slot.Kind.WINDOW, 0);
      windows.add(new Step.Window(window, whole));
      outs.add(window);
      block.stored(eqn.outputs().get(i), whole);
    }
    inner.run(body, args, outs);
    List<Step> steps = NestMerger.merge(inner.steps(), block.program);
    if (op.length() > 0) {
      block.add(new Step.For(op.length(), op.reverse(), windows, swaps(inner, carries), steps));
    }
    results(carries);
  }

  private void loop(While op) {
    int consts = op.condNumConsts() + op.bodyNumConsts();
    List<Value> testArgs = storedOperands(0, op.condNumConsts());
    List<Value> bodyArgs = storedOperands(op.condNumConsts(), consts);
    List<AbstractValue> types =
        op.bodyJaxpr().inAvals().subList(op.bodyNumConsts(), op.bodyJaxpr().inVars().size());
    List<Carry> carries =
        carries(
            storedOperands(consts, eqn.inputs().size()), types, op.bodyJaxpr(), op.bodyNumConsts());
    Block body = new Block(block.program);
    List<Integer> outs = new ArrayList<>();
    for (Carry c : carries) {
      testArgs.add(new Value.Stored(c.current()));
      bodyArgs.add(new Value.Stored(c.current()));
      outs.add(c.next());
      if (c.current() != c.next()) {
        body.carry(c.current(), c.next());
      }
    }
    Block test = new Block(block.program);
    int predicate = block.program.scratch(op.condJaxpr().outAvals().get(0));
    test.run(op.condJaxpr(), testArgs, List.of(predicate));
    body.run(op.bodyJaxpr(), bodyArgs, outs);
    block.add(
        new Step.While(
            NestMerger.merge(test.steps(), block.program),
            predicate,
            swaps(body, carries),
            NestMerger.merge(body.steps(), block.program)));
    results(carries);
  }
}
