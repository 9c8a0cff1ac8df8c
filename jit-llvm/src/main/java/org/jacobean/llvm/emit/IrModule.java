package org.jacobean.llvm.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of one LLVM module under construction. */
public final class IrModule {
  private final List<IrFunction> functions = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();
  private final Map<String, String> declarations = new LinkedHashMap<>();
  private final Map<String, String> defined = new LinkedHashMap<>();

  /** Starts a function, for example {@code define void @f(ptr %args)}. */
  public IrFunction function(String name, String header) {
    IrFunction f = new IrFunction(this, header);
    functions.add(f);
    defined.put(name, header);
    return f;
  }

  /**
   * Adds a declaration of an external function or intrinsic called with the given typed arguments.
   */
  public void declare(String result, String name, String... typedArgs) {
    List<String> types = new ArrayList<>();
    for (String a : typedArgs) {
      types.add(typeOf(a));
    }
    declarations.putIfAbsent(
        name, "declare " + result + " @" + name + "(" + String.join(", ", types) + ")\n");
  }

  private static String typeOf(String typedArg) {
    return typedArg.startsWith("<")
        ? typedArg.substring(0, typedArg.indexOf('>') + 1)
        : typedArg.substring(0, typedArg.indexOf(' '));
  }

  /** Adds the one function of another module under another name. */
  public void take(IrModule other, String from, String to) {
    taken.add(other.functions.getFirst().text().replace("@" + from + "(", "@" + to + "("));
    defined.put(to, "");
    other.declarations.forEach(declarations::putIfAbsent);
  }

  /** Whether it defines nothing. */
  public boolean isEmpty() {
    return functions.isEmpty() && taken.isEmpty();
  }

  /** Rough length of its text. */
  public int length() {
    return functions.stream().mapToInt(IrFunction::length).sum()
        + taken.stream().mapToInt(String::length).sum();
  }

  /** The module as LLVM assembly. */
  public String text() {
    StringBuilder s = new StringBuilder();
    declarations.forEach(
        (name, d) -> {
          if (!defined.containsKey(name)) {
            s.append(d);
          }
        });
    taken.forEach(s::append);
    for (IrFunction f : functions) {
      s.append(f.text());
    }
    return s.toString();
  }
}
