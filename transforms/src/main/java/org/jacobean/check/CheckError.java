package org.jacobean.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.errors.CheckException;
import org.jacobean.ir.op.ValueFormat;
import org.jacobean.lax.Lax;
import org.jacobean.pytrees.TreeNode;
import org.jacobean.pytrees.TreeSupport;

/**
 * The first failure of a checked function, or none: a tree of arrays like any other, so that it
 * passes through {@code jit} and {@code vmap}, where it holds one error per example.
 */
public final class CheckError implements TreeNode<CheckError> {
  private static final TreeSupport<CheckError> SUPPORT =
      TreeSupport.of(
          CheckError.class,
          e -> List.of(e.code, e.payload, e.sites),
          c -> new CheckError((NDArray) c.get(0), arrays(c.get(1)), (CheckSites) c.get(2)));

  private final NDArray code;
  private final List<NDArray> payload;
  private final CheckSites sites;

  CheckError(NDArray code, List<NDArray> payload, CheckSites sites) {
    this.code = code;
    this.payload = List.copyOf(payload);
    this.sites = sites;
  }

  @SuppressWarnings("unchecked") // the list was taken out of an error
  private static List<NDArray> arrays(Object list) {
    return (List<NDArray>) list;
  }

  @Override
  public TreeSupport<CheckError> treeSupport() {
    return SUPPORT;
  }

  /**
   * The message of the failure; of many examples one line for each that failed; empty when there is
   * none.
   *
   * @throws org.jacobean.errors.TracerException JX0303 while it is being traced: return the error
   *     from the function first
   */
  public Optional<String> get() {
    long[] codes = code.toLongArray();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] != 0) {
        CheckSite site = sites.list().get((int) codes[i] - 1);
        String line = site.line().toString();
        lines.add(
            (code.rank() == 0 ? "" : "example " + position(i) + ": ")
                + message(site, (int) codes[i] - 1, i)
                + (code.rank() == 0 || line.isEmpty() ? "" : " at " + line));
      }
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
  }

  /**
   * Does nothing when there is no failure.
   *
   * @throws CheckException JX0340 for a user's check, JX0343 for an index, JX0344 for a division by
   *     zero, JX0345 for NaN: of the first example that failed
   */
  public void throwIfError() {
    for (long c : code.toLongArray()) {
      if (c != 0) {
        CheckSite site = sites.list().get((int) c - 1);
        CheckException e = new CheckException(site.kind().code(), get().orElseThrow());
        if (code.rank() == 0) {
          e.at(site.line().toString());
        }
        throw e;
      }
    }
  }

  private String position(int i) {
    List<String> index = new ArrayList<>();
    long[] strides = code.shape().strides();
    for (int d = 0; d < strides.length; d++) {
      index.add(Long.toString(i / strides[d] % code.shape().dim(d)));
    }
    return String.join(", ", index);
  }

  private String message(CheckSite site, int number, int example) {
    int slot = 0;
    for (CheckSite s : sites.list().subList(0, number)) {
      slot += s.payload();
    }
    List<NDArray> shown = new ArrayList<>();
    for (NDArray v : payload.subList(slot, slot + site.payload())) {
      shown.add(element(v, example));
    }
    int loops = site.loops().size();
    StringBuilder text =
        new StringBuilder(
            ValueFormat.parse(site.message()).format(shown.subList(loops, shown.size())));
    for (int i = loops - 1; i >= 0; i--) {
      text.append(i == loops - 1 ? "; step " : ", step ");
      text.append(((DeviceArray) shown.get(i)).elementsText());
      text.append(" of ").append(site.loops().get(i));
    }
    return text.toString();
  }

  /** The value for one example; the examples of every array are along its leading axes. */
  private NDArray element(NDArray v, int example) {
    if (code.rank() == 0) {
      return v;
    }
    AbstractValue one = v.aval();
    for (int d = 0; d < code.rank(); d++) {
      one = one.withShape(one.shape().remove(0));
    }
    int n = Math.toIntExact(code.size());
    NDArray rows = Lax.reshape(v, one.shape().insert(0, n));
    return Lax.reshape(Lax.sliceInDim(rows, example, example + 1, 1, 0), one.shape());
  }

  /** The message, or that there is no error; while traced, what it is. */
  @Override
  public String toString() {
    return code instanceof DeviceArray ? get().orElse("no error") : "CheckError<" + sites + ">";
  }
}
