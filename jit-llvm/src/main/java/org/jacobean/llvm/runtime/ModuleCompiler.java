package org.jacobean.llvm.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.llvm.LLVM.LLVMContextRef;
import org.bytedeco.llvm.LLVM.LLVMDiagnosticHandler;
import org.bytedeco.llvm.LLVM.LLVMDiagnosticInfoRef;
import org.bytedeco.llvm.LLVM.LLVMErrorRef;
import org.bytedeco.llvm.LLVM.LLVMMemoryBufferRef;
import org.bytedeco.llvm.LLVM.LLVMModuleRef;
import org.bytedeco.llvm.LLVM.LLVMPassBuilderOptionsRef;
import org.bytedeco.llvm.LLVM.LLVMTargetDataRef;
import org.bytedeco.llvm.LLVM.LLVMTargetMachineRef;
import org.bytedeco.llvm.LLVM.LLVMValueRef;
import org.bytedeco.llvm.global.LLVM;

/** One compilation, on an LLVM thread, in a context of its own: text, module, object or text. */
final class ModuleCompiler {

  /** What to produce. */
  enum Output {
    OBJECT,
    ASSEMBLY,
    IR
  }

  /** LLVM exits the process on an error diagnostic that nobody handles. */
  private static final LLVMDiagnosticHandler DIAGNOSTICS = new Diagnostics();

  private static final int NAMES_SHOWN = 5;

  private final String ir;
  private final CompileOptions options;
  private final double[] millis = new double[4];
  private final List<String> functions = new ArrayList<>();

  ModuleCompiler(String ir, CompileOptions options) {
    this.ir = ir;
    this.options = options;
  }

  ObjectCode object() {
    byte[] bytes = run(Output.OBJECT);
    return new ObjectCode(
        bytes, functions, new CompileTimings(millis[0], millis[1], millis[2], millis[3]), false);
  }

  String text(Output output) {
    return new String(run(output), StandardCharsets.UTF_8);
  }

  private byte[] run(Output output) {
    LLVMContextRef context = LLVM.LLVMContextCreate();
    try {
      LLVM.LLVMContextSetDiagnosticHandler(context, DIAGNOSTICS, new Pointer());
      long t0 = System.nanoTime();
      LLVMModuleRef module = parse(context);
      try {
        long t1 = System.nanoTime();
        verify(module);
        collectFunctions(module);
        long t2 = System.nanoTime();
        return LlvmTarget.withMachine(
            options.codegenLevel(),
            machine -> {
              optimize(module, machine);
              long t3 = System.nanoTime();
              byte[] bytes = emit(module, machine, output);
              record(t0, t1, t2, t3, System.nanoTime());
              return bytes;
            });
      } finally {
        LLVM.LLVMDisposeModule(module);
      }
    } finally {
      LLVM.LLVMContextDispose(context);
    }
  }

  private void record(long... times) {
    for (int i = 0; i < millis.length; i++) {
      millis[i] = (times[i + 1] - times[i]) / 1e6;
    }
  }

  private LLVMModuleRef parse(LLVMContextRef context) {
    byte[] text = ir.getBytes(StandardCharsets.UTF_8);
    LLVMModuleRef module = new LLVMModuleRef();
    BytePointer message = new BytePointer();
    try (BytePointer source = new BytePointer(text)) {
      LLVMMemoryBufferRef buffer;
      try (BytePointer name = new BytePointer("jacobean")) {
        buffer = LLVM.LLVMCreateMemoryBufferWithMemoryRangeCopy(source, text.length, name);
      }
      if (LLVM.LLVMParseIRInContext(context, buffer, module, message) != 0) {
        throw new LlvmFailure(
            "JX0502",
            "LLVM IR does not parse: "
                + withDiagnostics(LlvmText.takeMessage(message))
                + "; this is a defect of the code generator, or of the IR text given to it");
      }
    }
    return module;
  }

  private void verify(LLVMModuleRef module) {
    BytePointer message = new BytePointer();
    boolean broken = LLVM.LLVMVerifyModule(module, LLVM.LLVMReturnStatusAction, message) != 0;
    String text = LlvmText.takeMessage(message);
    if (broken) {
      throw new LlvmFailure(
          "JX0503",
          "LLVM IR is not valid"
              + brokenFunctions(module)
              + ": "
              + withDiagnostics(text)
              + "; this is a defect of the code generator, or of the IR text given to it");
    }
  }

