package org.jacobean.llvm.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Compiled objects on disk, so that a program compiles once per machine and not once per run.
 *
 * <p>An entry is one file, written under a temporary name and renamed, with a checksum over its
 * content: several processes may share the folder, and a damaged entry counts as absent and is
 * deleted. When the folder grows beyond its limit the entries used longest ago go first. Any
 * failure of the file system turns into a miss; the cache never fails a compilation.
 *
 * <p>Properties: {@code jacobean.cache=off} disables it, {@code jacobean.cache.dir} moves it,
 * {@code jacobean.cache.megabytes} sets the limit (default 512).
 */
public final class ObjectCache {
  /** Part of every key: entries of another layout or another library are never seen. */
  private static final String FORMAT = "jacobean-object-1";

  private static final Logger LOG = System.getLogger(ObjectCache.class.getName());
  private static final int MAGIC = 0x4A584F31;
  private static final int HEADER = 16;
  private static final String SUFFIX = ".obj";
  private static final long DEFAULT_MEGABYTES = 512;
  private static final long TOUCH_AFTER_MILLIS = 60_000;

  private final Optional<Path> folder;
  private final long limitBytes;
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong corrupted = new AtomicLong();
  private final AtomicLong evicted = new AtomicLong();

  /** Estimated size of the folder; negative until it was scanned. Guarded by this. */
  private long knownBytes = -1;

  private volatile boolean writable = true;

  private ObjectCache(Optional<Path> folder, long limitBytes) {
    this.folder = folder;
    this.limitBytes = limitBytes;
  }

  private static final class Standard {
    static final ObjectCache INSTANCE = create();

    private static ObjectCache create() {
      if ("off".equalsIgnoreCase(System.getProperty("jacobean.cache", ""))) {
        return disabled();
      }
      long megabytes = Long.getLong("jacobean.cache.megabytes", DEFAULT_MEGABYTES);
      return CacheLocation.folder()
          .map(f -> at(f.resolve("objects"), megabytes << 20))
          .orElseGet(ObjectCache::disabled);
    }
  }

  /** The cache that the system properties describe; one per process. */
  public static ObjectCache standard() {
    return Standard.INSTANCE;
  }

  /** A cache in a folder of its own, made when first written to, holding at most so many bytes. */
  public static ObjectCache at(Path folder, long limitBytes) {
    return new ObjectCache(Optional.of(folder), limitBytes);
  }

  /** A cache that never holds anything. */
  public static ObjectCache disabled() {
    return new ObjectCache(Optional.empty(), 0);
  }

  /** Whether entries are kept at all. */
  public boolean isEnabled() {
    return folder.isPresent();
  }

  /** The folder of the entries; empty if the cache is disabled. */
  public Optional<Path> folder() {
    return folder;
  }

  /**
   * The key of an object: SHA-256 over everything that decides its content, each part with its
   * length, and over this library's version.
   */
  public static String key(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, FORMAT);
      String version = ObjectCache.class.getPackage().getImplementationVersion();
      add(digest, version == null ? "" : version);
      for (String part : parts) {
        add(digest, part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
    digest.update(bytes);
  }

  /** The content of an entry; empty if there is none or it is damaged. */
  public Optional<byte[]> get(String key) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Path file = file(folder.get(), key);
    Optional<byte[]> content = read(file);
    (content.isPresent() ? hits : misses).incrementAndGet();
    return content;
  }

  private Optional<byte[]> read(Path file) {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (IOException | OutOfMemoryError e) {
      return Optional.empty();
    }
    if (!intact(all)) {
      corrupted.incrementAndGet();
      LOG.log(Level.DEBUG, () -> "deleting the damaged cache entry " + file);
      delete(file);
      return Optional.empty();
    }
    touch(file);
    return Optional.of(Arrays.copyOfRange(all, HEADER, all.length));
  }

