package org.jacobean.ir;

import org.jacobean.errors.DataException;

/**
 * A position in a jaxpr's text: skips space and comments, reads tokens, and names line and column
 * in errors.
 */
final class TextCursor {
  private final String text;
  private int at;
  private int mark;
  private String comment = "";

  TextCursor(String text) {
    this.text = text;
  }

  int position() {
    skipSpace();
    return at;
  }

  /** Remembers the next token for {@link #errorAtMark}. */
  void mark() {
    skipSpace();
    mark = at;
  }

  void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        comment = text.substring(at + 1, end).strip();
        at = end;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return;
      }
    }
  }

  /** The last comment that was skipped; it is forgotten. */
  String takeComment() {
    String c = comment;
    comment = "";
    return c;
  }

  /** The comment that comes next, if one does. */
  String commentHere() {
    skipSpace();
    return takeComment();
  }

  boolean accept(String symbol) {
    skipSpace();
    return acceptRaw(symbol);
  }

  private boolean acceptRaw(String symbol) {
    if (text.startsWith(symbol, at)) {
      at += symbol.length();
      return true;
    }
    return false;
  }

  /** Whether the very next character, without space before it, is {@code c}; it is taken. */
  boolean acceptHere(char c) {
    return acceptRaw(String.valueOf(c));
  }

  void expect(String symbol) {
    if (!accept(symbol)) {
      throw error("JX0721", "expected '" + symbol + "' but found " + found());
    }
  }

  void expectWord(String word) {
    if (!peekWord(word)) {
      throw error("JX0721", "expected '" + word + "' but found " + found());
    }
    at += word.length();
  }

  void expectEnd() {
    skipSpace();
    if (at < text.length()) {
      throw error("JX0721", "expected the end but found " + found());
    }
  }

  boolean peekWord(String word) {
    skipSpace();
    if (at >= text.length()) {
      throw error("JX0721", "the text ends too early");
    }
    return text.startsWith(word, at) && identifierEnd(at) == at + word.length();
  }

  boolean peekIdentifier() {
    skipSpace();
    return identifierEnd(at) > at;
  }

  /**
   * Whether an operand follows: a literal, or a variable that is not a binder of the next equation.
   */
  boolean peekOperand() {
    skipSpace();
    if (peekLiteral()) {
      return true;
    }
    int end = identifierEnd(at);
    return end > at
        && !text.substring(at, end).equals("in")
        && (end == text.length() || text.charAt(end) != ':');
  }

  /** Whether a number with a type follows. */
  boolean peekLiteral() {
    skipSpace();
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (Character.isDigit(c) || c == '-' || c == '+' || c == '(') {
      return true;
    }
    int end = identifierEnd(at);
    return end < text.length()
        && text.charAt(end) == ':'
        && switch (text.substring(at, end)) {
          case "nan", "inf", "nanj", "infj", "True", "False" -> true;
          default -> false;
        };
  }

  private int identifierEnd(int from) {
    int i = from;
    if (i < text.length() && !Character.isDigit(text.charAt(i))) {
      while (i < text.length()
          && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
        i++;
      }
    }
    return i;
  }

  String identifier() {
    skipSpace();
    int end = identifierEnd(at);
    if (end == at) {
      throw error("JX0721", "expected a name but found " + found());
    }
    String s = text.substring(at, end);
    at = end;
    return s;
  }

  int integer() {
    skipSpace();
    int end = at;
    if (end < text.length() && text.charAt(end) == '-') {
      end++;
    }
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    try {
      int v = Integer.parseInt(text.substring(at, end));
      at = end;
      return v;
    } catch (NumberFormatException e) {
      throw error("JX0721", "expected an integer but found " + found());
    }
  }

  /** The text of a number up to the colon before its type. */
  String number() {
    skipSpace();
    int end = text.indexOf(':', at);
    int line = text.indexOf('\n', at);
    if (end < 0 || (line >= 0 && line < end)) {
      throw error("JX0721", "expected a number with a type, as 2.0:f32[], but found " + found());
    }
    String s = text.substring(at, end);
    at = end;
    return s;
  }

  /** A bare or quoted string. */
  String string() {
    skipSpace();
    if (acceptRaw("\"")) {
      return quoted();
    }
    int end = at;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end))
            || "_.$<>-".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    if (end == at) {
      throw error("JX0721", "expected a string but found " + found());
    }
    String s = text.substring(at, end);
    at = end;
    return s;
  }

  /** A word, and what follows it up to the closing parenthesis. */
  String enclosed() {
    skipSpace();
    int start = at;
    identifier();
    int depth = 0;
    do {
      if (at >= text.length()) {
        throw error("JX0721", "expected ')'");
      }
      char c = text.charAt(at++);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    } while (depth > 0);
    return text.substring(start, at).replaceAll("\\s+", " ");
  }

  /** Goes to a position that {@link #position} gave. */
  void moveTo(int position) {
    at = position;
  }

  /** Skips a jaxpr without reading it. */
  void skipBraces() {
    expect("{");
    for (int depth = 1; depth > 0; ) {
      skipSpace();
      if (at >= text.length()) {
        throw error("JX0721", "the text ends too early");
      }
      char c = text.charAt(at++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '"') {
        quoted();
      }
    }
  }

  private String quoted() {
    StringBuilder b = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
        if (c == 'u' && at + 4 <= text.length()) {
          try {
            c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
          } catch (NumberFormatException e) {
            throw error("JX0721", "\\u needs four hexadecimal digits");
          }
          at += 4;
        }
      }
      b.append(c);
    }
    if (!acceptRaw("\"")) {
      throw error("JX0721", "the string does not end");
    }
    return b.toString();
  }

  private String found() {
    if (at >= text.length()) {
      return "the end";
    }
    int end = identifierEnd(at);
    return "'" + text.substring(at, Math.max(end, at + 1)) + "'";
  }

  DataException error(String code, String message) {
    skipSpace();
    return errorAt(at, code, message);
  }

  DataException errorAtMark(String code, String message) {
    return errorAt(mark, code, message);
  }

  DataException errorAt(int position, String code, String message) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < position && i < text.length(); i++) {
      column++;
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return new DataException(code, "line " + line + ", column " + column + ": " + message);
  }
}
