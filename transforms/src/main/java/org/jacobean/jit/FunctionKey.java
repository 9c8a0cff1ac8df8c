package org.jacobean.jit;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jacobean.backend.DeviceArray;
import org.jspecify.annotations.Nullable;

/**
 * What makes two function objects the same function. A lambda or method reference is known by its
 * code and its captured values, so that evaluating the same expression twice gives equal keys; any
 * other object by its own {@code equals}. Captured collections of the JDK that can change are known
 * by their identity.
 */
sealed interface FunctionKey {
  /** A short name for jaxprs. */
  String name();

  /** What the function keeps alive. */
  Captures captures();

  /**
   * A lambda or method reference.
   *
   * @param host the class whose source holds the expression
   * @param method class and name of the code
   * @param signature its parameter types, which the captured values precede
   * @param type the functional interface
   * @param captured the captured values
   */
  record Code(Class<?> host, String method, String signature, String type, List<Object> captured)
      implements FunctionKey {
    @Override
    public String name() {
      String last = method.substring(method.lastIndexOf('.') + 1);
      return last.startsWith("lambda$") ? "lambda" : last.equals("<init>") ? "new" : last;
    }

    @Override
    public Captures captures() {
      Captures worst = Captures.VALUES;
      for (Object c : captured) {
        worst = worst.and(captures(c));
      }
      return worst;
    }

    private static Captures captures(Object value) {
      return switch (value) {
        case DeviceArray _ -> Captures.ARRAYS;
        case FunctionKey k -> k.captures();
        case TreeFunction t -> t.captures();
        case Object o when isPlain(o) -> Captures.VALUES;
        default -> Captures.UNKNOWN;
      };
    }

    private static boolean isPlain(Object v) {
      return v instanceof String
          || v instanceof Number
          || v instanceof Boolean
          || v instanceof Enum<?>
          || v instanceof Character
          || v instanceof Class<?>;
    }

    /** The code without its captured values, to find what a fresh lambda differs in. */
    Object place() {
      return List.of(host, method, signature);
    }

    @Override
    public String toString() {
      return method + (captured.isEmpty() ? "" : " capturing " + captured);
    }
  }

  /**
   * Any other object.
   *
   * @param function compared by its own {@code equals}
   */
  record Value(Object function) implements FunctionKey {
    @Override
    public String name() {
      String n = function.getClass().getSimpleName();
      int hidden = n.indexOf("$$Lambda");
      return hidden >= 0 ? "lambda" : n.isEmpty() ? "anonymous" : n;
    }

    @Override
    public Captures captures() {
      return Captures.UNKNOWN;
    }

    @Override
    public String toString() {
      return name() + " object";
    }
  }

  /** The key of a function object. */
  static FunctionKey of(Object function) {
    SerializedLambda form = serializedForm(function);
    if (form == null) {
      return new Value(function);
    }
    List<Object> captured = new ArrayList<>(form.getCapturedArgCount());
    for (int i = 0; i < form.getCapturedArgCount(); i++) {
      captured.add(capturedValue(form.getCapturedArg(i)));
    }
    String kind = form.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial ? "new " : "";
    return new Code(
        function.getClass().getNestHost(),
        kind + form.getImplClass().replace('/', '.') + "." + form.getImplMethodName(),
        form.getImplMethodSignature() + form.getInstantiatedMethodType(),
        form.getFunctionalInterfaceClass(),
        List.copyOf(captured));
  }

  private static Object capturedValue(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case TypedFunction t -> t.untyped();
      case TreeFunction t -> t;
      case Object o when o.getClass().isHidden() -> of(o);
      case Collection<?> c when isMutable(c) -> new Identity(c);
      case Map<?, ?> m when isMutable(m) -> new Identity(m);
      default -> value;
    };
  }

  /**
   * Whether a collection of the JDK may change, so that its elements say nothing about it later.
   */
  private static boolean isMutable(Object collection) {
    String name = collection.getClass().getName();
    return name.startsWith("java.util.") && !name.startsWith("java.util.ImmutableCollections");
  }

  /**
   * A captured object that is equal only to itself: a list that a callback appends to is not
   * another one that happens to have the same elements.
   */
  record Identity(Object value) {
    @Override
    @SuppressWarnings("ReferenceEquality") // that is what it is for
    public boolean equals(@Nullable Object o) {
      return o instanceof Identity i && value == i.value;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(value);
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /**
   * The code and captured values of a serializable lambda, which all of Vavr's functions are.
   * Serialization is asked to replace the object by its serialized form, which it may do whatever
   * the module of the lambda; nothing is written.
   */
  private static @Nullable SerializedLambda serializedForm(Object function) {
    if (!function.getClass().isHidden() || !(function instanceof Serializable)) {
      return null;
    }
    try (Catcher catcher = new Catcher()) {
      catcher.writeObject(function);
      return catcher.found;
    } catch (IOException | RuntimeException e) {
      // An exotic lambda that refuses serialization is known by its identity.
      return null;
    }
  }

  /** Takes the first replaced object out of serialization. */
  final class Catcher extends ObjectOutputStream {
    private @Nullable SerializedLambda found;

    Catcher() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (found == null && object instanceof SerializedLambda s) {
        found = s;
      }
      return null;
    }
  }
}
