package org.jacobean.backend;

import java.util.Comparator;
import java.util.ServiceLoader;
import org.jacobean.eval.ReferenceBackend;

/** Finds the back end that runs programs in this process. */
public final class Backends {
  private static final System.Logger LOG = System.getLogger("org.jacobean.backend");

  private Backends() {}

  private static final class Holder {
    static final Backend CURRENT = choose();
  }

  /**
   * The back end in use: the available one of highest priority, or that named by {@code
   * -Djacobean.backend}.
   */
  public static Backend current() {
    return Holder.CURRENT;
  }

  private static Backend choose() {
    String wanted = System.getProperty("jacobean.backend", "");
    var found =
        ServiceLoader.load(Backend.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparingInt(Backend::priority).reversed())
            .toList();
    for (Backend b : found) {
      if (!wanted.isEmpty() && !wanted.equals(b.name())) {
        continue;
      }
      String why = b.unavailable();
      if (why.isEmpty()) {
        return b;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "back end {0} is not available: {1}; falling back",
          b.name(),
          why);
    }
    return ReferenceBackend.INSTANCE;
  }
}
