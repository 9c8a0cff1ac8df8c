package org.jacobean.transforms;

import java.util.ArrayList;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.ir.op.CustomRules;
import org.jacobean.jit.TreeFunction;

/**
 * A user's batching rule.
 *
 * @param rule from a {@link Batch} of the arguments (a tuple if there are several) to one of the
 *     result
 */
record UserBatching(TreeFunction rule) {
  CustomRules.Batching bind(CustomSignature types) {
    return new Direct(types, rule);
  }

  private record Direct(CustomSignature types, TreeFunction rule) implements CustomRules.Batching {
    @Override
    public CustomRules.Batched batch(int size, boolean[] mapped, List<NDArray> args) {
      for (int i = 0; i < types.functionConsts(); i++) {
        if (mapped[i]) {
          throw Faults.of(
              "JX0440",
              "vmap maps an array of type "
                  + args.get(i).aval()
                  + " that '"
                  + types.name()
                  + "' captured; its batching rule is told about arguments only, so make the array"
                  + " an argument of the function");
        }
      }
      List<Boolean> marks = new ArrayList<>();
      for (boolean m : mapped) {
        marks.add(m);
      }
      Object value = types.arguments(types.leaves(args));
      Batch<?> y = (Batch<?>) rule.call(new Batch<>(size, value, types.leaves(marks)));
      List<NDArray> results = types.structured("result of the batching rule", y.value());
      boolean[] outMapped = new boolean[results.size()];
      for (int i = 0; i < outMapped.length; i++) {
        outMapped[i] = y.mapped().get(i);
      }
      return new CustomRules.Batched(results, outMapped);
    }
  }
}
