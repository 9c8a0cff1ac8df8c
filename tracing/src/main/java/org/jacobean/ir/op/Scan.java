package org.jacobean.ir.op;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.ir.Jaxpr;

/**
 * A loop with a known number of steps: operands {@code (consts…, carry…, xs…)}; step {@code i}
 * computes {@code (carry…, y…) = body(consts…, carry…, x[i]…)}; results are the last carry and the
 * {@code y}s stacked along a new leading axis.
 *
 * <p>C1: at least {@code numConsts + numCarry} operands. C2: every {@code x} has a leading axis of
 * {@code length}. C3: the body takes constants, carry and slices. C4: it returns the carry's types
 * first.
 *
 * @param jaxpr the body
 * @param length number of steps
 * @param reverse whether step 0 uses the last slice
 * @param numConsts leading operands that stay the same
 * @param numCarry operands that are carried from step to step
 * @param unroll steps per iteration of the compiled loop; a hint
 */
public record Scan(
    Jaxpr jaxpr, int length, boolean reverse, int numConsts, int numCarry, int unroll)
    implements Control {
  @Override
  public String name() {
    return "scan";
  }

  @Override
  public List<Jaxpr> jaxprs() {
    return List.of(jaxpr);
  }

  @Override
  public List<AbstractValue> infer(List<AbstractValue> in) {
    Constraint.shape(
        in.size() >= numConsts + numCarry,
        "scan_C1",
        "%d constants and %d carries, got %s",
        numConsts,
        numCarry,
        in);
    List<AbstractValue> body = new ArrayList<>(in.subList(0, numConsts + numCarry));
    for (AbstractValue x : in.subList(numConsts + numCarry, in.size())) {
      Constraint.shape(
          x.rank() >= 1 && x.shape().dim(0) == length,
          "scan_C2",
          "%s does not have a leading axis of length %d",
          x,
          length);
      body.add(x.withShape(x.shape().remove(0)));
    }
    SubJaxpr.checkInputs("scan_C3", jaxpr, body);
    List<AbstractValue> outs = jaxpr.outAvals();
    Constraint.shape(
        outs.size() >= numCarry,
        "scan_C4",
        "the body returns %s, fewer than the %d carries",
        outs,
        numCarry);
    SubJaxpr.checkSame(
        "scan_C4",
        "the body must return the carry's types",
        in.subList(numConsts, numConsts + numCarry),
        outs.subList(0, numCarry));
    List<AbstractValue> result = new ArrayList<>(outs.subList(0, numCarry));
    for (AbstractValue y : outs.subList(numCarry, outs.size())) {
      result.add(y.withShape(y.shape().insert(0, length)));
    }
    return List.copyOf(result);
  }
}
