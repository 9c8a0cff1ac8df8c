package org.jacobean.llvm;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.Buffer;
import org.jacobean.backend.CompileReport;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Executable;
import org.jacobean.errors.BackendException;
import org.jacobean.llvm.emit.ProgramEmitter;
import org.jacobean.llvm.lower.Step;
import org.jacobean.llvm.runtime.NativeCalls;
import org.jacobean.llvm.runtime.NativeMemory;
import org.jacobean.llvm.runtime.NativeModule;
import org.jacobean.trace.SourceLines;

/**
 * A program as native code. One block of native memory per call holds the table of addresses,
 * copies of arguments and results that live on the Java heap, and the scratch slab.
 */
final class NativeProgram implements Executable {
  private static final Cleaner CLEANER = Cleaner.create(Thread.ofPlatform().daemon().factory());

  private final String name;
  private final CallFrame frame;
  private final long hostTable;
  private final MemorySegment entry;
  private final List<NativeModule> modules;
  private final Supplier<CompileReport> report;

  NativeProgram(
      String name,
      CallFrame frame,
      List<NativeModule> modules,
      List<Step.Host> hosts,
      Supplier<CompileReport> report) {
    this.name = name;
    this.frame = frame;
    this.modules = List.copyOf(modules);
    this.entry = modules.getLast().function(ProgramEmitter.ENTRY);
    this.report = report;
    if (hosts.isEmpty()) {
      this.hostTable = 0;
    } else {
      long table = HostCalls.register(hosts);
      this.hostTable = table;
      CLEANER.register(this, () -> HostCalls.release(table));
    }
  }

  @Override
  public CompileReport report() {
    return report.get();
  }

  @Override
  public List<NDArray> call(List<NDArray> args) {
    requireAll(args);
    NDArray[] results = new NDArray[frame.outputs.length];
    // What keeps the memory alive that native code uses: an array may be deleted meanwhile.
    Object[] held = new Object[frame.inputs.length];
    long block = NativeMemory.shared().acquire(frame.bytes());
    try {
      long[] image = frame.open(block, hostTable);
      for (int i = 0; i < held.length; i++) {
        Buffer b = checked(i, args.get(i)).buffer();
        if (b.address() != 0) {
          held[i] = b.memory();
          frame.argumentAt(image, i, b.address());
        } else if (frame.isTiny(i)) {
          frame.copy(image, i, b);
        } else {
          throw onHeap(i);
        }
      }
      for (int i = 0; i < results.length; i++) {
        if (!frame.isTinyResult(i)) {
          DeviceArray r = new DeviceArray(frame.outputs[i], memoryOf(i, args));
          results[i] = r;
          frame.resultAt(image, i, r.buffer().address());
        }
      }
      frame.send(image, block);
      NativeCalls.call(entry, block, block + frame.scratchAt());
      long[][] tiny = frame.receive(block);
      for (int i = 0; i < results.length; i++) {
        if (results[i] == null) {
          results[i] = frame.result(tiny, i);
        }
      }
      return Arrays.asList(results);
    } finally {
      Reference.reachabilityFence(args);
      Reference.reachabilityFence(held);
      Reference.reachabilityFence(results);
      Reference.reachabilityFence(this);
      NativeMemory.shared().release(block, frame.bytes());
    }
  }

  /** Fresh memory for a result, or that of a donated argument which is used only once. */
  private Buffer memoryOf(int output, List<NDArray> args) {
    int from = frame.reuses[output];
    if (from >= 0) {
      Buffer b = ((DeviceArray) args.get(from)).buffer();
      if (b.address() != 0 && isAlone(from, b, args)) {
        return b.donate("was donated to " + name, SourceLines.caller());
      }
    }
    return LlvmBackend.allocate(frame.outputs[output].bytes());
  }

  private static boolean isAlone(int position, Buffer b, List<NDArray> args) {
    for (int i = 0; i < args.size(); i++) {
      if (i != position && ((DeviceArray) args.get(i)).buffer() == b) {
        return false;
      }
    }
    return true;
  }

  private BackendException onHeap(int i) {
    return new BackendException(
        "JX0520",
        "argument "
            + i
            + " of "
            + name
            + " ("
            + frame.inputs[i]
            + ") is on the Java heap; copy it to the device first");
  }

  private void requireAll(List<NDArray> args) {
    if (args.size() != frame.inputs.length) {
      throw new BackendException(
          "JX0521", name + " takes " + frame.inputs.length + " arrays but got " + args.size());
    }
  }

  /** Native code relies on the types of arguments: nothing else may reach it. */
  @SuppressWarnings("ReferenceEquality") // the same object is the common case, and the fastest
  private DeviceArray checked(int i, NDArray arg) {
    AbstractValue type = frame.inputs[i];
    if (arg instanceof DeviceArray a && (a.aval() == type || a.aval().sameType(type))) {
      return a;
    }
    throw new BackendException(
        "JX0521",
        "argument "
            + i
            + " of "
            + name
            + " must be a concrete "
            + type
            + " but is "
            + arg.describe());
  }
}
