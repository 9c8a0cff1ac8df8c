package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jacobean.NDArray;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.jit.Captures;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.trace.Tracing;

/**
 * A function with transformation rules of its own.
 *
 * @param f the function
 * @param jvp forward mode
 * @param vjp reverse mode
 * @param batching all examples at once
 * @param transpose the transpose with respect to the last argument
 */
record CustomFunction(
    TreeFunction f,
    Optional<UserJvp> jvp,
    Optional<UserVjp> vjp,
    Optional<UserBatching> batching,
    Optional<UserTranspose> transpose)
    implements Derived {
  private static final ScopedValue<TreeFunction> TRACED_RULE_OF = ScopedValue.newInstance();

  static CustomFunction of(TreeFunction f) {
    return new CustomFunction(
        f, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  CustomFunction with(UserJvp rule) {
    return new CustomFunction(f, Optional.of(rule), vjp, batching, transpose);
  }

  CustomFunction with(UserVjp rule) {
    return new CustomFunction(f, jvp, Optional.of(rule), batching, transpose);
  }

  CustomFunction with(UserBatching rule) {
    return new CustomFunction(f, jvp, vjp, Optional.of(rule), transpose);
  }

  CustomFunction with(UserTranspose rule) {
    return new CustomFunction(f, jvp, vjp, batching, Optional.of(rule));
  }

  @Override
  public String verb() {
    return "custom";
  }

  @Override
  public String name() {
    return f.name();
  }

  @Override
  public Captures captures() {
    Captures worst = f.captures();
    for (TreeFunction rule : rules()) {
      worst = worst.and(rule.captures());
    }
    return worst;
  }

  private List<TreeFunction> rules() {
    List<TreeFunction> all = new ArrayList<>();
    jvp.ifPresent(r -> all.add(r.rule()));
    vjp.ifPresent(r -> all.addAll(List.of(r.forward(), r.backward())));
    batching.ifPresent(r -> all.add(r.rule()));
    transpose.ifPresent(r -> all.add(r.rule()));
    return all;
  }

  @Override
  public Object call(Object... values) {
    if (Tracing.isEager() || rules().isEmpty()) {
      return f.call(values);
    }
    Staging.Args args = Staging.Args.of(values);
    Staging.Staged staged = Staging.stage("custom", f, args);
    CustomSignature types = CustomSignature.of(name(), args, staged);
    Hoisted hoisted = new Hoisted(this, staged.jaxpr().consts());
    CustomRules bound =
        new CustomRules(
            jvp.map(r -> r.bind(types, hoisted)),
            vjp.map(r -> r.bind(types, hoisted)),
            batching.map(r -> r.bind(types)),
            transpose.map(r -> r.bind(types, hoisted)));
    Jaxpr inner = staged.jaxpr().jaxpr();
    List<Var> in = new ArrayList<>(inner.constVars());
    hoisted.ofRules().forEach(c -> in.add(new Var(c.aval())));
    in.addAll(inner.inVars());
    Jaxpr program = new Jaxpr(List.of(), in, inner.eqns(), inner.outs());
    List<NDArray> operands = new ArrayList<>(hoisted.all());
    int numConsts = operands.size();
    operands.addAll(args.leaves());
    return staged.result(Tracing.bind(new CustomCall(name(), program, numConsts, bound), operands));
  }

  /**
   * Arrays that the function and its rules captured, which become operands. A rule that may have
   * captured tracers is traced when the function is called, because they will be gone when the rule
   * is asked for; a rule that calls its own function is traced once and then taken as it is.
   */
  static final class Hoisted {
    private final TreeFunction function;
    private final List<NDArray> all;
    private final int ofFunction;

    Hoisted(TreeFunction function, List<NDArray> consts) {
      this.function = function;
      this.all = new ArrayList<>(consts);
      this.ofFunction = consts.size();
    }

    List<NDArray> all() {
      return all;
    }

    List<NDArray> ofRules() {
      return all.subList(ofFunction, all.size());
    }

    /** Whether rules have to be traced now. */
    boolean mustTrace(TreeFunction... rules) {
      if (TRACED_RULE_OF.isBound() && TRACED_RULE_OF.get().equals(function)) {
        return false;
      }
      for (TreeFunction rule : rules) {
        if (rule.captures() == Captures.UNKNOWN) {
          return true;
        }
      }
      return false;
    }

    /** Traces a rule of the function; what it captured becomes operands. */
    Program trace(Supplier<ClosedJaxpr> rule) {
      ClosedJaxpr traced = ScopedValue.where(TRACED_RULE_OF, function).call(rule::get);
      Program p = new Program(all.size(), traced.consts().size(), traced.jaxpr().constsToArgs());
      all.addAll(traced.consts());
      return p;
    }
  }

  /**
   * A traced rule.
   *
   * @param from position of the first operand that it captured
   * @param count how many it captured
   * @param jaxpr its program: captured arrays, then its arguments
   */
  record Program(int from, int count, Jaxpr jaxpr) {
    /** Those of the operands that it captured. */
    List<NDArray> captured(List<NDArray> operands) {
      return new ArrayList<>(operands.subList(from, from + count));
    }

    /** Runs it. */
    List<NDArray> run(List<NDArray> captured, List<NDArray> args) {
      List<NDArray> all = new ArrayList<>(captured);
      all.addAll(args);
      return Tracing.eval(new ClosedJaxpr(jaxpr, List.of()), all);
    }
  }
}
