package org.jacobean.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.Varying;
import org.jacobean.errors.TransformException;
import org.jacobean.ir.ClosedJaxpr;
import org.jacobean.ir.Jaxpr;
import org.jacobean.ir.op.AllGather;
import org.jacobean.ir.op.AllReduce;
import org.jacobean.ir.op.AllToAll;
import org.jacobean.ir.op.AxisIndex;
import org.jacobean.ir.op.Call;
import org.jacobean.ir.op.Callback;
import org.jacobean.ir.op.Checkpoint;
import org.jacobean.ir.op.Collective;
import org.jacobean.ir.op.Composite;
import org.jacobean.ir.op.Cond;
import org.jacobean.ir.op.Contraction;
import org.jacobean.ir.op.Control;
import org.jacobean.ir.op.Convolution;
import org.jacobean.ir.op.Creation;
import org.jacobean.ir.op.Cumulative;
import org.jacobean.ir.op.CustomCall;
import org.jacobean.ir.op.CustomLinear;
import org.jacobean.ir.op.Indexing;
import org.jacobean.ir.op.JitCall;
import org.jacobean.ir.op.Movement;
import org.jacobean.ir.op.NamedAxis;
import org.jacobean.ir.op.OptimizationBarrier;
import org.jacobean.ir.op.PBroadcast;
import org.jacobean.ir.op.PPermute;
import org.jacobean.ir.op.PVary;
import org.jacobean.ir.op.Pointwise;
import org.jacobean.ir.op.Primitive;
import org.jacobean.ir.op.ReduceScatter;
import org.jacobean.ir.op.Reduction;
import org.jacobean.ir.op.Scan;
import org.jacobean.ir.op.ShardMap;
import org.jacobean.ir.op.Sorting;
import org.jacobean.ir.op.While;

/**
 * Along which mesh axes the results of an operation vary, given those of its operands. Operands of
 * one operation have to agree: those that vary along fewer axes are promoted by a {@code pvary}
 * that becomes part of the program, because its transpose, a sum over the devices, is what makes
 * the derivative with respect to a replicated value right. Carries of loops are promoted until they
 * no longer change.
 */
public final class VaryingTypes {
  private VaryingTypes() {}

  /**
   * The types of one equation.
   *
   * @param op the operation, with the programs inside it typed for these operands
   * @param operands what each operand has to be promoted to
   * @param outs the results
   */
  record Typing(Primitive op, List<Varying> operands, List<Varying> outs) {}

