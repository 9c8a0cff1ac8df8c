package org.jacobean.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.errors.BackendException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.ir.Atom;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.Literal;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Primitive;
import org.jspecify.annotations.Nullable;

/**
 * A jaxpr prepared for being interpreted many times: variables are slots of an array, and a slot is
 * cleared after its last use, so that intermediate arrays can be collected while the program runs.
 */
final class Program {
  private record Step(
      Primitive op,
      int[] in,
      int[] out,
      List<AbstractValue> types,
      int[] dead,
      SourceLine source) {}

  private final List<AbstractValue> parameters;
  private final Step[] steps;
  private final int[] results;
  private final @Nullable NDArray[] initial;

  private Program(
      List<AbstractValue> parameters, Step[] steps, int[] results, @Nullable NDArray[] initial) {
    this.parameters = parameters;
    this.steps = steps;
    this.results = results;
    this.initial = initial;
  }

  /** Prepares a jaxpr without constvars. */
  static Program of(Jaxpr jaxpr) {
    return new Builder().build(jaxpr);
  }

  /** Runs it. @throws BackendException JX0530 when the arguments do not fit */
  List<NDArray> run(List<NDArray> args) {
    check(args);
    @Nullable NDArray[] slots = Arrays.copyOf(initial, initial.length);
    for (int i = 0; i < args.size(); i++) {
      slots[i] = args.get(i);
    }
    FloatWatch watch = FloatWatch.current();
    for (Step s : steps) {
      List<NDArray> out;
      try {
        List<NDArray> in = read(slots, s.in);
        if (watch != null && watch.skips(s.op)) {
          continue;
        }
        out = ReferenceEvaluator.apply(s.op, in, s.types);
        if (watch != null) {
          watch.see(s.op, in, out, s.source);
        }
      } catch (JacobeanException e) {
        throw e.at(s.source.toString());
      }
      for (int i = 0; i < s.out.length; i++) {
        slots[s.out[i]] = out.get(i);
      }
      for (int d : s.dead) {
        slots[d] = null;
      }
    }
    return read(slots, results);
  }

  private void check(List<NDArray> args) {
    boolean fits = args.size() == parameters.size();
    for (int i = 0; fits && i < args.size(); i++) {
      fits = args.get(i).aval().sameType(parameters.get(i));
    }
    if (!fits) {
      throw new BackendException(
          "JX0530",
          "the program takes "
              + parameters
              + " but was given "
              + args.stream().map(NDArray::aval).toList());
    }
  }

  private static List<NDArray> read(@Nullable NDArray[] slots, int[] which) {
    NDArray[] out = new NDArray[which.length];
    for (int i = 0; i < which.length; i++) {
      out[i] = Objects.requireNonNull(slots[which[i]], "a slot is read before it is written");
    }
    return List.of(out);
  }

  private static final class Builder {
    private final Map<Var, Integer> slot = new IdentityHashMap<>();
    private final Map<Literal, Integer> literals = new java.util.HashMap<>();
    private final List<@Nullable NDArray> initial = new ArrayList<>();

    Program build(Jaxpr jaxpr) {
      jaxpr.inVars().forEach(this::define);
      List<Eqn> eqns = jaxpr.eqns();
      List<int[]> ins = new ArrayList<>();
      List<int[]> outs = new ArrayList<>();
      for (Eqn e : eqns) {
        ins.add(e.inputs().stream().mapToInt(this::use).toArray());
        outs.add(e.outputs().stream().mapToInt(this::define).toArray());
      }
      int[] results = jaxpr.outs().stream().mapToInt(this::use).toArray();
      boolean[] live = new boolean[initial.size()];
      for (int r : results) {
        live[r] = true;
      }
      for (int l : literals.values()) {
        live[l] = true;
      }
      Step[] steps = new Step[eqns.size()];
      for (int i = steps.length - 1; i >= 0; i--) {
        Eqn e = eqns.get(i);
        int[] dead =
            java.util.stream.IntStream.concat(Arrays.stream(ins.get(i)), Arrays.stream(outs.get(i)))
                .filter(s -> !live[s])
                .toArray();
        for (int s : ins.get(i)) {
          live[s] = true;
        }
        steps[i] = new Step(e.op(), ins.get(i), outs.get(i), e.outAvals(), dead, e.source());
      }
      return new Program(jaxpr.inAvals(), steps, results, initial.toArray(NDArray[]::new));
    }

    private int define(Var v) {
      initial.add(null);
      slot.put(v, initial.size() - 1);
      return initial.size() - 1;
    }

    private int use(Atom a) {
      return switch (a) {
        case Literal l ->
            literals.computeIfAbsent(
                l,
                k -> {
                  initial.add(k.toArray());
                  return initial.size() - 1;
                });
        case Var v -> {
          Integer s = slot.get(v);
          if (s == null) {
            throw new BackendException(
                "JX0532", "a variable of type " + v.aval() + " is used before it is bound");
          }
          yield s;
        }
      };
    }
  }
}
