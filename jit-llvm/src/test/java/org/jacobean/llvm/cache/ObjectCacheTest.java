package org.jacobean.llvm.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jacobean.llvm.runtime.CompileAndRun;
import org.jacobean.llvm.runtime.ForkedJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectCacheTest {
  @TempDir Path folder;

  private static byte[] content(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void whatIsPutIsFound() {
    ObjectCache cache = ObjectCache.at(folder, 1 << 20);
    String key = ObjectCache.key("ir");
    assertEquals(Optional.empty(), cache.get(key));
    for (int length : new int[] {0, 1, 5000}) {
      cache.put(key, content(1, length));
      assertArrayEquals(content(1, length), cache.get(key).orElseThrow());
    }
    assertEquals(new CacheStats(3, 1, 3, 0, 0), cache.stats());
    assertTrue(cache.isEnabled());
    cache.clear();
    assertEquals(0, cache.sizeBytes());
    assertEquals(Optional.empty(), cache.get(key));
  }

  @Test
  void keysSeparateTheirParts() {
    Set<String> keys = new HashSet<>();
    for (String[] parts :
        new String[][] {{}, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"", "ab"}, {"ab", ""}}) {
      assertTrue(keys.add(ObjectCache.key(parts)), Arrays.toString(parts));
    }
    assertEquals(ObjectCache.key("a", "b"), ObjectCache.key("a", "b"));
    assertEquals(64, ObjectCache.key("a").length());
  }

  @Test
  void damagedEntriesAreDeletedAndCountAsAbsent() throws Exception {
    String key = ObjectCache.key("ir");
    byte[] original = content(2, 1000);
    for (int damage = 0; damage < 4; damage++) {
      ObjectCache cache = ObjectCache.at(folder, 1 << 20);
      cache.put(key, original);
      Path file = files().getFirst();
      byte[] bytes = Files.readAllBytes(file);
      switch (damage) {
        case 0 -> bytes[500] ^= 1;
        case 1 -> bytes = Arrays.copyOf(bytes, 300);
        case 2 -> bytes = new byte[3];
        case 3 -> bytes[0] ^= 1;
        default -> throw new AssertionError();
      }
      Files.write(file, bytes);
      assertEquals(Optional.empty(), cache.get(key));
      assertEquals(1, cache.stats().corrupted());
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void oldestEntriesMakeRoom() throws Exception {
    ObjectCache cache = ObjectCache.at(folder, 100_000);
    for (int i = 0; i < 9; i++) {
      cache.put(ObjectCache.key("e" + i), content(i, 10_000));
    }
    long age = 1_000_000;
    for (int i = 0; i < 9; i++) {
      Path file =
          folder
              .resolve(ObjectCache.key("e" + i).substring(0, 2))
              .resolve(ObjectCache.key("e" + i) + ".obj");
      Files.setLastModifiedTime(
          file, FileTime.fromMillis(System.currentTimeMillis() - (age - i * 100_000L)));
    }
    assertTrue(cache.get(ObjectCache.key("e0")).isPresent());
    cache.put(ObjectCache.key("new"), content(10, 20_000));
    assertTrue(cache.sizeBytes() <= 75_000);
    assertTrue(cache.get(ObjectCache.key("e0")).isPresent(), "used last, so kept");
    assertTrue(cache.get(ObjectCache.key("new")).isPresent());
    assertTrue(cache.get(ObjectCache.key("e1")).isEmpty());
    assertTrue(cache.stats().evicted() >= 3);
    cache.put(ObjectCache.key("huge"), content(11, 90_000));
    assertTrue(cache.get(ObjectCache.key("huge")).isEmpty());
  }

  @Test
  void unusableFolderDisablesTheCacheQuietly() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    ObjectCache cache = ObjectCache.at(file.resolve("objects"), 1 << 20);
    String key = ObjectCache.key("ir");
    cache.put(key, content(1, 10));
    assertEquals(Optional.empty(), cache.get(key));
    assertEquals(0, cache.sizeBytes());
    ObjectCache disabled = ObjectCache.disabled();
    disabled.put(key, content(1, 10));
    assertEquals(Optional.empty(), disabled.get(key));
    assertFalse(disabled.isEnabled());
    assertEquals(Optional.empty(), disabled.folder());
  }

  @Test
  void manyThreadsWriteTheSameEntries() throws Exception {
    List<Thread> threads = new ArrayList<>();
    ObjectCache cache = ObjectCache.at(folder, 1 << 20);
    Set<String> wrong = Collections.synchronizedSet(new HashSet<>());
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 100; i++) {
                      int entry = i % 7;
                      String key = ObjectCache.key("e" + entry);
                      cache.put(key, content(entry, 3000));
                      cache
                          .get(key)
                          .filter(b -> !Arrays.equals(b, content(entry, 3000)))
                          .ifPresent(b -> wrong.add(key));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(Set.of(), wrong);
    assertEquals(0, cache.stats().corrupted());
    assertEquals(7, files().size());
  }

  @Test
  void aSecondJvmFindsWhatTheFirstCompiled() throws Exception {
    List<String> options = List.of("-Djacobean.cache.dir=" + folder);
    var first = ForkedJvm.run(options, CompileAndRun.class, "5");
    assertTrue(first.output().contains("sum=10 hits=0 misses=5 corrupted=0"), first.output());
    var second = ForkedJvm.run(options, CompileAndRun.class, "5");
    assertTrue(second.output().contains("sum=10 hits=5 misses=0 corrupted=0"), second.output());
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(file, bytes);
    var third = ForkedJvm.run(options, CompileAndRun.class, "5");
    assertTrue(third.output().contains("sum=10 hits=4 misses=1 corrupted=1"), third.output());
    var off =
        ForkedJvm.run(
            List.of(options.getFirst(), "-Djacobean.cache=off"), CompileAndRun.class, "2");
    assertTrue(off.output().contains("sum=1 hits=0 misses=0"), off.output());
  }

  @Test
  void twoJvmsShareTheFolderAtTheSameTime() throws Exception {
    List<String> options = List.of("-Djacobean.cache.dir=" + folder);
    Process a = ForkedJvm.start(options, CompileAndRun.class, "30");
    Process b = ForkedJvm.start(options, CompileAndRun.class, "30");
    for (Process process : List.of(a, b)) {
      var result = ForkedJvm.finish(process);
      assertTrue(result.output().contains("sum=435 "), result.output());
      assertTrue(result.output().contains("corrupted=0"), result.output());
    }
    assertEquals(30, files().size());
  }

  @Test
  void folderFollowsTheConventionsOfTheSystem() {
    Properties linux = new Properties();
    linux.setProperty("os.name", "Linux");
    linux.setProperty("user.home", folder.toString());
    assertEquals(
        Optional.of(folder.resolve(".cache/jacobean")), CacheLocation.folder(linux, Map.of()));
    assertEquals(
        Optional.of(folder.resolve("x/jacobean")),
        CacheLocation.folder(linux, Map.of("XDG_CACHE_HOME", folder.resolve("x").toString())));
    assertEquals(
        Optional.of(folder.resolve(".cache/jacobean")),
        CacheLocation.folder(linux, Map.of("XDG_CACHE_HOME", "relative")));
    Properties mac = new Properties();
    mac.setProperty("os.name", "Mac OS X");
    mac.setProperty("user.home", folder.toString());
    assertEquals(
        Optional.of(folder.resolve("Library/Caches/jacobean")),
        CacheLocation.folder(mac, Map.of()));
    Properties windows = new Properties();
    windows.setProperty("os.name", "Windows 11");
    assertEquals(
        Optional.of(folder.resolve("jacobean/cache")),
        CacheLocation.folder(windows, Map.of("LOCALAPPDATA", folder.toString())));
    Properties homeless = new Properties();
    homeless.setProperty("os.name", "Linux");
    homeless.setProperty("user.home", "?");
    assertEquals(Optional.empty(), CacheLocation.folder(homeless, Map.of()));
    homeless.setProperty("jacobean.cache.dir", folder.toString());
    assertEquals(Optional.of(folder), CacheLocation.folder(homeless, Map.of()));
  }
}
