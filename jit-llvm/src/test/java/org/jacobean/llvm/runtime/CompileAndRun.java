package org.jacobean.llvm.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.jacobean.llvm.cache.ObjectCache;

/** A program that the tests run in other JVMs: compiles some functions and prints what happened. */
public final class CompileAndRun {
  private CompileAndRun() {}

  /** Arguments: number of modules. */
  public static void main(String[] args) {
    if (!NativeLibraries.isAvailable()) {
      System.out.println("unavailable: " + NativeLibraries.unavailableReason().orElse(""));
      return;
    }
    long sum = 0;
    try (Arena arena = Arena.ofConfined()) {
      var cell = arena.allocate(8);
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        String ir =
            "define void @f(ptr %p) nounwind {\n store i64 " + i + ", ptr %p\n ret void\n}\n";
        NativeModule module = NativeCompiler.instance().load(ir, CompileOptions.LIGHT, Map.of());
        NativeCalls.call(module.function("f"), cell.address());
        sum += cell.get(ValueLayout.JAVA_LONG, 0);
      }
    }
    var stats = ObjectCache.standard().stats();
    System.out.println(
        "sum="
            + sum
            + " hits="
            + stats.hits()
            + " misses="
            + stats.misses()
            + " corrupted="
            + stats.corrupted());
  }
}