  private void collectFunctions(LLVMModuleRef module) {
    LLVMValueRef function = LLVM.LLVMGetFirstFunction(module);
    while (function != null && !function.isNull()) {
      if (LLVM.LLVMIsDeclaration(function) == 0
          && LLVM.LLVMGetLinkage(function) == LLVM.LLVMExternalLinkage) {
        functions.add(LLVM.LLVMGetValueName(function).getString());
      }
      function = LLVM.LLVMGetNextFunction(function);
    }
  }

  private static String brokenFunctions(LLVMModuleRef module) {
    List<String> names = new ArrayList<>();
    LLVMValueRef function = LLVM.LLVMGetFirstFunction(module);
    while (function != null && !function.isNull() && names.size() < NAMES_SHOWN) {
      if (LLVM.LLVMVerifyFunction(function, LLVM.LLVMReturnStatusAction) != 0) {
        names.add("@" + LLVM.LLVMGetValueName(function).getString());
      }
      function = LLVM.LLVMGetNextFunction(function);
    }
    return names.isEmpty() ? "" : " in function " + String.join(", ", names);
  }

  private void optimize(LLVMModuleRef module, LLVMTargetMachineRef machine) {
    LLVM.LLVMSetTarget(module, LlvmTarget.triple());
    LLVMTargetDataRef layout = LLVM.LLVMCreateTargetDataLayout(machine);
    LLVM.LLVMSetModuleDataLayout(module, layout);
    LLVM.LLVMDisposeTargetData(layout);
    if (options.passes().isEmpty()) {
      return;
    }
    LLVMPassBuilderOptionsRef builder = LLVM.LLVMCreatePassBuilderOptions();
    try {
      LLVMErrorRef error = LLVM.LLVMRunPasses(module, options.passes(), machine, builder);
      if (!LlvmText.ok(error)) {
        throw new LlvmFailure(
            "JX0504",
            "cannot run the passes '" + options.passes() + "': " + LlvmText.takeError(error));
      }
    } finally {
      LLVM.LLVMDisposePassBuilderOptions(builder);
    }
  }

  private byte[] emit(LLVMModuleRef module, LLVMTargetMachineRef machine, Output output) {
    if (output == Output.IR) {
      return LlvmText.takeMessage(LLVM.LLVMPrintModuleToString(module))
          .getBytes(StandardCharsets.UTF_8);
    }
    int kind = output == Output.OBJECT ? LLVM.LLVMObjectFile : LLVM.LLVMAssemblyFile;
    LLVMMemoryBufferRef buffer = new LLVMMemoryBufferRef();
    BytePointer message = new BytePointer();
    boolean failed =
        LLVM.LLVMTargetMachineEmitToMemoryBuffer(machine, module, kind, message, buffer) != 0;
    String diagnostics = LlvmThreads.takeDiagnostics();
    if (failed || !diagnostics.isEmpty()) {
      String text = failed ? LlvmText.takeMessage(message) : "";
      if (!failed) {
        LLVM.LLVMDisposeMemoryBuffer(buffer);
      }
      throw new LlvmFailure(
          "JX0504", "LLVM cannot generate code for this module: " + join(text, diagnostics));
    }
    byte[] bytes = new byte[Math.toIntExact(LLVM.LLVMGetBufferSize(buffer))];
    LLVM.LLVMGetBufferStart(buffer).get(bytes);
    LLVM.LLVMDisposeMemoryBuffer(buffer);
    return bytes;
  }

  private static String withDiagnostics(String message) {
    return join(message, LlvmThreads.takeDiagnostics());
  }

  private static String join(String a, String b) {
    return (a.isEmpty() ? b : b.isEmpty() ? a : a + "\n" + b).strip();
  }

  /** Collects errors; remarks and warnings are dropped. Runs inside LLVM, so it never throws. */
  private static final class Diagnostics extends LLVMDiagnosticHandler {
    @Override
    public void call(LLVMDiagnosticInfoRef info, Pointer context) {
      try {
        if (LLVM.LLVMGetDiagInfoSeverity(info) == LLVM.LLVMDSError) {
          LlvmThreads.report(LlvmText.takeMessage(LLVM.LLVMGetDiagInfoDescription(info)));
        }
      } catch (Throwable t) {
        LlvmThreads.report("diagnostic lost: " + t);
      }
    }
  }
}
