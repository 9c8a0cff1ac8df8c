package org.jacobean.llvm.runtime;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.llvm.LLVM.LLVMErrorRef;
import org.bytedeco.llvm.global.LLVM;

/** Takes over strings and errors that LLVM allocated, and frees them. */
final class LlvmText {
  private LlvmText() {}

  /** Copies and frees a message owned by the caller; the empty string for a null pointer. */
  static String takeMessage(BytePointer message) {
    if (message == null || message.isNull()) {
      return "";
    }
    String text = message.getString(StandardCharsets.UTF_8);
    LLVM.LLVMDisposeMessage(message);
    return text;
  }

  /** Whether LLVM reported success, which it does with a null error. */
  static boolean ok(LLVMErrorRef error) {
    return error == null || error.isNull();
  }

  /** Consumes an error and returns its text. */
  static String takeError(LLVMErrorRef error) {
    BytePointer message = LLVM.LLVMGetErrorMessage(error);
    String text = message.getString(StandardCharsets.UTF_8);
    LLVM.LLVMDisposeErrorMessage(message);
    return text;
  }
}
