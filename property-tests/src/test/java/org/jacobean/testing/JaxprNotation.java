package org.jacobean.testing;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jacobean.ir.JaxprParser;

/**
 * Brings the texts of JAX's jaxprs and of ours into one form. What differs on purpose:
 *
 * <ul>
 *   <li>JAX has parameters for shardings, precision and hints, and shows the functions that are
 *       rules of custom derivatives; weak types are marked by {@code *} here only;
 *   <li>JAX leaves out what the types tell: the shape of a broadcast, unit strides, the dtype of a
 *       product; it prints some numbers as {@code np.int64(1)};
 *   <li>dimension numbers are records with named components here, and padding is three lists;
 *   <li>{@code add_any} is addition here, {@code remat2} is {@code checkpoint}, {@code argmax} has
 *       one axis; {@code body_nconsts} is {@code body_num_consts}, {@code call_jaxpr} is {@code
 *       jaxpr};
 *   <li>variables of an inner program are new here; JAX may name them as the operands of its call;
 *   <li>lambdas have the name that Java gives them; a mapped call says so in its name.
 * </ul>
 */
final class JaxprNotation {
  private static final Pattern BROADCAST =
      Pattern.compile(
          "(\\w+:\\w+\\[([\\d,]*)\\]) = broadcast_in_dim"
              + "(?:\\[ ?broadcast_dimensions=(\\([^)]*\\)) ?\\])?");
  private static final Pattern PRODUCT =
      Pattern.compile(
          "(:(\\w+)\\[[\\d,]*\\] = dot_general\\[ ?)dimension_numbers=\\(\\(\\[(.*?)\\],"
              + " \\[(.*?)\\]\\), \\(\\[(.*?)\\], \\[(.*?)\\]\\)\\)("
              + " preferred_element_type=\\w+)?");
  private static final Pattern SLICE =
      Pattern.compile(
          "(slice\\[limit_indices=\\(([^)]*)\\) start_indices=\\([^)]*\\)) strides=None");
  private static final Pattern PADDING =
      Pattern.compile("padding=\\(\\((\\d), (\\d)\\), \\((\\d), (\\d)\\)\\)");

  private JaxprNotation() {}

  /** A text of JAX's. */
  static String ofJax(String text) {
    String s = text.replaceAll("np\\.int64\\((\\d+)\\)", "$1").replaceAll("\\s+", " ");
    s =
        s.replaceAll(
            " (out_sharding|sharding|precision|preferred_element_type|symbolic_zeros|fwd)"
                + "=(None|False|<lambda>)",
            "");
    s = s.replaceAll(" (jvp|bwd)=(<lambda>|jvp)", "");
    s = s.replace("reshape[dimensions=None ", "reshape[");
    s =
        BROADCAST
            .matcher(s)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        m.group(1)
                            + " = broadcast_in_dim[broadcast_dimensions="
                            + (m.group(3) == null ? "()" : m.group(3))
                            + " shape=("
                            + m.group(2)
                            + ")]"));
    s =
        PRODUCT
            .matcher(s)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        m.group(1)
                            + "dims=DotDims(lhs_batch=(%s), rhs_batch=(%s), lhs_contract=(%s), rhs_contract=(%s))"
                                .formatted(m.group(5), m.group(6), m.group(3), m.group(4))
                            + (m.group(7) == null
                                ? " preferred_element_type=float32"
                                : m.group(7))));
    s =
        SLICE
            .matcher(s)
            .replaceAll(
                m ->
                    m.group(1)
                        + " strides=("
                        + Arrays.stream(m.group(2).split(", ?"))
                            .map(_ -> "1")
                            .collect(Collectors.joining(", "))
                        + ")");
    s = PADDING.matcher(s).replaceAll("padding_high=($2, $4) padding_low=($1, $3)");
    s =
        s.replaceAll(
            "dimension_numbers=ConvDimensionNumbers\\(lhs_spec=(.*?), rhs_spec=(.*?),"
                + " out_spec=(.*?)\\) ",
            "dims=ConvDims(lhs=$1, rhs=$2, out=$3) ");
    s =
        s.replace("add_any", "add")
            .replace("remat2", "checkpoint")
            .replace("_nconsts", "_num_consts");
    s = s.replace("call_jaxpr=", "num_consts=0 jaxpr=");
    s = s.replaceAll("argmax\\[axes=\\((\\d),\\)", "argmax[axis=$1");
    return JaxprParser.parse(s).toString();
  }

  /** A text of ours. */
  static String ofOurs(String text) {
    String s = text.replaceAll("(:\\w+\\[[\\d,]*\\])\\*", "$1");
    s = s.replaceAll("name=\"vmap\\((\\w+)\\)\"", "name=$1");
    return JaxprParser.parse(s.replaceAll("name=\\S*lambda\\S*", "name=<lambda>")).toString();
  }
}
