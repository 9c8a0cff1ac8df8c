package org.jacobean.llvm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jacobean.errors.BackendException;
import org.jacobean.llvm.cache.ObjectCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCompilerTest {
  private final NativeCompiler compiler = NativeCompiler.instance().withCache(Optional.empty());

  private static String addConstant(String name, int constant) {
    return """
    define void @%s(ptr %%p) nounwind {
      %%v = load i64, ptr %%p
      %%r = add i64 %%v, %d
      store i64 %%r, ptr %%p
      ret void
    }
    """
        .formatted(name, constant);
  }

  private static long run(NativeModule module, String name, long input) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment cell = arena.allocate(8);
      cell.set(ValueLayout.JAVA_LONG, 0, input);
      NativeCalls.call(module.function(name), cell.address());
      long plain = cell.get(ValueLayout.JAVA_LONG, 0);
      cell.set(ValueLayout.JAVA_LONG, 0, input);
      NativeCalls.callCritical(module.function(name), cell.address());
      assertEquals(plain, cell.get(ValueLayout.JAVA_LONG, 0));
      return plain;
    }
  }

  private BackendException fails(String code, String ir) {
    BackendException e =
        assertThrows(
            BackendException.class, () -> compiler.load(ir, CompileOptions.LIGHT, Map.of()));
    assertEquals(code, e.code(), e.getMessage());
    return e;
  }

  @Test
  void compiledCodeRuns() {
    for (CompileOptions options :
        List.of(CompileOptions.NONE, CompileOptions.LIGHT, CompileOptions.O2)) {
      try (NativeModule module = compiler.load(addConstant("f", 42), options, Map.of())) {
        assertEquals(45, run(module, "f", 3));
        assertTrue(module.timings().codegen() > 0);
        assertTrue(module.linkMillis() > 0);
      }
    }
  }

  @Test
  void modulesMayUseTheSameNames() {
    try (NativeModule a = compiler.load(addConstant("f", 1), CompileOptions.LIGHT, Map.of());
        NativeModule b = compiler.load(addConstant("f", 2), CompileOptions.LIGHT, Map.of())) {
      assertEquals(11, run(a, "f", 10));
      assertEquals(12, run(b, "f", 10));
    }
  }

  @Test
  void externalSymbolsAreCalledByAddress() {
    try (NativeModule callee =
            compiler.load(addConstant("inner", 5), CompileOptions.LIGHT, Map.of());
        NativeModule caller =
            compiler.load(
                """
                declare void @outside(ptr)
                define void @f(ptr %p) nounwind {
                  call void @outside(ptr %p)
                  call void @outside(ptr %p)
                  ret void
                }
                """,
                CompileOptions.LIGHT, Map.of("outside", callee.address("inner")))) {
      assertEquals(17, run(caller, "f", 7));
    }
  }

  @Test
  void theCMathLibraryIsFound() {
    try (NativeModule module =
        compiler.load(
            """
            declare double @cbrt(double)
            define void @f(ptr %p) nounwind {
              %x = load double, ptr %p
              %y = call double @cbrt(double %x)
              store double %y, ptr %p
              ret void
            }
            """,
            CompileOptions.LIGHT, Map.of())) {
      assertEquals(
          3.0, Double.longBitsToDouble(run(module, "f", Double.doubleToLongBits(27.0))), 1e-15);
    }
  }

  @Test
  void syntaxErrorIsReportedWithItsLine() {
    BackendException e = fails("JX0502", "define void @f() {\n  this is not IR\n}\n");
    assertTrue(e.getMessage().contains("2:3"), e.getMessage());
  }

  @Test
  void typeErrorIsReported() {
    BackendException e =
        fails(
            "JX0502", "define float @f(i32 %x) {\n  %y = fadd float %x, 1.0\n  ret float %y\n}\n");
    assertTrue(e.getMessage().contains("'%x' defined with type 'i32'"), e.getMessage());
  }

  @Test
  void invalidIrNamesTheFunction() {
    BackendException e =
        fails(
            "JX0503",
            addConstant("good", 1)
                + """
                define i32 @bad(i1 %c) {
                entry:
                  br i1 %c, label %a, label %b
                a:
                  %x = add i32 1, 2
                  br label %b
                b:
                  ret i32 %x
                }
                """);
    assertTrue(e.getMessage().contains("@bad"), e.getMessage());
    assertTrue(e.getMessage().contains("dominate"), e.getMessage());
    assertFalse(e.getMessage().contains("@good"), e.getMessage());
  }

  @Test
  void unselectableInstructionDoesNotEndTheProcess() {
    BackendException e =
        fails(
            "JX0504",
            """
            declare <4 x float> @llvm.ppc.altivec.vmaddfp(<4 x float>, <4 x float>, <4 x float>)
            define void @f(ptr %p) nounwind {
              %x = load <4 x float>, ptr %p
              %y = call <4 x float> @llvm.ppc.altivec.vmaddfp(<4 x float> %x, <4 x float> %x, <4 x float> %x)
              store <4 x float> %y, ptr %p
              ret void
            }
            """);
    assertTrue(e.getMessage().toLowerCase(Locale.ROOT).contains("select"), e.getMessage());
    assertCompilerWorks();
  }

  @Test
  void badInlineAssemblyIsAnError() {
    BackendException e =
        fails(
            "JX0504", "define void @f() {\n call void asm \"nonsense %eax\", \"\"()\n ret void\n}");
    assertTrue(e.getMessage().contains("nonsense"), e.getMessage());
  }

  @Test
  void unknownPassesAreAnError() {
    BackendException e =
        assertThrows(
            BackendException.class,
            () ->
                compiler.compile(
                    addConstant("f", 1), CompileOptions.LIGHT.withPasses("no-such-pass")));
    assertEquals("JX0504", e.code());
    assertTrue(e.getMessage().contains("no-such-pass"), e.getMessage());
    assertEquals(
        "JX0510",
        assertThrows(BackendException.class, () -> CompileOptions.O2.withCodegenLevel(9)).code());
  }

  @Test
  void missingSymbolIsNamedAndNothingIsPrinted() {
    PrintStream saved = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      BackendException e =
          fails(
              "JX0505",
              "declare void @nowhere_to_be_found()\n"
                  + "define void @f() {\n call void @nowhere_to_be_found()\n ret void\n}");
      assertTrue(e.getMessage().contains("nowhere_to_be_found"), e.getMessage());
    } finally {
      System.setErr(saved);
    }
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
    assertCompilerWorks();
  }

  private void assertCompilerWorks() {
    try (NativeModule module = compiler.load(addConstant("f", 1), CompileOptions.O2, Map.of())) {
      assertEquals(3, run(module, "f", 2));
    }
  }

  @Test
  void unknownFunctionListsTheKnownOnes() {
    try (NativeModule module =
        compiler.load(addConstant("known", 1), CompileOptions.LIGHT, Map.of())) {
      BackendException e = assertThrows(BackendException.class, () -> module.address("unknown"));
      assertEquals("JX0506", e.code());
      assertTrue(e.getMessage().contains("known"), e.getMessage());
    }
  }

  @Test
  void closedModuleRefusesItsAddresses() {
    NativeModule module = compiler.load(addConstant("f", 1), CompileOptions.LIGHT, Map.of());
    module.close();
    module.close();
    assertEquals("JX0509", assertThrows(BackendException.class, () -> module.address("f")).code());
  }

  @Test
  void deeplyNestedCodeCompiles() {
    StringBuilder ir = new StringBuilder("define void @f(ptr %p) nounwind {\n");
    ir.append("  %v0 = load i64, ptr %p\n");
    int depth = 5000;
    for (int i = 1; i <= depth; i++) {
      ir.append("  %v").append(i).append(" = xor i64 %v").append(i - 1).append(", ").append(i);
      ir.append("\n  store volatile i64 %v").append(i).append(", ptr %p\n");
    }
    ir.append("  ret void\n}\n");
    try (NativeModule module = compiler.load(ir.toString(), CompileOptions.NONE, Map.of())) {
      long expected = 0;
      for (int i = 1; i <= depth; i++) {
        expected ^= i;
      }
      assertEquals(expected, run(module, "f", 0));
    }
  }

  @Test
  void severalModulesCompileAtTheSameTime() {
    List<String> modules = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      modules.add(addConstant("f" + i, i));
    }
    List<ObjectCode> objects = compiler.compileAll(modules, CompileOptions.LIGHT);
    for (int i = 0; i < 12; i++) {
      assertEquals(List.of("f" + i), objects.get(i).functions());
      try (NativeModule module = compiler.link(objects.get(i), Map.of())) {
        assertEquals(100 + i, run(module, "f" + i, 100));
      }
    }
  }

  @Test
  void manyModulesLeaveTheMemoryFlat() throws Exception {
    ObjectCode object = compiler.compile(addConstant("f", 1), CompileOptions.LIGHT);
    churn(object, 300);
    long before = Rss.bytes();
    churn(object, 1500);
    long grown = Rss.bytes() - before;
    assertTrue(grown < 24L << 20, "RSS grew by " + grown);
  }

  private void churn(ObjectCode object, int times) {
    for (int i = 0; i < times; i++) {
      try (NativeModule module = compiler.link(object, Map.of())) {
        if (i % 100 == 0) {
          assertEquals(8, run(module, "f", 7));
        }
      }
    }
  }

  @Test
  void objectsComeFromTheCacheTheSecondTime(@TempDir Path folder) {
    ObjectCache cache = ObjectCache.at(folder, 1 << 20);
    NativeCompiler cached = compiler.withCache(Optional.of(cache));
    ObjectCode first = cached.compile(addConstant("f", 9), CompileOptions.LIGHT);
    ObjectCode second = cached.compile(addConstant("f", 9), CompileOptions.LIGHT);
    assertFalse(first.cached());
    assertTrue(second.cached());
    assertEquals(first.functions(), second.functions());
    assertEquals(0, second.timings().total());
    assertFalse(cached.compile(addConstant("f", 9), CompileOptions.O2).cached());
    try (NativeModule module = cached.link(second, Map.of())) {
      assertEquals(10, run(module, "f", 1));
      assertTrue(module.cached());
    }
    assertEquals(1, cache.stats().hits());
  }

  @Test
  void assemblyAndOptimizedIrCanBeRead() {
    String ir = addConstant("f", 1);
    assertTrue(compiler.assembly(ir, CompileOptions.LIGHT).contains("f:"));
    assertTrue(compiler.optimizedIr(ir, CompileOptions.LIGHT).contains("define void @f"));
    assertTrue(compiler.llvmVersion().matches("\\d+\\.\\d+\\.\\d+"));
    assertFalse(compiler.cpuName().isEmpty());
    assertFalse(compiler.hasFeature("no-such-feature"));
  }
}
