package org.jacobean.ir.op;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jacobean.AbstractValue;
import org.jacobean.errors.TransformException;

/**
 * Chooses which intermediate values of a checkpointed function are saved for reverse mode; all
 * others are computed again. The arguments are saved in any case. The names are those of {@code
 * jax.checkpoint_policies}.
 *
 * <p>A lambda is a policy too: {@code (op, in) -> op instanceof DotGeneral}. Two lambdas are equal
 * policies when their code and what they capture are.
 */
@FunctionalInterface
public interface CheckpointPolicy extends Serializable {
  /**
   * Whether the results of an equation may be saved.
   *
   * @param op the operation
   * @param in types of its operands
   */
  boolean saves(Primitive op, List<AbstractValue> in);

  /** Saves all that the derivative needs, as if there were no checkpoint. */
  static CheckpointPolicy everythingSaveable() {
    return Simple.EVERYTHING;
  }

  /** Computes everything again from the arguments: the policy unless another is given. */
  static CheckpointPolicy nothingSaveable() {
    return Simple.NOTHING;
  }

  /** Saves the results of matrix products and convolutions. */
  static CheckpointPolicy dotsSaveable() {
    return Simple.DOTS;
  }

  /** {@link #dotsSaveable()} under its other name. */
  static CheckpointPolicy checkpointDots() {
    return Simple.DOTS;
  }

  /** Saves the results of matrix products that have no batch axes. */
  static CheckpointPolicy dotsWithNoBatchDimsSaveable() {
    return Simple.DOTS_WITHOUT_BATCH;
  }

  /**
   * Saves whatever {@code checkpointName} gave one of these names to.
   *
   * @param names the names
   */
  static CheckpointPolicy saveOnlyTheseNames(String... names) {
    return new ByName("save_only_these_names", sorted(names));
  }

  /**
   * Saves whatever {@code checkpointName} gave a name to, these excepted.
   *
   * @param names the names
   */
  static CheckpointPolicy saveAnyNamesButThese(String... names) {
    return new ByName("save_any_names_but_these", sorted(names));
  }

  /**
   * Saves everything except the values of these names. What a name was given to is the operand of
   * an identity; that operand is saved unless it has such a name as well.
   *
   * @param names the names
   */
  static CheckpointPolicy saveAnythingExceptTheseNames(String... names) {
    return new ByName("save_anything_except_these_names", sorted(names));
  }

  /**
   * Saves what either policy saves.
   *
   * @param a one policy
   * @param b the other
   */
  static CheckpointPolicy saveFromBothPolicies(CheckpointPolicy a, CheckpointPolicy b) {
    return new Either(a, b);
  }

  /**
   * The policy that {@link Object#toString} of a library-made policy denotes. Any other text is a
   * policy that was written in Java; that cannot be restored from text, and deciding by it is an
   * error.
   */
  static CheckpointPolicy parse(String text) {
    for (Simple s : Simple.values()) {
      if (s.text.equals(text)) {
        return s;
      }
    }
    int open = text.indexOf('(');
    if (open > 0 && text.endsWith(")")) {
      String inside = text.substring(open + 1, text.length() - 1);
      String rule = text.substring(0, open);
      if (rule.equals(Either.RULE)) {
        return Either.parse(inside);
      }
      if (ByName.RULES.contains(rule)) {
        return new ByName(rule, inside.isEmpty() ? List.of() : sorted(inside.split(",")));
      }
    }
    return new Forgotten(text);
  }

  private static List<String> sorted(String... names) {
    return List.copyOf(new TreeSet<>(List.of(names)));
  }

  /** Policies without parameters. */
  enum Simple implements CheckpointPolicy {
    /** See {@link CheckpointPolicy#nothingSaveable}. */
    NOTHING("None"),
    /** See {@link CheckpointPolicy#everythingSaveable}. */
    EVERYTHING("everything_saveable"),
    /** See {@link CheckpointPolicy#dotsSaveable}. */
    DOTS("dots_saveable"),
    /** See {@link CheckpointPolicy#dotsWithNoBatchDimsSaveable}. */
    DOTS_WITHOUT_BATCH("dots_with_no_batch_dims_saveable");

    private final String text;

    Simple(String text) {
      this.text = text;
    }

    @Override
    public boolean saves(Primitive op, List<AbstractValue> in) {
      return switch (this) {
        case NOTHING -> false;
        case EVERYTHING -> true;
        case DOTS -> op instanceof DotGeneral || op instanceof ConvGeneralDilated;
        case DOTS_WITHOUT_BATCH -> op instanceof DotGeneral d && d.dims().lhsBatch().size() == 0;
      };
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Policies by name.
   *
   * @param rule what is done with the names
   * @param names the names, sorted
   */
  record ByName(String rule, List<String> names) implements CheckpointPolicy {
    private static final Set<String> RULES =
        Set.of(
            "save_only_these_names",
            "save_any_names_but_these",
            "save_anything_except_these_names");

    @Override
    public boolean saves(Primitive op, List<AbstractValue> in) {
      boolean listed = op instanceof Name n && names.contains(n.label());
      return switch (rule) {
        case "save_only_these_names" -> listed;
        case "save_any_names_but_these" -> op instanceof Name && !listed;
        default -> !listed;
      };
    }

    @Override
    public String toString() {
      return rule + "(" + String.join(",", names) + ")";
    }
  }

  /**
   * Saves what one of two policies saves.
   *
   * @param a one
   * @param b the other
   */
  record Either(CheckpointPolicy a, CheckpointPolicy b) implements CheckpointPolicy {
    private static final String RULE = "save_from_both_policies";

    @Override
    public boolean saves(Primitive op, List<AbstractValue> in) {
      return a.saves(op, in) || b.saves(op, in);
    }

    /** Reads two policies separated by a semicolon that lies in no inner parentheses. */
    private static CheckpointPolicy parse(String inside) {
      int depth = 0;
      for (int i = 0; i < inside.length(); i++) {
        char c = inside.charAt(i);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ';' && depth == 0) {
          return new Either(
              CheckpointPolicy.parse(inside.substring(0, i)),
              CheckpointPolicy.parse(inside.substring(i + 1)));
        }
      }
      return new Forgotten(RULE + "(" + inside + ")");
    }

    @Override
    public String toString() {
      return RULE + "(" + a + ";" + b + ")";
    }
  }

  /**
   * Stands for a policy that was read from text but is Java code.
   *
   * @param text what it was printed as
   */
  record Forgotten(String text) implements CheckpointPolicy {
    @Override
    public boolean saves(Primitive op, List<AbstractValue> in) {
      throw new TransformException(
          "JX0470",
          "the checkpoint policy '"
              + text
              + "' is Java code and was not stored with the jaxpr that was read back; trace the"
              + " function again to differentiate it");
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
