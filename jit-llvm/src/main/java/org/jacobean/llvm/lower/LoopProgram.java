package org.jacobean.llvm.lower;

import java.util.List;

/**
 * A program of loop nests, library calls and structured control flow over numbered memory.
 *
 * @param slots the memory, by number
 * @param steps what is done, in order
 * @param inputs slots of the arguments
 * @param outputs slots of the results
 */
public record LoopProgram(
    List<Slot> slots, List<Step> steps, List<Integer> inputs, List<Integer> outputs) {
  /** The steps, one per line, nested ones indented. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder();
    print(s, steps, "");
    return s.toString();
  }

  private static void print(StringBuilder s, List<Step> steps, String indent) {
    for (Step step : steps) {
      switch (step) {
        case Step.For f -> {
          s.append(indent)
              .append("for ")
              .append(f.length())
              .append(f.reverse() ? " reversed " : " ")
              .append(f.windows())
              .append(f.swaps())
              .append('\n');
          print(s, f.body(), indent + "  ");
        }
        case Step.While w -> {
          s.append(indent)
              .append("while s")
              .append(w.predicate())
              .append(' ')
              .append(w.swaps())
              .append('\n');
          print(s, w.test(), indent + "  ? ");
          print(s, w.body(), indent + "  ");
        }
        case Step.Switch c -> {
          s.append(indent).append("switch s").append(c.index()).append('\n');
          for (List<Step> b : c.branches()) {
            s.append(indent).append("case\n");
            print(s, b, indent + "  ");
          }
        }
        case Step.RunNest _, Step.Gemm _, Step.Copy _, Step.Host _ ->
            s.append(indent).append(step).append('\n');
      }
    }
  }
}
