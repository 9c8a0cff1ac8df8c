package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.CheckpointPolicy;
import org.jacobean.ir.op.Primitive;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.trace.Tracing;

/**
 * A function whose intermediate values reverse mode computes again.
 *
 * @param f the function
 * @param policy what is saved all the same
 * @param preventCse whether the optimizer must keep both computations
 */
record CheckpointFunction(TreeFunction f, CheckpointPolicy policy, boolean preventCse)
    implements Derived {
  static CheckpointFunction of(TreeFunction f, CheckpointPolicy policy, boolean preventCse) {
    boolean isLambda = policy.getClass().isHidden();
    return new CheckpointFunction(f, isLambda ? UserPolicy.of(policy) : policy, preventCse);
  }

  @Override
  public String verb() {
    return "checkpoint";
  }

  @Override
  public Object call(Object... values) {
    if (Tracing.isEager()) {
      return f.call(values);
    }
    Staging.Args args = Staging.Args.of(values);
    Staging.Staged staged = Staging.stage("checkpoint", f, args);
    List<NDArray> operands = new ArrayList<>(staged.jaxpr().consts());
    operands.addAll(args.leaves());
    Checkpoint op =
        new Checkpoint(staged.jaxpr().jaxpr().constsToArgs(), policy, preventCse, false);
    return staged.result(Tracing.bind(op, operands));
  }

  /** A policy given as a lambda: equal to another with the same code and captured values. */
  private static final class UserPolicy implements CheckpointPolicy {
    private static final long serialVersionUID = 1L;

    private final CheckpointPolicy policy;
    private final transient TreeFunction code;

    private UserPolicy(CheckpointPolicy policy, TreeFunction code) {
      this.policy = policy;
      this.code = code;
    }

    static UserPolicy of(CheckpointPolicy policy) {
      io.vavr.Function2<Primitive, List<AbstractValue>, Boolean> function = policy::saves;
      return new UserPolicy(policy, TreeFunction.of(function));
    }

    @Override
    public boolean saves(Primitive op, List<AbstractValue> in) {
      return policy.saves(op, in);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof UserPolicy u && code.equals(u.code);
    }

    @Override
    public int hashCode() {
      return code.hashCode();
    }

    @Override
    public String toString() {
      return "user_policy";
    }
  }
}
