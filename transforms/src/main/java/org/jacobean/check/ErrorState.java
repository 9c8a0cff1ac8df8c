package org.jacobean.check;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.DType;
import org.jacobean.NDArray;
import org.jacobean.Shape;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.Comparison;
import org.jacobean.lax.Lax;

/**
 * The error so far while a program is interpreted: the number of the first site that failed, 0 for
 * none, and what each site has to show. Sites are met in program order, each once.
 */
final class ErrorState {
  private NDArray code;
  private final List<NDArray> payload;

  /** The number of the first site of this program. */
  private final int base;

  /** The step of each loop around, int32 scalars. */
  private final List<NDArray> steps;

  private int site;
  private int slot;

  ErrorState(NDArray code, List<NDArray> payload, int base, List<NDArray> steps) {
    this.code = code;
    this.payload = new ArrayList<>(payload);
    this.base = base;
    this.steps = List.copyOf(steps);
  }

  /** No error. */
  static ErrorState none(CheckSites sites) {
    return new ErrorState(number(0), zeros(sites), 1, List.of());
  }

  static NDArray number(long v) {
    return NDArray.fullLong(DType.INT32, Shape.SCALAR, v);
  }

  /** Types of what the sites have to show. */
  static List<AbstractValue> types(CheckSites sites) {
    List<AbstractValue> types = new ArrayList<>();
    for (CheckSite s : sites.list()) {
      s.loops().forEach(_ -> types.add(AbstractValue.of(DType.INT32)));
      types.addAll(s.values());
    }
    return types;
  }

  static List<NDArray> zeros(CheckSites sites) {
    return types(sites).stream().map(a -> Lax.zeros(a.dtype(), a.shape())).toList();
  }

  NDArray code() {
    return code;
  }

  List<NDArray> payload() {
    return payload;
  }

  List<NDArray> steps() {
    return steps;
  }

  /** The number of the next site to be met. */
  int next() {
    return base + site;
  }

  /** Takes note of the next site. */
  void meet(CheckRules.Outcome o) {
    NDArray none = Lax.compare(Comparison.EQ, code, Lax.constantLike(code, 0));
    NDArray first = Lax.binary(BinaryOp.AND, o.failed(), none);
    code = Lax.select(first, number(next()), code);
    List<NDArray> shown = new ArrayList<>(steps);
    shown.addAll(o.values());
    for (NDArray v : shown) {
      NDArray old = payload.get(slot);
      NDArray value = v.dtype().isInexact() ? Lax.stopGradient(v) : v;
      payload.set(slot++, Lax.select(first, value.withWeakType(false), old));
    }
    site++;
  }

  /** Takes over what a program inside an equation found: its sites are the next ones. */
  void take(CheckSites inner, NDArray innerCode, List<NDArray> innerPayload) {
    code = innerCode;
    for (NDArray v : innerPayload) {
      payload.set(slot++, v);
    }
    site += inner.size();
  }
}
