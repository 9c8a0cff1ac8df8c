package org.jacobean.ir.op;

import static org.jacobean.DType.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jacobean.AbstractValue;
import org.jacobean.errors.JacobeanException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One violation of every numbered constraint: the code, the constraint's name and the operands are
 * in the message.
 */
class ConstraintsTest {
  private static List<ConstraintCases.Case> all() {
    return Stream.of(
            new ElementConstraintCases(),
            new IndexConstraintCases(),
            new ControlConstraintCases(),
            new CollectiveConstraintCases())
        .flatMap(c -> c.all().stream())
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> violationsAreReported() {
    return all().stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    "c" + c.number() + "_" + c.what() + " of " + c.op().name(),
                    () -> {
                      JacobeanException e =
                          assertThrows(JacobeanException.class, () -> c.op().infer(c.in()));
                      assertEquals(c.code(), e.code(), e.getMessage());
                      assertTrue(
                          e.getMessage()
                              .startsWith(
                                  c.code() + ": " + c.op().name() + "_C" + c.number() + ": "),
                          e.getMessage());
                      assertTrue(e.getMessage().contains(c.says()), e.getMessage());
                    }));
  }

  @Test
  void everyNumberInTheSourcesHasAViolation() throws IOException {
    Set<String> covered =
        all().stream()
            .map(c -> c.op().getClass().getSimpleName() + "_C" + c.number())
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    Pattern id = Pattern.compile("_(C\\d)\"");
    try (Stream<Path> files = Files.list(Path.of("src/main/java/org/jacobean/ir/op"))) {
      for (Path f : files.toList()) {
        String type = f.getFileName().toString().replace(".java", "");
        if (type.equals("Pointwise")) {
          continue; // the shared constraint C1 of its records
        }
        Matcher m = id.matcher(Files.readString(f));
        while (m.find()) {
          if (!covered.contains(type + "_" + m.group(1))) {
            missing.add(type + "_" + m.group(1));
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void theNumberOfOperandsIsChecked() {
    JacobeanException e =
        assertThrows(
            JacobeanException.class,
            () -> new Binary(BinaryOp.ADD).infer(List.of(AbstractValue.of(FLOAT32))));
    assertEquals("JX0222: add takes 2 operands but got 1: [f32[]]", e.getMessage());
  }
}
