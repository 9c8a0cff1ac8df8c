package org.jacobean.llvm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jacobean.errors.BackendException;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {

  @Test
  void llvmIsAvailableHere() {
    assertTrue(NativeLibraries.isAvailable(), NativeLibraries.unavailableReason().toString());
    NativeLibraries.require();
  }

  @Test
  void switchedOffLibraryHasAReason() throws Exception {
    var result = ForkedJvm.run(List.of("-Djacobean.llvm=off"), CompileAndRun.class, "1");
    assertEquals(0, result.status(), result.output());
    assertTrue(result.output().contains("jacobean.llvm=off"), result.output());
  }

  @Test
  void unusableLibraryFolderIsNoLinkageError() throws Exception {
    var result =
        ForkedJvm.run(
            List.of("-Dorg.bytedeco.javacpp.platform=linux-nosuchcpu"), CompileAndRun.class, "1");
    assertEquals(0, result.status(), result.output());
    assertTrue(result.output().contains("unavailable: "), result.output());
  }

  @Test
  void smallHeapHoldsManyShortLivedArrays() throws Exception {
    var result =
        ForkedJvm.run(List.of("-Xmx64m"), ChurnArrays.class, "3000", Long.toString(1 << 20));
    assertEquals(0, result.status(), result.output());
    assertTrue(result.output().contains("ns/array"), result.output());
  }

  @Test
  void badMemoryLimitIsAClearErrorEachTime() throws Exception {
    var result = ForkedJvm.run(List.of("-Djacobean.memory.limit=plenty"), TwiceBadLimit.class);
    assertEquals(0, result.status(), result.output());
    assertTrue(result.output().contains("JX0510 JX0510"), result.output());
  }

  /** Asks twice for an allocator that cannot be made. */
  static final class TwiceBadLimit {
    private TwiceBadLimit() {}

    public static void main(String[] args) {
      StringBuilder codes = new StringBuilder();
      for (int i = 0; i < 2; i++) {
        try {
          NativeMemory.shared().allocate(1);
        } catch (BackendException e) {
          codes.append(e.code()).append(' ');
        }
      }
      System.out.println(codes);
    }
  }

  @Test
  void compilingWorksWhenArraysFillMuchMoreThanTheHeap() throws Exception {
    var result =
        ForkedJvm.run(List.of("-Xmx32m", "-Djacobean.cache=off"), CompileBesideArrays.class);
    assertEquals(0, result.status(), result.output());
    assertTrue(result.output().contains("compiled 20"), result.output());
  }

  /** Holds 400 MB of arrays in a 32 MB heap, and compiles. */
  static final class CompileBesideArrays {
    private CompileBesideArrays() {}

    public static void main(String[] args) {
      NativeBlock[] held = new NativeBlock[100];
      for (int i = 0; i < held.length; i++) {
        held[i] = NativeMemory.shared().allocate(4 << 20);
        held[i].segment().fill((byte) 1);
      }
      CompileAndRun.main(new String[] {"20"});
      System.out.println("compiled 20 beside " + held.length);
    }
  }
}
