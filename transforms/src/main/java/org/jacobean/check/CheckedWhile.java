package org.jacobean.check;

import static org.jacobean.check.Checking.join;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.While;
import org.jacobean.lax.Lax;
import org.jacobean.optimize.Optimizer;
import org.jacobean.trace.Tracing;

/**
 * A checked while loop: it carries {@code (step, code, payload…, carry…)}. The test is computed
 * again for its own errors, once before the loop and after each step.
 */
final class CheckedWhile {
  private static final AbstractValue INT = AbstractValue.of(DType.INT32);

  private final Checking checking;
  private final While op;
  private final CheckSites all;
  private final CheckSites tests;
  private final List<String> loops;
  private final ErrorState state;

  /** Arrays shown by the test's sites, and by all. */
  private final int testSlots;

  private final int slots;

  /** Constants of the test and of the step, and steps of the loops around. */
  private final int condConsts;

  private final int bodyConsts;
  private final int around;

  CheckedWhile(
      Checking checking,
      While op,
      CheckSites all,
      CheckSites tests,
      List<String> loops,
      ErrorState state) {
    this.checking = checking;
    this.op = op;
    this.all = all;
    this.tests = tests;
    this.loops = loops;
    this.state = state;
    testSlots = ErrorState.types(tests).size();
    slots = ErrorState.types(all).size();
    condConsts = op.condNumConsts();
    bodyConsts = op.bodyNumConsts();
    around = state.steps().size();
  }

  /** The results: code, payload, and what the loop carried. */
  List<NDArray> run(List<NDArray> in) {
    int first = condConsts + bodyConsts;
    ErrorState before =
        new ErrorState(
            state.code(),
            ErrorState.zeros(all),
            state.next(),
            join(state.steps(), List.of(ErrorState.number(0))));
    if (!tests.isEmpty()) {
      List<NDArray> args = join(in.subList(0, condConsts), in.subList(first, in.size()));
      checking.run(op.condJaxpr(), args, before, loops);
    }
    List<NDArray> operands = new ArrayList<>(in.subList(0, condConsts));
    operands.addAll(state.steps());
    operands.addAll(in.subList(0, first));
    operands.add(ErrorState.number(0));
    operands.add(before.code());
    operands.addAll(before.payload());
    operands.addAll(in.subList(first, in.size()));
    While loop = new While(test(), condConsts, body(), around + first, op.maxSteps());
    List<NDArray> results = Tracing.bind(loop, operands);
    return results.subList(1, results.size());
  }

  private List<AbstractValue> carry() {
    List<AbstractValue> types = new ArrayList<>(List.of(INT, INT));
    types.addAll(ErrorState.types(all));
    List<AbstractValue> body = op.bodyJaxpr().inAvals();
    types.addAll(body.subList(bodyConsts, body.size()));
    return types;
  }

  private Jaxpr test() {
    List<AbstractValue> types = new ArrayList<>(op.condJaxpr().inAvals().subList(0, condConsts));
    types.addAll(carry());
    Jaxpr silent = Optimizer.silence(op.condJaxpr());
    int carried = condConsts + 2 + slots;
    return Checking.record(
        a ->
            Tracing.eval(
                silent, List.of(), join(a.subList(0, condConsts), a.subList(carried, a.size()))),
        types);
  }

  private Jaxpr body() {
    List<AbstractValue> types = new ArrayList<>();
    state.steps().forEach(_ -> types.add(INT));
    types.addAll(op.condJaxpr().inAvals().subList(0, condConsts));
    types.addAll(op.bodyJaxpr().inAvals().subList(0, bodyConsts));
    types.addAll(carry());
    return Checking.record(this::step, types);
  }

  /**
   * One step: operands {@code (steps…, condConsts…, bodyConsts…, step, code, payload…, carry…)}.
   */
  private List<NDArray> step(List<NDArray> a) {
    int at = around + condConsts + bodyConsts;
    List<NDArray> outer = a.subList(0, around);
    NDArray i = a.get(at);
    List<NDArray> payload = a.subList(at + 2, at + 2 + slots);
    ErrorState inBody =
        new ErrorState(
            a.get(at + 1),
            payload.subList(testSlots, slots),
            state.next() + tests.size(),
            join(outer, List.of(i)));
    List<NDArray> args =
        join(a.subList(around + condConsts, at), a.subList(at + 2 + slots, a.size()));
    List<NDArray> next = checking.run(op.bodyJaxpr(), args, inBody, loops);
    NDArray after = Lax.add(i, ErrorState.number(1));
    ErrorState inTest =
        new ErrorState(
            inBody.code(),
            payload.subList(0, testSlots),
            state.next(),
            join(outer, List.of(after)));
    if (!tests.isEmpty()) {
      List<NDArray> tested = join(a.subList(around, around + condConsts), next);
      checking.run(op.condJaxpr(), tested, inTest, loops);
    }
    List<NDArray> out = new ArrayList<>(List.of(after, inTest.code()));
    out.addAll(inTest.payload());
    out.addAll(inBody.payload());
    out.addAll(next);
    return out;
  }
}
