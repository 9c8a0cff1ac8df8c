package org.jacobean.llvm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.Function1;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jacobean.NDArray;
import org.jacobean.errors.BackendException;
import org.jacobean.transforms.Transforms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void programsRunWhenTheLibraryIsThereButCannotBeLoaded(@TempDir Path folder) throws Exception {
    Path library = folder.resolve("org/bytedeco/llvm/no-such/" + System.mapLibraryName("jniLLVM"));
    Files.createDirectories(library.getParent());
    Files.writeString(library, "no library");
    var result =
        ForkedJvm.run(
            List.of("-Xbootclasspath/a:" + folder, "-Dorg.bytedeco.javacpp.platform=no-such"),
            WithoutLlvm.class);
    assertEquals(0, result.status(), result.output());
    assertTrue(result.output().contains("available false 5.0 3000.0"), result.output());
  }

  /** Runs a jitted function and an operation on a large array. */
  static final class WithoutLlvm {
    private WithoutLlvm() {}

    public static void main(String[] args) {
      Function1<NDArray, NDArray> f = Transforms.jit((Function1<NDArray, NDArray>) x -> x.add(1.0));
      double jitted = f.apply(NDArray.of(new double[] {4})).sum().item();
      double eager = NDArray.of(new double[3000]).add(1.0).sum().item();
      System.out.println("available " + NativeLibraries.isAvailable() + " " + jitted + " " + eager);
    }
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
