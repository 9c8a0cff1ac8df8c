package org.jacobean.llvm.cache;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where this library keeps files that it can make again: {@code -Djacobean.cache.dir}, else the
 * operating system's folder for a user's caches.
 */
public final class CacheLocation {
  private CacheLocation() {}

  /**
   * The cache folder, which need not exist yet; empty if the user has no home folder. Linux: {@code
   * $XDG_CACHE_HOME/jacobean}, else {@code ~/.cache/jacobean}; macOS: {@code
   * ~/Library/Caches/jacobean}; Windows: {@code %LOCALAPPDATA%\jacobean\cache}.
   */
  public static Optional<Path> folder() {
    return folder(System.getProperties(), System.getenv());
  }

  static Optional<Path> folder(Properties properties, Map<String, String> environment) {
    try {
      String chosen = properties.getProperty("jacobean.cache.dir", "");
      if (!chosen.isBlank()) {
        return Optional.of(Path.of(chosen).toAbsolutePath());
      }
      String os = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
      if (os.startsWith("windows")) {
        return base(environment.get("LOCALAPPDATA")).map(p -> p.resolve("jacobean/cache"));
      }
      Optional<Path> home = base(properties.getProperty("user.home")).filter(Files::isDirectory);
      if (os.startsWith("mac")) {
        return home.map(p -> p.resolve("Library/Caches/jacobean"));
      }
      return base(environment.get("XDG_CACHE_HOME"))
          .or(() -> home.map(p -> p.resolve(".cache")))
          .map(p -> p.resolve("jacobean"));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A relative base is ignored, as the XDG specification asks. */
  private static Optional<Path> base(@Nullable String text) {
    return text == null || text.isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(text)).filter(Path::isAbsolute);
  }
}
