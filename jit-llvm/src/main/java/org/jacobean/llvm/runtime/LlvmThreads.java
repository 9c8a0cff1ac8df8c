package org.jacobean.llvm.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.llvm.LLVM.LLVMFatalErrorHandler;
import org.jacobean.errors.BackendException;

/**
 * The threads on which LLVM runs.
 *
 * <p>Two reasons not to run it on the caller's thread. LLVM is recursive, so deep expressions need
 * a deep stack. And after a fatal error ("cannot select") LLVM ends the process as soon as its
 * error handler returns; so the handler here never returns: it fails the job and parks the thread
 * for good, which costs one thread and saves the JVM.
 */
final class LlvmThreads {
  private static final long STACK_BYTES = 64L << 20;

  /** The job and the diagnostics of each LLVM thread that is at work. */
  private static final ConcurrentHashMap<Thread, Job<?>> ACTIVE = new ConcurrentHashMap<>();

  static final LLVMFatalErrorHandler FATAL_HANDLER = new FatalHandler();

  private record Job<T>(CompletableFuture<T> result, List<String> diagnostics) {}

  private LlvmThreads() {}

  private static final class Pool {
    static final ExecutorService EXECUTOR = create();

    private static ExecutorService create() {
      AtomicInteger count = new AtomicInteger();
      return new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          20,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread =
                new Thread(
                    null, task, "jacobean-llvm-" + count.incrementAndGet(), STACK_BYTES, false);
            thread.setDaemon(true);
            return thread;
          });
    }
  }

  /** Runs a job on an LLVM thread and waits for it, rethrowing what it threw. */
  static <T> T call(Callable<T> body) {
    return join(submit(body));
  }

  static <T> CompletableFuture<T> submit(Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Pool.EXECUTOR.execute(
        () -> {
          Thread self = Thread.currentThread();
          ACTIVE.put(self, new Job<>(result, new ArrayList<>()));
          try {
            T value = body.call();
            ACTIVE.remove(self);
            result.complete(value);
          } catch (Throwable t) {
            ACTIVE.remove(self);
            result.completeExceptionally(t);
          }
        });
    return result;
  }

  static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case LlvmFailure f -> throw new BackendException(f.code(), f.text());
        case RuntimeException r -> throw r;
        case Error error -> throw error;
        case null, default ->
            throw new BackendException("JX0504", "native compilation failed: " + e.getCause(), e);
      }
    }
  }

  /** Keeps a diagnostic that LLVM reported on this thread for the error message. */
  static void report(String message) {
    Job<?> job = ACTIVE.get(Thread.currentThread());
    if (job != null) {
      job.diagnostics().add(message);
    }
  }

  /** Diagnostics reported on this thread since the last call, joined by new lines. */
  static String takeDiagnostics() {
    Job<?> job = ACTIVE.get(Thread.currentThread());
    if (job == null) {
      return "";
    }
    String text = String.join("\n", job.diagnostics());
    job.diagnostics().clear();
    return text;
  }

  /** Called by LLVM just before it would end the process. */
  private static final class FatalHandler extends LLVMFatalErrorHandler {
    @Override
    public void call(BytePointer reason) {
      String text;
      try {
        text = reason.getString();
      } catch (Throwable t) {
        text = "no message";
      }
      Job<?> job = ACTIVE.get(Thread.currentThread());
      if (job == null) {
        return; // not one of ours: let LLVM do what it would have done
      }
      job.result()
          .completeExceptionally(
              new LlvmFailure("JX0504", "LLVM cannot compile this module: " + text));
      while (true) {
        LockSupport.park();
      }
    }
  }
}
