package org.jacobean.examples.digits;

/** The ten digits in five by seven dots. */
final class Glyphs {
  private static final String[] ROWS = {
    ".###. #...# #..## #.#.# ##..# #...# .###.",
    "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
    ".###. #...# ....# ...#. ..#.. .#... #####",
    "##### ...#. ..#.. ...#. ....# #...# .###.",
    "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
    "##### #.... ####. ....# ....# #...# .###.",
    "..##. .#... #.... ####. #...# #...# .###.",
    "##### ....# ...#. ..#.. .#... .#... .#...",
    ".###. #...# #...# .###. #...# #...# .###.",
    ".###. #...# #...# .#### ....# ...#. .##.."
  };

  private Glyphs() {}

  /** Whether there is ink at a row and a column. */
  static boolean dot(int digit, int row, int column) {
    return row >= 0
        && row < 7
        && column >= 0
        && column < 5
        && ROWS[digit].charAt(6 * row + column) == '#';
  }
}
