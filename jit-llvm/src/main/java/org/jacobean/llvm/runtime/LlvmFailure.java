package org.jacobean.llvm.runtime;

/**
 * A failure on an LLVM thread on its way to the thread that waits, which throws the user's
 * exception with its own stack trace.
 */
final class LlvmFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String text;

  LlvmFailure(String code, String message) {
    super(message, null, false, false);
    this.code = code;
    this.text = message;
  }

  String code() {
    return code;
  }

  String text() {
    return text;
  }
}
