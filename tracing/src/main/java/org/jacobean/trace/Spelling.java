package org.jacobean.trace;

import java.util.List;

/** Finds the name that was probably meant. */
final class Spelling {
  private Spelling() {}

  /**
   * The candidate with the fewest edits between it and {@code name}; empty unless that is at most a
   * third of its letters, or it differs in case only.
   */
  static String nearest(String name, List<String> candidates) {
    String best = "";
    int fewest = Integer.MAX_VALUE;
    for (String c : candidates) {
      int d = c.equalsIgnoreCase(name) ? 0 : edits(c, name);
      if (d < fewest && 3 * d <= c.length()) {
        best = c;
        fewest = d;
      }
    }
    return best;
  }

  /** Insertions, deletions, replacements, and exchanges of neighbours. */
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
