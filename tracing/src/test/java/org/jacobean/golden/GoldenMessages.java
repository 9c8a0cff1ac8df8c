package org.jacobean.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jacobean.errors.JacobeanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * A test of one area's bad input: every case must be refused with a coded error, and the messages
 * are those of a golden file beside the class. The file has a section per case, headed by {@code ==
 * name}. {@code -Dgolden.write=true} writes it into the module's test resources instead of
 * comparing; read the difference before committing it.
 */
public abstract class GoldenMessages {
  private final String file;

  /**
   * A test against a file.
   *
   * @param file its name, such as {@code misuse.txt}; it lies in the package of the subclass
   */
  protected GoldenMessages(String file) {
    this.file = file;
  }

  /** What must be refused, by name, in the order of the file. */
  protected abstract Map<String, Executable> cases();

  /**
   * The message of a case as it is compared. A subclass may override this to take out what differs
   * between machines; line numbers and numbers of lambdas are out already, since they would make
   * the file depend on the layout of the test.
   */
  protected String stable(String message) {
    return message;
  }

  @Test
  final void messagesAreThoseOfTheGoldenFile() throws IOException {
    StringBuilder actual = new StringBuilder();
    List<String> wrong = new ArrayList<>();
    cases()
        .forEach(
            (name, body) -> {
              try {
                body.execute();
                wrong.add(name + ": accepted");
              } catch (JacobeanException e) {
                assertTrue(e.code().matches("JX\\d{4}"), e.code());
                String text = e.getMessage().replaceAll("java:\\d+", "java:N");
                text = stable(text.replaceAll("\\$\\d+\\)", ")"));
                actual.append("== ").append(name).append('\n').append(text).append('\n');
              } catch (Throwable t) {
                wrong.add(name + ": " + t);
              }
            });
    assertEquals(List.of(), wrong, actual.toString());
    if (Boolean.getBoolean("golden.write")) {
      write(actual.toString());
    }
    assertEquals(golden(), actual.toString());
  }

  /** Tests run in the folder of their module. */
  private Path source() {
    return Path.of("src", "test", "resources")
        .resolve(getClass().getPackageName().replace('.', '/'))
        .resolve(file);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(source().getParent());
    Files.writeString(source(), text);
  }

  private String golden() throws IOException {
    if (Files.exists(source())) {
      return Files.readString(source());
    }
    try (var in = getClass().getResourceAsStream(file)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