  private static boolean intact(byte[] all) {
    if (all.length < HEADER) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(all);
    return buffer.getInt() == MAGIC
        && buffer.getInt() == checksum(all, HEADER)
        && buffer.getLong() == all.length - HEADER;
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }

  /** Marks an entry as used now, at most once a minute since it costs a system call. */
  private static void touch(Path file) {
    try {
      long now = System.currentTimeMillis();
      if (now - Files.getLastModifiedTime(file).toMillis() > TOUCH_AFTER_MILLIS) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(now));
      }
    } catch (IOException e) {
      // Another process may have evicted it; the content is already in memory.
      LOG.log(Level.TRACE, "cannot touch a cache entry", e);
    }
  }

  /** Stores an entry; does nothing if the file system refuses. */
  public void put(String key, byte[] content) {
    if (folder.isEmpty() || !writable || content.length > limitBytes / 4) {
      return;
    }
    Path file = file(folder.get(), key);
    Path parent = subfolder(folder.get(), key);
    byte[] all = new byte[HEADER + content.length];
    System.arraycopy(content, 0, all, HEADER, content.length);
    ByteBuffer.wrap(all).putInt(MAGIC).putInt(checksum(all, HEADER)).putLong(content.length);
    try {
      makeFolder(parent);
      Path temporary = Files.createTempFile(parent, key.substring(0, 8), ".tmp");
      try {
        Files.write(temporary, all);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      writes.incrementAndGet();
      grow(all.length);
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      writable = false;
      LOG.log(
          Level.INFO,
          "compiled code is not cached on disk: cannot write to " + folder.get() + " (" + e + ")");
    }
  }

  /** Deletes an entry whose content turned out to be unusable. */
  public void remove(String key) {
    folder.ifPresent(
        f -> {
          corrupted.incrementAndGet();
          delete(file(f, key));
        });
  }

  /** Deletes every entry. */
  public synchronized void clear() {
    for (Entry entry : entries()) {
      delete(entry.file());
    }
    knownBytes = 0;
  }

  /** Bytes in the folder now, by a scan. */
  public long sizeBytes() {
    return entries().stream().mapToLong(Entry::bytes).sum();
  }

  /** Counters since the process started. */
  public CacheStats stats() {
    return new CacheStats(hits.get(), misses.get(), writes.get(), corrupted.get(), evicted.get());
  }

  private synchronized void grow(long bytes) {
    if (knownBytes < 0) {
      knownBytes = sizeBytes();
    } else {
      knownBytes += bytes;
    }
    if (knownBytes <= limitBytes) {
      return;
    }
    List<Entry> oldestFirst = new ArrayList<>(entries());
    oldestFirst.sort(Comparator.comparing(Entry::used));
    long total = oldestFirst.stream().mapToLong(Entry::bytes).sum();
    for (Entry entry : oldestFirst) {
      if (total <= limitBytes / 4 * 3) {
        break;
      }
      delete(entry.file());
      total -= entry.bytes();
      evicted.incrementAndGet();
    }
    knownBytes = total;
  }

  private record Entry(Path file, long bytes, FileTime used) {}

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return entries;
    }
    try (Stream<Path> files = Files.walk(folder.get(), 2)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.toString();
        if (name.endsWith(SUFFIX) || name.endsWith(".tmp")) {
          describe(file).ifPresent(entries::add);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.TRACE, "cannot list the object cache", e);
    }
    return entries;
  }

  private static Optional<Entry> describe(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.TRACE, "cannot read a cache entry", e);
      return Optional.empty();
    }
  }

  private static Path file(Path folder, String key) {
    return subfolder(folder, key).resolve(key + SUFFIX);
  }

  private static Path subfolder(Path folder, String key) {
    return folder.resolve(key.substring(0, 2));
  }

  /** Only the user may write here: what is in these files gets executed. */
  private static void makeFolder(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(path);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.TRACE, "cannot delete a cache entry", e);
    }
  }
}
