package org.jacobean.llvm.kernel;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * A native library that a bytedeco jar on the class path carries as resources. It is extracted once
 * to JavaCPP's cache folder, whose entries carry the jar's version, and opened without its Java
 * binding. Nothing is downloaded.
 *
 * @param name the library's name, for messages
 * @param symbols finds functions in the library and in those it depends on
 */
record TunedLibrary(String name, SymbolLookup symbols) {

  /**
   * Opens a library with the libraries it depends on, which come first; those that the jar for this
   * platform lacks are left out.
   *
   * @throws IOException if the library is not on the class path or cannot be extracted
   * @throws IllegalArgumentException if the operating system cannot load it
   */
  static TunedLibrary open(String name, String folder, List<String> dependencies, String library)
      throws IOException {
    for (String dependency : dependencies) {
      URL url = find(folder + dependency);
      if (url != null) {
        SymbolLookup.libraryLookup(extract(url).toPath(), Arena.global());
      }
    }
    URL url = find(folder + library);
    if (url == null) {
      throw new IOException(folder + library + " is not on the class path");
    }
    return new TunedLibrary(
        name, SymbolLookup.libraryLookup(extract(url).toPath(), Arena.global()));
  }

  private static @Nullable URL find(String resource) {
    ClassLoader own = TunedLibrary.class.getClassLoader();
    URL url = own == null ? null : own.getResource(resource);
    return url != null ? url : ClassLoader.getSystemResource(resource);
  }

  private static File extract(URL url) throws IOException {
    File file = Loader.cacheResource(url);
    if (file == null) {
      throw new IOException("cannot extract " + url);
    }
    return file;
  }

  /** Address of a function, if the library has it. */
  OptionalLong address(String symbol) {
    return symbols
        .find(symbol)
        .map(segment -> OptionalLong.of(segment.address()))
        .orElse(OptionalLong.empty());
  }
}
