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
      if (d < fewest && 3 * d <= Math.max(c.length(), 3)) {
        best = c;
        fewest = d;
      }
    }
    return best;
  }

  /** Levenshtein's distance: insertions, deletions and replacements. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