  /** Whether values have varying and invariant types here: inside the program of a device. */
  static boolean areTracked() {
    AxisEnv env = AxisEnv.current();
    for (AxisEnv.Bound b : env.axes()) {
      if (b.typed()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Refuses to reduce over devices what is the same on all of them, as it is nearly always a
   * mistake: the value has been reduced before, or was never divided. Constants are exempt.
   *
   * @param verb the reduction, for the message
   * @throws TransformException JX0549
   */
  public static void requireVarying(String verb, NDArray x, List<AxisEnv.Bound> axes) {
    for (AxisEnv.Bound b : axes) {
      String axis = b.axis().name();
      if (b.typed()
          && !x.aval().varying().contains(axis)
          && x instanceof Tracer t
          && t.trace() instanceof StagingTrace s
          && s.dependsOnArguments(t)) {
        TransformException e =
            new TransformException(
                "JX0549",
                verb
                    + " over '"
                    + axis
                    + "' of "
                    + x.aval()
                    + ", which is the same on all devices along '"
                    + axis
                    + "' already: a gradient with respect to a replicated value is summed over the"
                    + " devices as it is taken, so divide it by axisSize(\""
                    + axis
                    + "\") for the mean; for each device's own gradient, take it with respect to"
                    + " pvary(value, \""
                    + axis
                    + "\")");
        e.at(SourceLines.caller().toString());
        throw e;
      }
    }
  }

  /** The axes, which have to be in scope, with their sizes. */
  public static List<NamedAxis> named(Varying axes) {
    AxisEnv env = AxisEnv.current();
    return axes.axes().stream().map(a -> env.get(a, "pvary").axis()).toList();
  }

  /** The axes of a promotion along which its operand does not vary yet. */
  static List<NamedAxis> missing(PVary op, Varying operand) {
    List<AxisEnv.Bound> env = AxisEnv.current().axes();
    return op.axes().stream()
        .filter(a -> !operand.contains(a.name()) || !env.contains(new AxisEnv.Bound(a, true)))
        .toList();
  }

  /** Types an operation; {@code numOuts} results. */
  static Typing of(Primitive op, List<AbstractValue> in, int numOuts) {
    List<Varying> given = in.stream().map(AbstractValue::varying).toList();
    return switch (op) {
      case Collective c -> collective(c, given);
      case Control c -> control(c, given);
      case Call c -> call(c, given);
      // Each result is the operand of the same number.
      case OptimizationBarrier _ -> new Typing(op, given, given);
      case Callback _,
          Composite _,
          Contraction _,
          Convolution _,
          Creation _,
          Cumulative _,
          Indexing _,
          Movement _,
          Pointwise _,
          Reduction _,
          Sorting _ -> {
        Varying all = union(given);
        yield new Typing(
            op, Collections.nCopies(in.size(), all), Collections.nCopies(numOuts, all));
      }
    };
  }

  private static Typing collective(Collective op, List<Varying> in) {
    Varying axes =
        Varying.over(
            AxisEnv.current().axes().stream()
                .filter(b -> b.typed() && op.namedAxes().contains(b.axis()))
                .map(b -> b.axis().name())
                .toList());
    Varying x = union(in);
    return switch (op) {
      case PVary _ -> new Typing(op, in, List.of(x.union(axes)));
      case AxisIndex _ -> new Typing(op, in, List.of(axes));
      case AllReduce _ -> new Typing(op, List.of(x.union(axes)), List.of(x.minus(axes)));
      case AllGather g ->
          new Typing(
              op, List.of(x.union(axes)), List.of(g.invariant() ? x.minus(axes) : x.union(axes)));
      case AllToAll _, PBroadcast _, PPermute _, ReduceScatter _ ->
          new Typing(op, List.of(x.union(axes)), List.of(x.union(axes)));
    };
  }

  private static Typing call(Call op, List<Varying> in) {
    return switch (op) {
      case JitCall(var name, var jaxpr) -> {
        Jaxpr j = retype(jaxpr, in);
        yield inner(new JitCall(name, j), j);
      }
      case Checkpoint c -> {
        Jaxpr j = retype(c.jaxpr(), in);
        yield inner(c.of(j), j);
      }
      case CustomCall(var name, var jaxpr, var numConsts, var rules) -> {
        Jaxpr j = retype(jaxpr, in);
        yield inner(new CustomCall(name, j, numConsts, rules), j);
      }
      case CustomLinear l -> new Typing(l, in, outs(l.outAvals()));
      case ShardMap s ->
          throw new TransformException(
              "JX0551",
              s.functionName()
                  + " is mapped over devices inside a function that is mapped over devices itself;"
                  + " use one mesh with several axes instead");
    };
  }

  private static Typing inner(Primitive op, Jaxpr jaxpr) {
    return new Typing(op, outs(jaxpr.inAvals()), outs(jaxpr.outAvals()));
  }

  private static Typing control(Control op, List<Varying> in) {
    return switch (op) {
      case Cond c -> cond(c, in);
      case Scan s -> scan(s, in);
      case While w -> loop(w, in);
    };
  }

  /**
   * A branch chosen by what devices disagree on makes them differ in every result. Its operands
   * vary before it: else the transpose of the branch would sum over devices that do not take it.
   */
  private static Typing cond(Cond op, List<Varying> in) {
    List<Varying> args =
        join(in.subList(1, in.size()), Collections.nCopies(in.size() - 1, in.get(0)));
    List<Jaxpr> branches = new ArrayList<>();
    for (Jaxpr b : op.branches()) {
      args = join(args, outs(b.inAvals()));
    }
    List<Varying> results = Collections.nCopies(op.branches().get(0).outs().size(), in.get(0));
    for (Jaxpr b : op.branches()) {
      branches.add(retype(b, args));
      results = join(results, outs(branches.getLast().outAvals()));
    }
    List<Varying> all = results;
    List<Varying> operands = new ArrayList<>();
    operands.add(in.get(0));
    operands.addAll(args);
    return new Typing(
        new Cond(branches.stream().map(b -> widen(b, all)).toList()), operands, results);
  }

  private static Typing scan(Scan op, List<Varying> in) {
    int from = op.numConsts();
    int to = from + op.numCarry();
    List<Varying> args = new ArrayList<>(join(in, outs(op.jaxpr().inAvals())));
    Jaxpr body = retype(op.jaxpr(), args);
    while (settle(args, from, to, outs(body.outAvals()).subList(0, op.numCarry()))) {
      body = retype(body, args);
    }
    List<Varying> results = new ArrayList<>(outs(body.outAvals()));
    for (int i = 0; i < op.numCarry(); i++) {
      results.set(i, args.get(from + i));
    }
    Scan typed =
        new Scan(
            widen(body, results),
            op.length(),
            op.reverse(),
            op.numConsts(),
            op.numCarry(),
            op.unroll());
    return new Typing(typed, args, results);
  }

  /** When devices disagree on how often to repeat, they differ in every carry. */
  private static Typing loop(While op, List<Varying> in) {
    int testConsts = op.condNumConsts();
    int from = testConsts + op.bodyNumConsts();
    List<Varying> args = new ArrayList<>(in);
    List<Varying> declared = new ArrayList<>(outs(op.condJaxpr().inAvals()));
    declared = new ArrayList<>(declared.subList(0, testConsts));
    declared.addAll(outs(op.bodyJaxpr().inAvals()));
    args = new ArrayList<>(join(args, declared));
    while (true) {
      List<Varying> testArgs = new ArrayList<>(args.subList(0, testConsts));
      testArgs.addAll(args.subList(from, args.size()));
      Jaxpr test = retype(op.condJaxpr(), testArgs);
      Jaxpr body = retype(op.bodyJaxpr(), args.subList(testConsts, args.size()));
      Varying repeats = test.outAvals().getFirst().varying();
      List<Varying> results =
          join(outs(body.outAvals()), Collections.nCopies(body.outs().size(), repeats));
      if (!settle(args, from, args.size(), results)) {
        List<Varying> carry = List.copyOf(args.subList(from, args.size()));
        return new Typing(
            new While(test, testConsts, widen(body, carry), op.bodyNumConsts(), op.maxSteps()),
            args,
            carry);
      }
    }
  }

  /** Widens {@code args[from..to)} to include {@code results}; whether anything changed. */
  private static boolean settle(List<Varying> args, int from, int to, List<Varying> results) {
    boolean changed = false;
    for (int i = from; i < to; i++) {
      Varying wide = args.get(i).union(results.get(i - from));
      changed |= !wide.equals(args.get(i));
      args.set(i, wide);
    }
    return changed;
  }

  /** The same program for arguments that vary along more axes than it was recorded for. */
  private static Jaxpr retype(Jaxpr jaxpr, List<Varying> in) {
    List<Varying> wide = join(in, outs(jaxpr.inAvals()));
    if (wide.equals(outs(jaxpr.inAvals()))) {
      return jaxpr;
    }
    return record(jaxpr, wide, args -> Tracing.eval(jaxpr, List.of(), args));
  }

  /** The same program with results promoted. */
  private static Jaxpr widen(Jaxpr jaxpr, List<Varying> outs) {
    if (outs.equals(outs(jaxpr.outAvals()))) {
      return jaxpr;
    }
    return record(
        jaxpr,
        outs(jaxpr.inAvals()),
        args -> {
          List<NDArray> results = new ArrayList<>();
          for (NDArray r : Tracing.eval(jaxpr, List.of(), args)) {
            results.add(promote(r, outs.get(results.size())));
          }
          return results;
        });
  }

  /** The value as one that varies along the given axes, at least. */
  public static NDArray promote(NDArray x, Varying axes) {
    Varying more = axes.minus(x.aval().varying());
    return more.isNone() ? x : Tracing.bind1(new PVary(named(more)), x);
  }

  /** The same program with arguments and results that vary along the given axes, at least. */
  public static Jaxpr promote(Jaxpr jaxpr, List<Varying> in, List<Varying> outs) {
    Jaxpr typed = retype(jaxpr, in);
    return widen(typed, join(outs(typed.outAvals()), outs));
  }

  private static Jaxpr record(
      Jaxpr jaxpr, List<Varying> in, java.util.function.UnaryOperator<List<NDArray>> f) {
    List<AbstractValue> types = new ArrayList<>();
    for (AbstractValue a : jaxpr.inAvals()) {
      types.add(a.withVarying(in.get(types.size())));
    }
    ClosedJaxpr closed = Tracing.toJaxpr("the program of a device", f, types);
    if (!closed.consts().isEmpty()) {
      // An inner jaxpr reads its arguments and literals only.
      throw new IllegalStateException("an inner jaxpr captured " + closed.consts());
    }
    return closed.jaxpr();
  }

  private static List<Varying> outs(List<AbstractValue> types) {
    return types.stream().map(AbstractValue::varying).toList();
  }

  private static Varying union(List<Varying> all) {
    Varying u = Varying.NONE;
    for (Varying v : all) {
      u = u.union(v);
    }
    return u;
  }

  private static List<Varying> join(List<Varying> a, List<Varying> b) {
    List<Varying> out = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      out.add(a.get(i).union(b.get(i)));
    }
    return out;
  }
}
