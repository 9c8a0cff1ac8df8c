package org.jacobean.llvm.emit;

/**
 * The text of one LLVM function under construction: appends instructions to the current block and
 * names their results. Types are LLVM type names, such as {@code float}, {@code <16 x float>},
 * {@code ptr}.
 */
public final class IrFunction {
  private final String header;
  private final StringBuilder prologue = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final IrModule module;
  private int next;
  private String block = "entry";

  IrFunction(IrModule module, String header) {
    this.module = module;
    this.header = header;
  }

  /** The module it belongs to, for declarations. */
  public IrModule module() {
    return module;
  }

  /** A fresh name for a value or block. */
  public String fresh(String hint) {
    return hint + next++;
  }

  /** Appends {@code %r = instruction} and returns {@code %r}. */
  public String let(String instruction) {
    String r = "%" + fresh("v");
    body.append("  ").append(r).append(" = ").append(instruction).append('\n');
    return r;
  }

  /** Appends an instruction without a result. */
  public void run(String instruction) {
    body.append("  ").append(instruction).append('\n');
  }

  /** Starts a block. */
  public void label(String name) {
    body.append(name).append(":\n");
    block = name;
  }

  /** The block being appended to. */
  public String block() {
    return block;
  }

  /** {@code op type a, b}. */
  public String bin(String op, String type, String a, String b) {
    return let(op + " " + type + " " + a + ", " + b);
  }

  /** {@code op type a}, for {@code fneg}. */
  public String un(String op, String type, String a) {
    return let(op + " " + type + " " + a);
  }

  /** {@code icmp/fcmp predicate type a, b}. */
  public String cmp(String op, String predicate, String type, String a, String b) {
    return let(op + " " + predicate + " " + type + " " + a + ", " + b);
  }

  /** {@code select cond, a, b} where {@code lanes} is the number of lanes of all three. */
  public String select(int lanes, String type, String cond, String a, String b) {
    return let(
        "select " + vec("i1", lanes) + " " + cond + ", " + type + " " + a + ", " + type + " " + b);
  }

  /** A conversion instruction, such as {@code sitofp}. */
  public String cast(String op, String from, String x, String to) {
    return from.equals(to) ? x : let(op + " " + from + " " + x + " to " + to);
  }

  /** A call of a function or intrinsic; declares it. */
  public String call(String result, String name, String... typedArgs) {
    module.declare(result, name, typedArgs);
    return let("call " + result + " @" + name + "(" + String.join(", ", typedArgs) + ")");
  }

  /** A call of a function without result; declares it. */
  public void callVoid(String name, String... typedArgs) {
    module.declare("void", name, typedArgs);
    run("call void @" + name + "(" + String.join(", ", typedArgs) + ")");
  }

  /** {@code fma(a, b, c)}. */
  public String fma(String type, String a, String b, String c) {
    return call(type, "llvm.fma." + mangle(type), type + " " + a, type + " " + b, type + " " + c);
  }

  /** The vector type of {@code lanes} elements; the scalar type for one lane. */
  public static String vec(String scalar, int lanes) {
    return lanes == 1 ? scalar : "<" + lanes + " x " + scalar + ">";
  }

  /** A constant as an operand of type {@code vec(scalar, lanes)}: repeated in every lane. */
  public static String splat(String scalar, int lanes, String constant) {
    return lanes == 1 ? constant : "splat (" + scalar + " " + constant + ")";
  }

  /**
   * A float or double constant in LLVM's hexadecimal notation (floats are written as the double of
   * equal value).
   */
  public static String fp(double v) {
    return "0x"
        + java.util.HexFormat.of().withUpperCase().toHexDigits(Double.doubleToRawLongBits(v));
  }

  /** The overloaded-intrinsic suffix of a type: {@code v16f32}, {@code f64}, {@code v8i64}. */
  public static String mangle(String type) {
    String t = type;
    String prefix = "";
    if (t.startsWith("<")) {
      prefix = "v" + t.substring(1, t.indexOf(' '));
      t = t.substring(t.indexOf("x ") + 2, t.length() - 1);
    }
    return prefix
        + switch (t) {
          case "float" -> "f32";
          case "double" -> "f64";
          case "half" -> "f16";
          case "bfloat" -> "bf16";
          case "ptr" -> "p0";
          default -> t;
        };
  }

  /** The scalar of {@code x} in every lane. */
  public String broadcast(String scalar, int lanes, String x) {
    if (lanes == 1) {
      return x;
    }
    String v = vec(scalar, lanes);
    String one = let("insertelement " + v + " poison, " + scalar + " " + x + ", i32 0");
    return let(
        "shufflevector "
            + v
            + " "
            + one
            + ", "
            + v
            + " poison, <"
            + lanes
            + " x i32> zeroinitializer");
  }

  /** A stack variable, as a pointer; LLVM turns it into registers. */
  public String variable(String type) {
    String r = "%" + fresh("var");
    prologue.append("  ").append(r).append(" = alloca ").append(type).append('\n');
    return r;
  }

  /** Reads a variable or other memory. */
  public String load(String type, String pointer) {
    return let("load " + type + ", ptr " + pointer);
  }

  /** Writes a variable or other memory. */
  public void store(String type, String value, String pointer) {
    run("store " + type + " " + value + ", ptr " + pointer);
  }

  /** Jumps. */
  public void jump(String label) {
    run("br label %" + label);
  }

  /** Jumps to {@code yes} if the i1 holds, else to {@code no}. */
  public void branch(String condition, String yes, String no) {
    run("br i1 " + condition + ", label %" + yes + ", label %" + no);
  }

  /**
   * {@code for (i = from; i < to; i += step) body}, of i64; the body may make blocks of its own.
   */
  public void loop(String from, String to, long step, java.util.function.Consumer<String> inside) {
    String i = variable("i64");
    String head = fresh("head");
    String in = fresh("in");
    String out = fresh("out");
    store("i64", from, i);
    jump(head);
    label(head);
    String now = load("i64", i);
    branch(cmp("icmp", "slt", "i64", now, to), in, out);
    label(in);
    inside.accept(now);
    store("i64", bin("add nsw", "i64", now, Long.toString(step)), i);
    jump(head);
    label(out);
  }

  int length() {
    return body.length() + prologue.length();
  }

  String text() {
    return header + " {\nentry:\n" + prologue + body + "}\n";
  }
}
