package org.jacobean.transforms;

import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.ad.Linearize;
import org.jacobean.ad.Transposition;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.CustomVjpCall;
import org.jacobean.jit.Arguments;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;
import org.jacobean.pytrees.Tree;
import org.jacobean.pytrees.TreeDef;
import org.jacobean.trace.Tracing;
import org.jspecify.annotations.Nullable;

/**
 * A function with a reverse-mode rule of its own.
 *
 * @param f the function
 * @param forward from the arguments to a tuple of the result and residuals
 * @param backward from residuals and the result's cotangent to the arguments' cotangents
 */
record CustomVjpFunction(TreeFunction f, TreeFunction forward, TreeFunction backward)
    implements Derived {
  @Override
  public String verb() {
    return "customVjp";
  }

  @Override
  public String name() {
    return f.name();
  }

  @Override
  public Object call(Object... values) {
    if (Tracing.isEager()) {
      return f.call(values);
    }
    Staging.Args args = Staging.Args.of(values);
    Staging.Staged staged = Staging.stage("customVjp", f, args);
    List<NDArray> operands = new ArrayList<>(staged.jaxpr().consts());
    CustomVjpCall.Rule rule;
    CustomCall call;
    if (CustomCall.mustTrace(this, forward, backward)) {
      CustomCall plain = CustomCall.of(name(), args, staged, List.of());
      TracedPasses passes = CustomCall.whileTracingRuleOf(this, () -> trace(plain));
      List<NDArray> ruleConsts = new ArrayList<>(passes.forward().consts());
      ruleConsts.addAll(passes.backward().consts());
      operands.addAll(ruleConsts);
      call = CustomCall.of(name(), args, staged, ruleConsts);
      rule =
          new TracedRule(
              call,
              staged.jaxpr().consts().size(),
              passes.forward().consts().size(),
              passes.forward().jaxpr().constsToArgs(),
              passes.backward().jaxpr().constsToArgs(),
              passes.residuals());
    } else {
      call = CustomCall.of(name(), args, staged, List.of());
      rule = new DirectRule(call, forward, backward);
    }
    operands.addAll(args.leaves());
    return staged.result(Tracing.bind(new CustomVjpCall(name(), call.program(), rule), operands));
  }

  private record TracedPasses(ClosedJaxpr forward, ClosedJaxpr backward, int residuals) {}

  private TracedPasses trace(CustomCall call) {
    TreeDef[] tree = new TreeDef[1];
    ClosedJaxpr fwd =
        Tracing.toJaxpr(
            "the forward pass of " + name(),
            x -> {
              Passed p = runForward(call, forward, x);
              tree[0] = p.residualTree();
              return p.all();
            },
            call.avals());
    int n = call.outAvals().size();
    List<AbstractValue> residuals = fwd.outAvals().subList(n, fwd.outAvals().size());
    List<AbstractValue> types = new ArrayList<>(residuals);
    call.outAvals().forEach(a -> types.add(a.tangent()));
    int r = residuals.size();
    ClosedJaxpr bwd =
        Tracing.toJaxpr(
            "the backward pass of " + name(),
            x -> runBackward(call, backward, tree[0], x.subList(0, r), x.subList(r, x.size())),
            types);
    return new TracedPasses(fwd, bwd, r);
  }

  /** Results and residuals. */
  private record Passed(List<NDArray> all, TreeDef residualTree) {}

  private static Passed runForward(CustomCall call, TreeFunction forward, List<NDArray> leaves) {
    Object[] args = call.in().unflatten(leaves);
    Tuple2<?, ?> both = (Tuple2<?, ?>) forward.call(args);
    List<NDArray> all = new ArrayList<>(call.resultLeaves("result of the forward pass", both._1()));
    Tree.Flattened residuals = Tree.flatten(both._2());
    all.addAll(Arguments.arrays(residuals.leaves()));
    return new Passed(all, residuals.structure());
  }

  private static List<NDArray> runBackward(
      CustomCall call,
      TreeFunction backward,
      TreeDef residualTree,
      List<NDArray> residuals,
      List<NDArray> cotangents) {
    Object given = backward.call(residualTree.unflatten(residuals), call.result(cotangents));
    return call.cotangentLeaves("cotangent from the backward pass", given);
  }

  /**
   * Cotangents of all operands: of captured ones, which the user's rule does not see, by
   * differentiating the function.
   */
  private static List<NDArray> withCaptured(
      CustomCall call, List<NDArray> operands, List<NDArray> cotangents, List<NDArray> ruled) {
    @Nullable NDArray[] captured = new NDArray[call.captured()];
    if (!call.foreign().isEmpty()) {
      boolean[] mask = new boolean[operands.size()];
      call.foreign().forEach(i -> mask[i] = true);
      List<@Nullable NDArray> inexact = new ArrayList<>();
      for (int i = 0; i < cotangents.size(); i++) {
        if (call.outAvals().get(i).dtype().isInexact()) {
          inexact.add(cotangents.get(i));
        }
      }
      ClosedJaxpr map = Linearize.linearize(call.closed(), operands, mask).tangentMap();
      List<@Nullable NDArray> pulled = Transposition.transpose(map, inexact);
      for (int i = 0; i < pulled.size(); i++) {
        captured[call.foreign().get(i)] = pulled.get(i);
      }
    }
    List<NDArray> out = new ArrayList<>();
    for (int i = 0; i < captured.length; i++) {
      NDArray c = captured[i];
      out.add(c == null ? TangentTrees.zero(call.program().inVars().get(i).aval()) : c);
    }
    out.addAll(ruled);
    return out;
  }

  /**
   * Operands that {@link #withCaptured} needs again; none unless captured arrays are
   * differentiated.
   */
  private static List<NDArray> kept(CustomCall call, List<NDArray> operands) {
    return call.foreign().isEmpty() ? List.of() : operands;
  }

  /** Calls the user's functions when they are needed. */
  private static final class DirectRule implements CustomVjpCall.Rule {
    private final CustomCall call;
    private final TreeFunction forward;
    private final TreeFunction backward;

    // Determined by the other fields; kept from the forward pass so that it need not be traced
    // again.
    private volatile @Nullable TreeDef residualTree;

    DirectRule(CustomCall call, TreeFunction forward, TreeFunction backward) {
      this.call = call;
      this.forward = forward;
      this.backward = backward;
    }

    @Override
    public List<NDArray> forward(List<NDArray> primals) {
      Passed p = runForward(call, forward, call.leaves(primals));
      residualTree = p.residualTree();
      List<NDArray> out = new ArrayList<>(p.all());
      out.addAll(kept(call, primals));
      return out;
    }

    @Override
    public List<NDArray> backward(List<NDArray> residuals, List<NDArray> cotangents) {
      TreeDef tree = residualTree();
      int n = tree.leafCount();
      List<NDArray> ruled = runBackward(call, backward, tree, residuals.subList(0, n), cotangents);
      return withCaptured(call, residuals.subList(n, residuals.size()), cotangents, ruled);
    }

    private TreeDef residualTree() {
      TreeDef known = residualTree;
      if (known == null) {
        TreeDef[] tree = new TreeDef[1];
        Tracing.toJaxpr(
            "the forward pass of " + call.name(),
            x -> {
              Passed p = runForward(call, forward, x);
              tree[0] = p.residualTree();
              return p.all();
            },
            call.avals());
        known = tree[0];
        residualTree = known;
      }
      return known;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof DirectRule r
          && call.equals(r.call)
          && forward.equals(r.forward)
          && backward.equals(r.backward);
    }

    @Override
    public int hashCode() {
      return Objects.hash(call, forward, backward);
    }
  }

  /**
   * Evaluates the user's functions as they were traced. Operands are the captured arrays of the
   * function, of the forward pass and of the backward pass, then leaves; residuals are the user's,
   * the backward pass's captured arrays, then operands.
   */
  private record TracedRule(
      CustomCall call,
      int functionConsts,
      int forwardConsts,
      Jaxpr forward,
      Jaxpr backward,
      int residuals)
      implements CustomVjpCall.Rule {
    @Override
    public List<NDArray> forward(List<NDArray> primals) {
      List<NDArray> args =
          new ArrayList<>(primals.subList(functionConsts, functionConsts + forwardConsts));
      args.addAll(call.leaves(primals));
      List<NDArray> out = new ArrayList<>(Tracing.eval(new ClosedJaxpr(forward, List.of()), args));
      out.addAll(primals.subList(functionConsts + forwardConsts, call.captured()));
      out.addAll(kept(call, primals));
      return out;
    }

    @Override
    public List<NDArray> backward(List<NDArray> saved, List<NDArray> cotangents) {
      int consts = call.captured() - functionConsts - forwardConsts;
      List<NDArray> args = new ArrayList<>(saved.subList(residuals, residuals + consts));
      args.addAll(saved.subList(0, residuals));
      args.addAll(cotangents);
      List<NDArray> ruled = Tracing.eval(new ClosedJaxpr(backward, List.of()), args);
      return withCaptured(call, saved.subList(residuals + consts, saved.size()), cotangents, ruled);
    }
  }
}
