package org.jacobean.llvm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTest {

  @Test
  void valueIsMadeOnceAfterAnyNumberOfFailures() {
    AtomicInteger calls = new AtomicInteger();
    Lazy<String> lazy =
        Lazy.of(
            () -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              return "value " + calls.get();
            });
    assertThrows(IllegalStateException.class, lazy::get);
    assertThrows(IllegalStateException.class, lazy::get);
    assertEquals("value 3", lazy.get());
    assertEquals("value 3", lazy.get());
    assertEquals(3, calls.get());
  }
}
