package org.jacobean.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

final class JacobeanExceptionTest {

  @Test
  void theMessageStartsWithTheCode() {
    List<BiFunction<String, String, JacobeanException>> constructors =
        List.of(
            JacobeanException::new,
            TreeException::new,
            ShapeException::new,
            DTypeException::new,
            TracerException::new,
            TransformException::new,
            BackendException::new,
            IndexException::new,
            DataException::new);
    for (var constructor : constructors) {
      JacobeanException e = constructor.apply("JX0999", "a reason");
      assertEquals("JX0999", e.code());
      assertEquals("JX0999: a reason", e.getMessage());
    }
  }

  @Test
  void theCauseIsKept() {
    Exception cause = new Exception();
    List<JacobeanException> all =
        List.of(
            new JacobeanException("JX0999", "m", cause),
            new TreeException("JX0999", "m", cause),
            new ShapeException("JX0999", "m", cause),
            new DTypeException("JX0999", "m", cause),
            new TracerException("JX0999", "m", cause),
            new TransformException("JX0999", "m", cause),
            new BackendException("JX0999", "m", cause),
            new IndexException("JX0999", "m", cause),
            new DataException("JX0999", "m", cause));
    for (JacobeanException e : all) {
      assertSame(cause, e.getCause());
      assertEquals("JX0999: m", e.getMessage());
    }
  }

  @Test
  void theFirstPlaceNotedIsShown() {
    JacobeanException e = new ShapeException("JX0999", "m");
    assertSame(e, e.at("Main.java:12 (Main.loss)"));
    e.at("Other.java:1");
    assertEquals("JX0999: m\n    at Main.java:12 (Main.loss)", e.getMessage());
  }
}
