package org.jacobean.llvm.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.llvm.LLVM.LLVMErrorRef;
import org.bytedeco.llvm.LLVM.LLVMJITSymbolFlags;
import org.bytedeco.llvm.LLVM.LLVMMemoryBufferRef;
import org.bytedeco.llvm.LLVM.LLVMOrcCJITDylibSearchOrderElement;
import org.bytedeco.llvm.LLVM.LLVMOrcCLookupSetElement;
import org.bytedeco.llvm.LLVM.LLVMOrcCSymbolMapPair;
import org.bytedeco.llvm.LLVM.LLVMOrcDefinitionGeneratorRef;
import org.bytedeco.llvm.LLVM.LLVMOrcErrorReporterFunction;
import org.bytedeco.llvm.LLVM.LLVMOrcExecutionSessionLookupHandleResultFunction;
import org.bytedeco.llvm.LLVM.LLVMOrcExecutionSessionRef;
import org.bytedeco.llvm.LLVM.LLVMOrcJITDylibRef;
import org.bytedeco.llvm.LLVM.LLVMOrcLLJITBuilderRef;
import org.bytedeco.llvm.LLVM.LLVMOrcLLJITRef;
import org.bytedeco.llvm.LLVM.LLVMOrcMaterializationUnitRef;
import org.bytedeco.llvm.LLVM.LLVMOrcSymbolPredicate;
import org.bytedeco.llvm.global.LLVM;
import org.jspecify.annotations.Nullable;

/**
 * Puts object files into memory with LLVM's ORC layer. Every module gets a JITDylib to itself, so
 * that modules may use the same symbol names; ORC cannot delete a JITDylib through the C API, so an
 * emptied one is used again. All methods run on LLVM threads.
 */
final class JitLinker {
  private static final byte EXPORTED_CALLABLE = 1 | 4;

  private final LLVMOrcLLJITRef jit;
  private final LLVMOrcExecutionSessionRef session;
  private final ConcurrentLinkedDeque<LLVMOrcJITDylibRef> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong created = new AtomicLong();
  private final Reporter reporter = new Reporter();
  private final LookupResult lookupResult = new LookupResult();

  JitLinker() {
    LLVMOrcLLJITBuilderRef builder = LLVM.LLVMOrcCreateLLJITBuilder();
    LLVM.LLVMOrcLLJITBuilderSetJITTargetMachineBuilder(
        builder, LLVM.LLVMOrcJITTargetMachineBuilderCreateFromTargetMachine(LlvmTarget.create(2)));
    jit = new LLVMOrcLLJITRef();
    check(LLVM.LLVMOrcCreateLLJIT(jit, builder), "cannot create LLVM's linker");
    session = LLVM.LLVMOrcLLJITGetExecutionSession(jit);
    LLVM.LLVMOrcExecutionSessionSetErrorReporter(session, reporter, new Pointer());
  }

  /** A linked object: the names it defines with their addresses. */
  record Linked(LLVMOrcJITDylibRef dylib, Map<String, Long> symbols) {}

  Linked link(ObjectCode object, Map<String, Long> externals) {
    LLVMOrcJITDylibRef dylib = idle.pollFirst();
    if (dylib == null) {
      dylib = createDylib();
    }
    try {
      defineExternals(dylib, externals);
      addObject(dylib, object.bytes());
      return new Linked(dylib, lookup(dylib, object.functions()));
    } catch (LlvmFailure e) {
      release(dylib);
      throw e;
    }
  }

  /** Frees the code of a module; its addresses must not be called any more. */
  void release(LLVMOrcJITDylibRef dylib) {
    LLVMErrorRef error = LLVM.LLVMOrcJITDylibClear(dylib);
    if (LlvmText.ok(error)) {
      idle.addFirst(dylib);
    } else {
      LLVM.LLVMConsumeError(error);
    }
    LlvmThreads.takeDiagnostics();
  }

