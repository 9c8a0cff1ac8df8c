package org.jacobean.llvm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jacobean.AbstractValue;
import org.jacobean.NDArray;
import org.jacobean.backend.CompileReport;
import org.jacobean.backend.DeviceArray;
import org.jacobean.backend.Executable;
import org.jacobean.errors.BackendException;
import org.jacobean.llvm.emit.ProgramEmitter;
import org.jacobean.llvm.lower.LoopProgram;
import org.jacobean.llvm.lower.ScratchPlan;
import org.jacobean.llvm.lower.Step;
import org.jacobean.llvm.runtime.NativeBlock;
import org.jacobean.llvm.runtime.NativeCalls;
import org.jacobean.llvm.runtime.NativeMemory;
import org.jacobean.llvm.runtime.NativeModule;

/**
 * A program as native code. One block of native memory per call holds the table of addresses,
 * copies of arguments and results that live on the Java heap, and the scratch slab.
 */
final class NativeProgram implements Executable {
  private static final Cleaner CLEANER = Cleaner.create(Thread.ofPlatform().daemon().factory());
  private static final int ALIGNMENT = 64;

  private final String name;
  private final AbstractValue[] inputs;
  private final AbstractValue[] outputs;
  private final long[] stagedAt;
  private final long scratchAt;
  private final long blockBytes;
  private final long hostTable;
  private final MemorySegment entry;
  private final List<NativeModule> modules;
  private final Supplier<CompileReport> report;

  NativeProgram(
      String name,
      LoopProgram loops,
      ScratchPlan scratch,
      List<NativeModule> modules,
      List<Step.Host> hosts,
      Supplier<CompileReport> report) {
    this.name = name;
    this.inputs =
        loops.inputs().stream().map(s -> loops.slots().get(s).aval()).toArray(AbstractValue[]::new);
    this.outputs =
        loops.outputs().stream()
            .map(s -> loops.slots().get(s).aval())
            .toArray(AbstractValue[]::new);
    int n = inputs.length + outputs.length;
    this.stagedAt = new long[n];
    long at = align(8L * (n + 1));
    for (int i = 0; i < n; i++) {
      AbstractValue a = i < inputs.length ? inputs[i] : outputs[i - inputs.length];
      if (a.bytes() <= DeviceArray.HEAP_BYTES) {
        stagedAt[i] = at;
        at = align(at + a.bytes());
      }
    }
    this.scratchAt = at;
    this.blockBytes = at + Math.max(ALIGNMENT, scratch.bytes());
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

  private static long align(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public CompileReport report() {
    return report.get();
  }

  @Override
  public List<NDArray> call(List<NDArray> args) {
    check(args);
    NativeBlock block = NativeMemory.shared().allocate(blockBytes);
    try {
      MemorySegment m = block.segment();
      for (int i = 0; i < inputs.length; i++) {
        m.set(
            ValueLayout.JAVA_LONG,
            8L * i,
            input(i, ((DeviceArray) args.get(i)).buffer().segment(), m));
      }
      NDArray[] results = new NDArray[outputs.length];
      for (int i = 0; i < outputs.length; i++) {
        DeviceArray r = DeviceArray.allocate(outputs[i]);
        results[i] = r;
        MemorySegment s = r.buffer().segment();
        int k = inputs.length + i;
        m.set(
            ValueLayout.JAVA_LONG, 8L * k, s.isNative() ? s.address() : m.address() + stagedAt[k]);
      }
      m.set(ValueLayout.JAVA_LONG, 8L * stagedAt.length, hostTable);
      NativeCalls.call(entry, block.address(), block.address() + scratchAt);
      for (int i = 0; i < outputs.length; i++) {
        MemorySegment s = ((DeviceArray) results[i]).buffer().segment();
        if (!s.isNative()) {
          MemorySegment.copy(m, stagedAt[inputs.length + i], s, 0, s.byteSize());
        }
      }
      return Arrays.asList(results);
    } finally {
      Reference.reachabilityFence(args);
      Reference.reachabilityFence(this);
      block.release();
    }
  }

  private long input(int i, MemorySegment s, MemorySegment m) {
    if (s.isNative()) {
      return s.address();
    }
    if (stagedAt[i] == 0) {
      throw new BackendException(
          "JX0520",
          "argument "
              + i
              + " of "
              + name
              + " ("
              + inputs[i]
              + ") is on the Java heap; copy it to the device first");
    }
    MemorySegment.copy(s, 0, m, stagedAt[i], inputs[i].bytes());
    return m.address() + stagedAt[i];
  }

  /** Native code relies on these types: nothing else may reach it. */
  private void check(List<NDArray> args) {
    if (args.size() != inputs.length) {
      throw new BackendException(
          "JX0521", name + " takes " + inputs.length + " arrays but got " + args.size());
    }
    for (int i = 0; i < inputs.length; i++) {
      if (!(args.get(i) instanceof DeviceArray a) || !a.aval().sameType(inputs[i])) {
        throw new BackendException(
            "JX0521",
            "argument "
                + i
                + " of "
                + name
                + " must be a concrete "
                + inputs[i]
                + " but is "
                + args.get(i).describe());
      }
    }
  }
}
