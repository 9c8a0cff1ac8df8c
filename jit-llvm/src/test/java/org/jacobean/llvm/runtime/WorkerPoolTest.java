package org.jacobean.llvm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jacobean.errors.BackendException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {

  @Test
  void everyIndexRunsOnce() {
    for (int threads : new int[] {1, 2, 5}) {
      try (WorkerPool pool = WorkerPool.create(threads)) {
        assertEquals(threads, pool.threads());
        for (int n : new int[] {0, 1, 2, 63, 64, 65, 1000}) {
          for (int grain : new int[] {-1, 0, 1, 7, 64, 5000}) {
            AtomicIntegerArray seen = new AtomicIntegerArray(Math.max(1, n));
            pool.parallelFor(
                n,
                grain,
                (begin, end) -> {
                  for (long i = begin; i < end; i++) {
                    seen.incrementAndGet((int) i);
                  }
                });
            for (int i = 0; i < n; i++) {
              assertEquals(1, seen.get(i));
            }
          }
        }
      }
    }
  }

  @Test
  void chunksDoNotDependOnTheNumberOfThreads() {
    List<Set<String>> all = new ArrayList<>();
    for (int threads : new int[] {1, 2, 4}) {
      try (WorkerPool pool = WorkerPool.create(threads)) {
        Set<String> chunks = new ConcurrentSkipListSet<>();
        pool.parallelFor(103, 10, (begin, end) -> chunks.add(begin + "-" + end));
        all.add(new TreeSet<>(chunks));
      }
    }
    assertEquals(11, all.get(0).size());
    assertTrue(all.get(0).contains("100-103"));
    assertEquals(all.get(0), all.get(1));
    assertEquals(all.get(0), all.get(2));
  }

  @Test
  void hugeRangesDoNotOverflow() {
    try (WorkerPool pool = WorkerPool.create(2)) {
      AtomicLong last = new AtomicLong();
      pool.parallelFor(
          Long.MAX_VALUE,
          Long.MAX_VALUE / 2,
          (begin, end) -> last.accumulateAndGet(end, Math::max));
      assertEquals(Long.MAX_VALUE, last.get());
    }
  }

  @Test
  void workersTakePart() throws Exception {
    try (WorkerPool pool = WorkerPool.create(2)) {
      CountDownLatch both = new CountDownLatch(2);
      AtomicInteger met = new AtomicInteger();
      pool.parallelFor(
          2,
          1,
          (begin, end) -> {
            both.countDown();
            try {
              if (both.await(20, TimeUnit.SECONDS)) {
                met.incrementAndGet();
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      assertEquals(2, met.get());
    }
  }

  @Test
  void firstExceptionReachesTheCallerAndThePoolGoesOn() {
    try (WorkerPool pool = WorkerPool.create(3)) {
      IllegalStateException thrown = new IllegalStateException("chunk");
      for (int round = 0; round < 200; round++) {
        assertSame(
            thrown,
            assertThrows(
                IllegalStateException.class,
                () ->
                    pool.parallelFor(
                        100,
                        1,
                        (begin, end) -> {
                          if (begin == 13) {
                            throw thrown;
                          }
                        })));
      }
      assertThrows(
          StackOverflowError.class, () -> pool.parallelFor(10, 1, (begin, end) -> overflow(0)));
      AtomicLong sum = new AtomicLong();
      pool.parallelFor(100, 1, (begin, end) -> sum.addAndGet(begin));
      assertEquals(4950, sum.get());
    }
  }

  private static int overflow(int depth) {
    return depth < 0 ? 0 : overflow(depth + 1) + 1;
  }

  @Test
  void nestedLoopsFinish() {
    try (WorkerPool pool = WorkerPool.create(4)) {
      AtomicLong count = new AtomicLong();
      for (int round = 0; round < 50; round++) {
        pool.parallelFor(
            8,
            1,
            (b0, e0) ->
                pool.parallelFor(
                    8, 1, (b1, e1) -> pool.parallelFor(8, 1, (b2, e2) -> count.incrementAndGet())));
      }
      assertEquals(50 * 512, count.get());
    }
  }

  @Test
  void manyCallersShareOnePool() throws Exception {
    try (WorkerPool pool = WorkerPool.create(3)) {
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      List<Thread> callers = new ArrayList<>();
      for (int c = 0; c < 20; c++) {
        callers.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        for (int round = 0; round < 500; round++) {
                          AtomicLong sum = new AtomicLong();
                          pool.parallelFor(64, 3, (b, e) -> sum.addAndGet(e - b));
                          assertEquals(64, sum.get());
                        }
                      } catch (Throwable t) {
                        failures.add(t);
                      }
                    }));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertEquals(List.of(), failures);
    }
  }

  @Test
  void resizeTakesEffect() {
    try (WorkerPool pool = WorkerPool.create(1)) {
      for (int threads : new int[] {3, 1, 2}) {
        pool.resize(threads);
        assertEquals(threads, pool.threads());
        AtomicLong sum = new AtomicLong();
        pool.parallelFor(1000, 1, (b, e) -> sum.addAndGet(b));
        assertEquals(499500, sum.get());
      }
      assertEquals("JX0510", assertThrows(BackendException.class, () -> pool.resize(0)).code());
    }
    assertTrue(WorkerPool.shared().threads() >= 1);
  }

  private static final String NATIVE =
      """
      declare void @jx_parallel_for(ptr, ptr, i64, i64)
      define internal void @chunk(ptr %ctx, i64 %begin, i64 %end) nounwind {
      entry:
        %any = icmp slt i64 %begin, %end
        br i1 %any, label %loop, label %done
      loop:
        %i = phi i64 [ %begin, %entry ], [ %next, %loop ]
        %p = getelementptr i64, ptr %ctx, i64 %i
        %v = load i64, ptr %p
        %w = add i64 %v, %i
        store i64 %w, ptr %p
        %next = add i64 %i, 1
        %more = icmp slt i64 %next, %end
        br i1 %more, label %loop, label %done
      done:
        ret void
      }
      define void @run(ptr %data, i64 %n, i64 %grain) nounwind {
        call void @jx_parallel_for(ptr @chunk, ptr %data, i64 %n, i64 %grain)
        ret void
      }
      """;

  @Test
  void compiledLoopsRunOnThePool() {
    NativeCompiler compiler = NativeCompiler.instance().withCache(Optional.empty());
    try (WorkerPool pool = WorkerPool.create(3);
        NativeModule module =
            compiler.load(
                NATIVE,
                CompileOptions.LIGHT,
                Map.of("jx_parallel_for", pool.parallelForAddress()));
        Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(ValueLayout.JAVA_LONG, 10_000);
      for (int round = 0; round < 20; round++) {
        NativeCalls.call(module.function("run"), data.address(), 10_000, 100);
      }
      for (int i = 0; i < 10_000; i++) {
        assertEquals(20L * i, data.getAtIndex(ValueLayout.JAVA_LONG, i));
      }
    }
  }

  @Test
  void failureInsideACallbackReachesTheJavaCaller() {
    NativeCompiler compiler = NativeCompiler.instance().withCache(Optional.empty());
    try (WorkerPool pool = WorkerPool.create(2);
        NativeModule module =
            compiler.load(
                NATIVE,
                CompileOptions.LIGHT,
                Map.of("jx_parallel_for", pool.parallelForAddress()));
        Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(ValueLayout.JAVA_LONG, 100);
      IllegalStateException failure = new IllegalStateException("from a callback");
      NativeCalls.fail(failure);
      assertSame(
          failure,
          assertThrows(
              IllegalStateException.class,
              () -> NativeCalls.call(module.function("run"), data.address(), 100, 10)));
      data.fill((byte) 0);
      NativeCalls.call(module.function("run"), data.address(), 100, 10);
      assertEquals(99, data.getAtIndex(ValueLayout.JAVA_LONG, 99));
    }
  }
}