  private LLVMOrcJITDylibRef createDylib() {
    LLVMOrcJITDylibRef dylib =
        LLVM.LLVMOrcExecutionSessionCreateBareJITDylib(
            session, "module-" + created.incrementAndGet());
    LLVMOrcDefinitionGeneratorRef generator = new LLVMOrcDefinitionGeneratorRef();
    byte prefix = LLVM.LLVMOrcLLJITGetGlobalPrefix(jit);
    check(
        LLVM.LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
            generator, prefix, (LLVMOrcSymbolPredicate) null, null),
        "cannot search the symbols of this process");
    LLVM.LLVMOrcJITDylibAddGenerator(dylib, generator);
    return dylib;
  }

  private void defineExternals(LLVMOrcJITDylibRef dylib, Map<String, Long> externals) {
    if (externals.isEmpty()) {
      return;
    }
    try (LLVMOrcCSymbolMapPair pairs = new LLVMOrcCSymbolMapPair(externals.size());
        LLVMJITSymbolFlags flags = new LLVMJITSymbolFlags()) {
      flags.GenericFlags(EXPORTED_CALLABLE).TargetFlags((byte) 0);
      long i = 0;
      for (var external : externals.entrySet()) {
        LLVMOrcCSymbolMapPair pair = pairs.getPointer(i++);
        pair.Name(LLVM.LLVMOrcLLJITMangleAndIntern(jit, external.getKey()));
        pair.Sym().Address(external.getValue());
        pair.Sym().Flags(flags);
      }
      LLVMOrcMaterializationUnitRef unit = LLVM.LLVMOrcAbsoluteSymbols(pairs, externals.size());
      LLVMErrorRef error = LLVM.LLVMOrcJITDylibDefine(dylib, unit);
      if (!LlvmText.ok(error)) {
        LLVM.LLVMOrcDisposeMaterializationUnit(unit);
        check(error, "cannot define the external symbols " + externals.keySet());
      }
    }
  }

  private void addObject(LLVMOrcJITDylibRef dylib, byte[] object) {
    LLVMMemoryBufferRef buffer;
    try (BytePointer bytes = new BytePointer(object);
        BytePointer name = new BytePointer("jacobean.o")) {
      buffer = LLVM.LLVMCreateMemoryBufferWithMemoryRangeCopy(bytes, object.length, name);
    }
    // Not through the default resource tracker: its getter in the C API forgets to retain it.
    LLVMErrorRef error = LLVM.LLVMOrcLLJITAddObjectFile(jit, dylib, buffer);
    check(error, "LLVM's linker does not accept the object file");
  }

  private Map<String, Long> lookup(LLVMOrcJITDylibRef dylib, List<String> names) {
    Map<String, Long> addresses = new LinkedHashMap<>();
    if (names.isEmpty()) {
      return addresses;
    }
    Request request = new Request();
    try (LLVMOrcCLookupSetElement wanted = new LLVMOrcCLookupSetElement(names.size());
        LLVMOrcCJITDylibSearchOrderElement order = new LLVMOrcCJITDylibSearchOrderElement(1)) {
      Map<Long, String> byEntry = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        var entry = LLVM.LLVMOrcLLJITMangleAndIntern(jit, names.get(i));
        byEntry.put(entry.address(), names.get(i));
        wanted
            .getPointer((long) i)
            .Name(entry)
            .LookupFlags(LLVM.LLVMOrcSymbolLookupFlagsRequiredSymbol);
      }
      order.JD(dylib).JDLookupFlags(LLVM.LLVMOrcJITDylibLookupFlagsMatchAllSymbols);
      lookupResult.pending.put(Thread.currentThread(), request);
      LLVM.LLVMOrcExecutionSessionLookup(
          session,
          LLVM.LLVMOrcLookupKindStatic,
          order,
          1,
          wanted,
          names.size(),
          lookupResult,
          new Pointer());
      request.addresses.forEach((entry, address) -> addresses.put(byEntry.get(entry), address));
    } finally {
      lookupResult.pending.remove(Thread.currentThread());
    }
    if (request.error != null) {
      String causes = LlvmThreads.takeDiagnostics();
      throw new LlvmFailure(
          "JX0505",
          "cannot link the compiled module: "
              + (causes.isEmpty() ? request.error : causes)
              + "; every function that the IR only declares must be given as an external symbol");
    }
    return addresses;
  }

  private static void check(LLVMErrorRef error, String what) {
    if (!LlvmText.ok(error)) {
      String text = LlvmText.takeError(error);
      String causes = LlvmThreads.takeDiagnostics();
      throw new LlvmFailure("JX0505", what + ": " + text + (causes.isEmpty() ? "" : "; " + causes));
    }
  }

  /** What one lookup found; filled in by the callback on the same thread. */
  private static final class Request {
    final Map<Long, Long> addresses = new LinkedHashMap<>();
    @Nullable String error;
  }

  /** ORC's own default prints to stderr. */
  private static final class Reporter extends LLVMOrcErrorReporterFunction {
    @Override
    public void call(Pointer context, LLVMErrorRef error) {
      try {
        LlvmThreads.report(LlvmText.takeError(error));
      } catch (Throwable t) {
        LlvmThreads.report("diagnostic lost: " + t);
      }
    }
  }

  private static final class LookupResult
      extends LLVMOrcExecutionSessionLookupHandleResultFunction {
    final Map<Thread, Request> pending = new ConcurrentHashMap<>();

    @Override
    public void call(LLVMErrorRef error, LLVMOrcCSymbolMapPair found, long count, Pointer context) {
      Request request = pending.get(Thread.currentThread());
      try {
        if (!LlvmText.ok(error)) {
          String text = LlvmText.takeError(error);
          if (request != null) {
            request.error = text;
          }
        } else if (request != null) {
          for (long i = 0; i < count; i++) {
            LLVMOrcCSymbolMapPair pair = found.getPointer(i);
            request.addresses.put(pair.Name().address(), pair.Sym().Address());
          }
        }
      } catch (Throwable t) {
        if (request != null) {
          request.error = "lookup failed: " + t;
        }
      }
    }
  }
}
