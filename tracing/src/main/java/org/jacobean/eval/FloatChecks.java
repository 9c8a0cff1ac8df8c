package org.jacobean.eval;

import java.util.List;
import java.util.function.Supplier;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Elements;
import org.jacobean.errors.CheckException;
import org.jacobean.ir.Eqn;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.SourceLine;
import org.jacobean.ir.Var;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Effect;
import org.jacobean.ir.op.Primitive;

/**
 * Looks for NaN and infinities in results, on request: of single operations, and of compiled
 * programs, which are then run again equation by equation to find the first that made one.
 */
public final class FloatChecks {
  /**
   * What is looked for.
   *
   * @param nans NaN
   * @param infs infinities
   */
  record Wanted(boolean nans, boolean infs) {
    void check(Primitive op, List<NDArray> in, List<NDArray> out, SourceLine line, String context) {
      for (int i = 0; i < out.size(); i++) {
        Found f = find(out.get(i));
        if (f.count > 0) {
          throw f.error(op, in, out, i, line, context, this);
        }
      }
    }

    boolean anyIn(List<NDArray> arrays) {
      return arrays.stream().anyMatch(a -> find(a).count > 0);
    }

    private Found find(NDArray a) {
      int nan = 0;
      int inf = 0;
      if (a.dtype().isInexact() && a instanceof DeviceArray d) {
        for (long i = 0; i < a.size(); i++) {
          double re = Elements.getDouble(d.writable(), a.dtype(), i);
          double im = a.dtype().isComplex() ? Elements.getImaginary(d.writable(), a.dtype(), i) : 0;
          nan += Double.isNaN(re) || Double.isNaN(im) ? 1 : 0;
          inf += Double.isInfinite(re) || Double.isInfinite(im) ? 1 : 0;
        }
        java.lang.ref.Reference.reachabilityFence(a);
      }
      return nans && nan > 0 ? new Found("NaN", nan) : new Found("infinity", infs ? inf : 0);
    }
  }

  private record Found(String what, int count) {
    CheckException error(
        Primitive op,
        List<NDArray> in,
        List<NDArray> out,
        int result,
        SourceLine line,
        String context,
        Wanted wanted) {
      List<AbstractValue> types = in.stream().map(NDArray::aval).toList();
      AbstractValue type = out.get(result).aval();
      StringBuilder text = new StringBuilder(op.name() + " of " + types + " gave " + what);
      text.append(" in ").append(count).append(" of ").append(type.size());
      text.append(type.size() == 1 ? " element of " : " elements of ").append(type);
      for (int i = 0; i < in.size(); i++) {
        if (wanted.find(in.get(i)).count > 0) {
          text.append(", operand ").append(i).append(" having some already");
        }
      }
      text.append("; ").append(line.pass().inWords());
      text.append(context.isEmpty() ? "" : ", " + context);
      CheckException e =
          new CheckException(what.equals("NaN") ? "JX0341" : "JX0342", text.toString());
      e.at(line.toString());
      return e;
    }
  }

  private static final ScopedValue<Wanted> SCOPE = ScopedValue.newInstance();
  private static final Wanted ALWAYS =
      new Wanted(
          Boolean.getBoolean("jacobean.debug.nans"), Boolean.getBoolean("jacobean.debug.infs"));
  private static final boolean ALWAYS_ON = ALWAYS.nans || ALWAYS.infs;

  private FloatChecks() {}

  /** Whether results are looked at now. */
  public static boolean isOn() {
    return (SCOPE.isBound() || ALWAYS_ON) && !wanted().equals(NOTHING);
  }

  private static final Wanted NOTHING = new Wanted(false, false);

  private static Wanted wanted() {
    return SCOPE.isBound() ? SCOPE.get() : ALWAYS;
  }

  /** Runs {@code body} looking for NaN or not. */
  public static <T> T nans(boolean on, Supplier<T> body) {
    return ScopedValue.where(SCOPE, new Wanted(on, wanted().infs)).call(body::get);
  }

  /** Runs {@code body} looking for infinities or not. */
  public static <T> T infs(boolean on, Supplier<T> body) {
    return ScopedValue.where(SCOPE, new Wanted(wanted().nans, on)).call(body::get);
  }

  /**
   * Looks at the results of an operation that has just run.
   *
   * @throws CheckException JX0341, JX0342
   */
  public static void checkEager(
      Primitive op, List<NDArray> args, List<NDArray> results, SourceLine line) {
    boolean compound = op instanceof Control || op instanceof Call;
    if (!compound) {
      wanted().check(op, args, results, line, "");
    } else if (wanted().anyIn(results)) {
      search(op.name(), single(op, args, line), args, results, op, line);
    }
  }

  /**
   * Looks at the results of a compiled program.
   *
   * @param name names it in the message
   * @param jaxpr the program as traced
   * @throws CheckException JX0341, JX0342 naming the first equation that made what is looked for
   */
  public static void checkCompiled(
      String name, Jaxpr jaxpr, List<NDArray> args, List<NDArray> results) {
    if (wanted().anyIn(results)) {
      Eqn last = jaxpr.eqns().isEmpty() ? null : jaxpr.eqns().getLast();
      if (last != null) {
        search("jitted function " + name, jaxpr, args, results, last.op(), last.source());
      }
    }
  }

  /**
   * Runs a program again under watch. One that reads or changes the world is not run again, and one
   * whose compiled form made the NaN by another order of operations gives none: then the whole is
   * named.
   */
  private static void search(
      String name,
      Jaxpr jaxpr,
      List<NDArray> args,
      List<NDArray> results,
      Primitive op,
      SourceLine line) {
    boolean again = jaxpr.effects().stream().noneMatch(Effect::isIo);
    if (again) {
      new FloatWatch(wanted(), name).over(() -> ReferenceEvaluator.run(jaxpr, args));
    }
    String why =
        again
            ? "in " + name + ", though equation by equation it does not"
            : "in " + name + ", which was not run again to find where because of its ioCallback";
    wanted().check(op, args, results, line, why);
  }

  private static Jaxpr single(Primitive op, List<NDArray> args, SourceLine line) {
    List<Var> in = args.stream().map(a -> new Var(a.aval())).toList();
    List<Var> out =
        op.infer(args.stream().map(NDArray::aval).toList()).stream().map(Var::new).toList();
    return new Jaxpr(List.of(), in, List.of(new Eqn(op, List.copyOf(in), out, line)), out);
  }
}
