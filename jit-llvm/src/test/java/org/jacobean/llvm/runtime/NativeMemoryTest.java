package org.jacobean.llvm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jacobean.errors.BackendException;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

  @Test
  void sizeClassesAreTightAndMonotone() {
    for (int c = 0; c + 1 < SizeClass.COUNT; c++) {
      long bytes = SizeClass.bytes(c);
      assertEquals(0, bytes % 64);
      assertTrue(bytes < SizeClass.bytes(c + 1));
      assertEquals(c, SizeClass.of(bytes));
      assertEquals(c + 1, SizeClass.of(bytes + 1));
      if (bytes >= 256) {
        assertTrue(SizeClass.bytes(c + 1) <= bytes * 1.25);
      }
    }
    assertEquals(0, SizeClass.of(0));
    assertEquals(0, SizeClass.of(1));
  }

  @Test
  void blocksAreAlignedDisjointAndWritable() {
    NativeMemory memory = NativeMemory.withLimit(1L << 30);
    List<NativeBlock> blocks = new ArrayList<>();
    for (long size : new long[] {0, 1, 63, 64, 65, 1000, 4096, 100_000, 5L << 20}) {
      NativeBlock block = memory.allocate(size);
      assertEquals(size, block.size());
      assertTrue(block.capacity() >= size);
      assertEquals(0, block.address() % 64);
      if (size >= 4L << 20) {
        assertEquals(0, block.address() % (2L << 20));
      }
      block.segment().fill((byte) blocks.size());
      blocks.add(block);
    }
    for (int i = 0; i < blocks.size(); i++) {
      for (long at = 0; at < blocks.get(i).size(); at += 61) {
        assertEquals(i, blocks.get(i).segment().get(ValueLayout.JAVA_BYTE, at));
      }
    }
    long capacity = blocks.stream().mapToLong(NativeBlock::capacity).sum();
    assertEquals(capacity, memory.stats().liveBytes());
    assertEquals(blocks.size(), memory.stats().liveBlocks());
    blocks.forEach(NativeBlock::release);
    assertEquals(0, memory.stats().liveBytes());
    assertEquals(capacity, memory.stats().pooledBytes());
    memory.trim(0);
    assertEquals(0, memory.stats().pooledBytes());
    assertEquals(capacity, memory.stats().peakBytes());
  }

  @Test
  void releasedMemoryIsUsedAgainOnce() {
    NativeMemory memory = NativeMemory.withLimit(1L << 20);
    NativeBlock first = memory.allocate(1000);
    long address = first.address();
    first.release();
    first.release();
    assertTrue(first.isReleased());
    NativeBlock second = memory.allocate(1001);
    NativeBlock third = memory.allocate(1002);
    assertEquals(address, second.address());
    assertNotEquals(address, third.address());
    assertFalse(second.isReleased());
  }

  @Test
  void acquiredMemoryGoesBackToThePool() {
    NativeMemory memory = NativeMemory.withLimit(1L << 20);
    long address = memory.acquire(1000);
    assertEquals(0, address % 64);
    assertEquals(1024, memory.stats().liveBytes());
    memory.release(address, 1000);
    assertEquals(0, memory.stats().liveBytes());
    assertEquals(address, memory.allocate(1024).address());
    assertEquals("JX0510", assertThrows(BackendException.class, () -> memory.acquire(-5)).code());
  }

  @Test
  void beyondTheLimitIsAnErrorThatNamesTheNumbers() {
    NativeMemory memory = NativeMemory.withLimit(10L << 20);
    NativeBlock held = memory.allocate(6L << 20);
    BackendException e = assertThrows(BackendException.class, () -> memory.allocate(5L << 20));
    assertEquals("JX0507", e.code());
    for (String part : new String[] {"5.0 MB", "6.0 MB", "10.0 MB", "jacobean.memory.limit"}) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    held.release();
    memory.allocate(5L << 20).release();
    assertEquals(
        "JX0507",
        assertThrows(BackendException.class, () -> memory.allocate(Long.MAX_VALUE)).code());
    assertEquals("JX0510", assertThrows(BackendException.class, () -> memory.allocate(-1)).code());
    assertEquals(
        "JX0510", assertThrows(BackendException.class, () -> NativeMemory.withLimit(0)).code());
  }

  @Test
  void pooledBlocksMakeRoomForOtherSizes() {
    NativeMemory memory = NativeMemory.withLimit(40L << 20);
    for (int i = 0; i < 40; i++) {
      memory.allocate((1L << 20) + i * 300_000L).release();
    }
    memory.allocate(32L << 20).release();
    assertTrue(memory.stats().peakBytes() <= 40L << 20);
  }

  @Test
  void droppedBlocksComeBackBeforeTheLimitIsHit() {
    NativeMemory memory = NativeMemory.withLimit(64L << 20);
    for (int i = 0; i < 400; i++) {
      memory.allocate(1L << 20).segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
    }
    assertTrue(memory.stats().peakBytes() <= 64L << 20);
    assertTrue(memory.stats().collections() > 0);
  }

  @Test
  void manySmallDroppedBlocksKeepTheProcessSmall() throws Exception {
    NativeMemory memory = NativeMemory.withLimit(8L << 30);
    long before = Rss.bytes();
    for (int i = 0; i < 200_000; i++) {
      memory.allocate(4096).segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
    }
    long grown = Rss.bytes() - before;
    assertTrue(grown < 500L << 20, "RSS grew by " + grown);
  }

  @Test
  void threadsGetDistinctMemory() throws Exception {
    NativeMemory memory = NativeMemory.withLimit(1L << 30);
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      long tag = t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int round = 0; round < 2000; round++) {
                        NativeBlock a = memory.allocate(128 + round % 300);
                        a.segment().set(ValueLayout.JAVA_LONG, 0, tag);
                        NativeBlock b = memory.allocate(128 + round % 300);
                        b.segment().set(ValueLayout.JAVA_LONG, 0, ~tag);
                        assertEquals(tag, a.segment().get(ValueLayout.JAVA_LONG, 0));
                        a.release();
                        b.release();
                      }
                    } catch (Throwable e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
    assertEquals(0, memory.stats().liveBytes());
    Set<Long> addresses = new HashSet<>();
    List<NativeBlock> held = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      held.add(memory.allocate(128 + i % 300));
      assertTrue(addresses.add(held.getLast().address()));
    }
  }

  @Test
  void limitsAreRead() {
    assertEquals(4096, NativeMemory.parseBytes("4096"));
    assertEquals(512L << 20, NativeMemory.parseBytes("512m"));
    assertEquals(8L << 30, NativeMemory.parseBytes("8GB"));
    for (String bad : new String[] {"", "many", "-1", "0", "9999999999T", "1.5G"}) {
      assertEquals(
          "JX0510",
          assertThrows(BackendException.class, () -> NativeMemory.parseBytes(bad)).code());
    }
    assertTrue(NativeMemory.shared().stats().limitBytes() > 1L << 28);
  }
}
