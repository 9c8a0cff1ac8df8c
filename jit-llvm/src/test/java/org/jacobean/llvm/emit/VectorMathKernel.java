package org.jacobean.llvm.emit;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import org.jacobean.ir.op.BinaryOp;
import org.jacobean.ir.op.UnaryOp;
import org.jacobean.llvm.runtime.CompileOptions;
import org.jacobean.llvm.runtime.NativeCompiler;
import org.jacobean.llvm.runtime.NativeModule;

/** One elementary function compiled as a loop over two inputs, for some number of lanes. */
final class VectorMathKernel {
  private static final int BLOCK = 16;
  private static final MethodHandle CALL =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.ofVoid(
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG));

  private final boolean f64;
  private final NativeModule module;

  /** The function by its name in UnaryOp or BinaryOp; {@code lanes} divides 16. */
  VectorMathKernel(String op, boolean f64, int lanes) {
    this.f64 = f64;
    IrModule m = new IrModule();
    IrFunction f =
        m.function("kernel", "define void @kernel(ptr %x, ptr %y, ptr %r, i64 %n) nounwind");
    String scalar = f64 ? "double" : "float";
    String type = IrFunction.vec(scalar, lanes);
    f.loop(
        "0",
        "%n",
        lanes,
        i -> {
          String x = f.let("load " + type + ", ptr " + at(f, scalar, "%x", i) + ", align 4");
          String y = f.let("load " + type + ", ptr " + at(f, scalar, "%y", i) + ", align 4");
          f.run(
              "store "
                  + type
                  + " "
                  + value(op, f, f64, lanes, x, y)
                  + ", ptr "
                  + at(f, scalar, "%r", i)
                  + ", align 4");
        });
    f.run("ret void");
    module = NativeCompiler.instance().load(m.text(), CompileOptions.LIGHT, Map.of());
  }

  private static String at(IrFunction f, String scalar, String base, String i) {
    return f.let("getelementptr " + scalar + ", ptr " + base + ", i64 " + i);
  }

  private static String value(String op, IrFunction f, boolean f64, int lanes, String x, String y) {
    return switch (op) {
      case "POW", "ATAN2", "REM", "NEXTAFTER" ->
          VectorMath.binary(BinaryOp.valueOf(op), f, f64, lanes, x, y);
      default -> VectorMath.unary(UnaryOp.valueOf(op), f, f64, lanes, x);
    };
  }

  /** The function of every pair; floats are rounded on the way in and widened on the way out. */
  double[] apply(double[] x, double[] y) {
    int n = (x.length + BLOCK - 1) / BLOCK * BLOCK;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(8L * n, 64);
      MemorySegment b = arena.allocate(8L * n, 64);
      MemorySegment r = arena.allocate(8L * n, 64);
      for (int i = 0; i < x.length; i++) {
        put(a, i, x[i]);
        put(b, i, y[i]);
      }
      CALL.invoke(module.function("kernel"), a, b, r, (long) n);
      double[] out = new double[x.length];
      for (int i = 0; i < out.length; i++) {
        out[i] =
            f64
                ? r.getAtIndex(ValueLayout.JAVA_DOUBLE, i)
                : r.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      }
      return out;
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  private void put(MemorySegment s, int i, double v) {
    if (f64) {
      s.setAtIndex(ValueLayout.JAVA_DOUBLE, i, v);
    } else {
      s.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) v);
    }
  }
}
