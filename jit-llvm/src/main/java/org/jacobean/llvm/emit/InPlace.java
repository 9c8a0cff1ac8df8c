package org.jacobean.llvm.emit;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jacobean.AbstractValue;
import org.jacobean.backend.DeviceArray;
import org.jacobean.llvm.lower.Access;
import org.jacobean.llvm.lower.Coalescing;
import org.jacobean.llvm.lower.Expr;
import org.jacobean.llvm.lower.LoopProgram;
import org.jacobean.llvm.lower.Nest;
import org.jacobean.llvm.lower.Step;

/**
 * Which results can be computed in the memory of arguments that the caller gives up: those of the
 * same type that are not written before the argument has been read for the last time.
 */
public final class InPlace {
  private final List<Step> steps;

  private InPlace(LoopProgram program) {
    this.steps = program.steps();
  }

  /**
   * Finds places for results.
   *
   * @param program the program
   * @param donated positions of the arguments given up
   * @return positions of arguments to positions of the results that take their memory
   */
  public static Map<Integer, Integer> of(LoopProgram program, Set<Integer> donated) {
    InPlace search = new InPlace(program);
    Map<Integer, Integer> found = new LinkedHashMap<>();
    Set<Integer> taken = new HashSet<>();
    for (int in : donated.stream().sorted().toList()) {
      int argument = program.inputs().get(in);
      AbstractValue type = program.slots().get(argument).aval();
      for (int out = 0; out < program.outputs().size(); out++) {
        int result = program.outputs().get(out);
        if (type.bytes() > DeviceArray.HEAP_BYTES
            && type.sameType(program.slots().get(result).aval())
            && !taken.contains(out)
            && search.allows(argument, result)) {
          taken.add(out);
          found.put(in, out);
          break;
        }
      }
    }
    return found;
  }

  private boolean allows(int argument, int result) {
    boolean written = false;
    for (Step step : steps) {
      Set<Integer> reads = new HashSet<>();
      Set<Integer> writes = new HashSet<>();
      Access.of(step, reads, writes);
      if (writes.contains(argument)) {
        return false; // such as the array that a loop's windows walk over
      }
      if (reads.contains(argument)
          && (written || (writes.contains(result) && !together(step, argument, result)))) {
        return false;
      }
      written |= writes.contains(result) || reads.contains(result);
    }
    return true;
  }

  /** Whether one step may read the one and write the other although they are the same memory. */
  private static boolean together(Step step, int argument, int result) {
    return switch (step) {
      case Step.Copy c -> c.from() == argument && c.to() == result;
      case Step.RunNest r -> elementwise(Coalescing.apply(r.nest()), argument, result);
      case Step.For _, Step.While _, Step.Switch _, Step.Gemm _, Step.Host _ -> false;
    };
  }

  /**
   * Whether every element is read only where it is written. A row that is no multiple of the lanes
   * is not: its last vector overlaps the one before, and would read what that one has written.
   */
  private static boolean elementwise(Nest nest, int argument, int result) {
    NestPlan plan = NestPlan.of(nest);
    if (nest.folded().contains(true)
        || nest.sequential()
        || (plan.inner() >= 0 && nest.extents().get(plan.inner()) % plan.lanes() != 0)
        || (plan.inner() >= 0
            && plan.tile() < nest.extents().get(plan.inner())
            && plan.tile() % plan.lanes() != 0)) {
      return false;
    }
    boolean written = false;
    for (Nest.Output o : nest.outputs()) {
      Set<Integer> loads = new HashSet<>();
      Access.loads(o, loads);
      if (!(o instanceof Nest.Store) || (written && loads.contains(argument))) {
        return false;
      }
      written |= o.slot() == result;
    }
    for (Nest.Output o : nest.outputs()) {
      if (o.slot() == result) {
        for (Expr.Load l : Access.allLoads(nest)) {
          if ((l.slot() == argument && !l.offset().equals(o.offset())) || l.slot() == result) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
