package org.jacobean.check;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jacobean.NDArray;
import org.jacobean.ir.Jaxpr;
import org.jacobean.jit.Staging;
import org.jacobean.jit.TreeFunction;

/**
 * A function that returns its first failure beside its result.
 *
 * @param f the function
 * @param kinds the failures that are looked for
 */
record CheckedFunction(TreeFunction f, Set<CheckKind> kinds) implements TreeFunction {
  @Override
  public Tuple2<CheckError, Object> call(Object... values) {
    Staging.Args args = Staging.Args.of(values);
    Staging.Staged staged = Staging.stage("checkify", f, args);
    Jaxpr jaxpr = staged.jaxpr().jaxpr().constsToArgs();
    List<NDArray> operands = new ArrayList<>(staged.jaxpr().consts());
    operands.addAll(args.leaves());
    CheckSites sites = CheckSites.of(jaxpr, kinds, List.of());
    ErrorState state = ErrorState.none(sites);
    List<NDArray> results = new Checking(kinds).run(jaxpr, operands, state);
    CheckError error = new CheckError(state.code(), state.payload(), sites);
    return Tuple.of(error, staged.result(results));
  }

  @Override
  public String name() {
    return "checkify(" + f.name() + ")";
  }

  @Override
  public TreeFunction inner() {
    return f;
  }
}
