package org.jacobean.llvm.runtime;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.llvm.LLVM.LLVMTargetMachineRef;
import org.bytedeco.llvm.LLVM.LLVMTargetRef;
import org.bytedeco.llvm.global.LLVM;

/** The machine this process runs on, as LLVM sees it, and a pool of target machines for it. */
final class LlvmTarget {
  private LlvmTarget() {}

  private static final class Host {
    static final String TRIPLE = LlvmText.takeMessage(LLVM.LLVMGetDefaultTargetTriple());
    static final String CPU = LlvmText.takeMessage(LLVM.LLVMGetHostCPUName());
    static final String FEATURES = LlvmText.takeMessage(LLVM.LLVMGetHostCPUFeatures());
    static final LLVMTargetRef TARGET = lookup();

    /** Idle target machines by code generation level; one is used by one thread at a time. */
    static final ConcurrentLinkedDeque<LLVMTargetMachineRef>[] IDLE = idle();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ConcurrentLinkedDeque<LLVMTargetMachineRef>[] idle() {
      ConcurrentLinkedDeque[] all = new ConcurrentLinkedDeque[4];
      for (int i = 0; i < all.length; i++) {
        all[i] = new ConcurrentLinkedDeque<LLVMTargetMachineRef>();
      }
      return all;
    }

    private static LLVMTargetRef lookup() {
      LLVMTargetRef target = new LLVMTargetRef();
      BytePointer message = new BytePointer();
      if (LLVM.LLVMGetTargetFromTriple(new BytePointer(TRIPLE), target, message) != 0) {
        throw new IllegalStateException("LLVM has no target for this machine: " + TRIPLE);
      }
      return target;
    }
  }

  static void initialize() {
    if (LLVM.LLVMInitializeNativeTarget() != 0
        || LLVM.LLVMInitializeNativeAsmPrinter() != 0
        || LLVM.LLVMInitializeNativeAsmParser() != 0) {
      throw new IllegalStateException("LLVM was built without code generation for this CPU");
    }
    LLVM.LLVMInstallFatalErrorHandler(LlvmThreads.FATAL_HANDLER);
  }

  static String triple() {
    return Host.TRIPLE;
  }

  static String cpuName() {
    return Host.CPU;
  }

  static String features() {
    return Host.FEATURES;
  }

  static String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    int[] patch = new int[1];
    LLVM.LLVMGetVersion(major, minor, patch);
    return major[0] + "." + minor[0] + "." + patch[0];
  }

  /** A new target machine that the caller (or LLJIT) owns. */
  static LLVMTargetMachineRef create(int codegenLevel) {
    // Small code model: the default for JITs is Large, which costs an absolute move per constant.
    return LLVM.LLVMCreateTargetMachine(
        Host.TARGET,
        Host.TRIPLE,
        Host.CPU,
        Host.FEATURES,
        codegenLevel,
        LLVM.LLVMRelocPIC,
        LLVM.LLVMCodeModelSmall);
  }

  /** Lends a target machine for one compilation; making one costs more than a small compile. */
  static <T> T withMachine(int codegenLevel, Function<LLVMTargetMachineRef, T> body) {
    var idle = Host.IDLE[codegenLevel];
    LLVMTargetMachineRef machine = idle.pollFirst();
    if (machine == null) {
      machine = create(codegenLevel);
    }
    try {
      return body.apply(machine);
    } finally {
      idle.addFirst(machine);
    }
  }
}
