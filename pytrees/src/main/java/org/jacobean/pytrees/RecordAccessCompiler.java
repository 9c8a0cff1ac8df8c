package org.jacobean.pytrees;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Generates a {@link RecordAccess} as a hidden class of this package, with the accessors and the
 * constructor as constants that the JIT compiler inlines.
 *
 * <p>The class holds the handles erased to {@code Object}, so that it needs no sight of the record's
 * own class, which may be private, local or in another class loader.
 */
final class RecordAccessCompiler {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final ClassDesc SUPER = ClassDesc.of(RecordAccess.class.getName());
  private static final ClassDesc NAME = ClassDesc.of(RecordAccess.class.getName() + "Generated");
  private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
  private static final ClassDesc VALUES = CD_Object.arrayType();
  private static final MethodTypeDesc GETTER = MethodTypeDesc.of(CD_Object, CD_Object);
  private static final DirectMethodHandleDesc CLASS_DATA_AT =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          ClassDesc.of(MethodHandles.class.getName()),
          "classDataAt",
          MethodTypeDesc.of(
              CD_Object,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              ConstantDescs.CD_Class,
              CD_int));

  private RecordAccessCompiler() {}

  /**
   * The access made of the given handles.
   *
   * @param getters one handle per component, taking the record
   * @param constructor the canonical constructor
   */
  static RecordAccess compile(List<MethodHandle> getters, MethodHandle constructor) {
    int count = getters.size();
    List<MethodHandle> handles = new ArrayList<>();
    for (MethodHandle getter : getters) {
      handles.add(getter.asType(MethodType.methodType(Object.class, Object.class)));
    }
    handles.add(constructor.asType(MethodType.genericMethodType(count)));
    byte[] bytes =
        ClassFile.of()
            .build(
                NAME,
                type ->
                    type.withSuperclass(SUPER)
                        .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                        .withMethodBody(INIT_NAME, MTD_void, 0, RecordAccessCompiler::init)
                        .withMethodBody(
                            "get",
                            MethodTypeDesc.of(CD_Object, CD_Object, CD_int),
                            0,
                            code -> get(code, count))
                        .withMethodBody(
                            "read",
                            MethodTypeDesc.of(CD_void, CD_Object, VALUES, CD_int),
                            0,
                            code -> read(code, count))
                        .withMethodBody(
                            "make",
                            MethodTypeDesc.of(CD_Object, VALUES, CD_int),
                            0,
                            code -> make(code, count)));
    try {
      MethodHandles.Lookup hidden =
          HERE.defineHiddenClassWithClassData(bytes, List.copyOf(handles), true);
      return (RecordAccess)
          hidden
              .findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
              .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("the generated access to a record does not load", e);
    }
  }

  private static void init(CodeBuilder code) {
    code.aload(0).invokespecial(SUPER, INIT_NAME, MTD_void).return_();
  }

  private static void handle(CodeBuilder code, int index) {
    code.loadConstant(DynamicConstantDesc.ofNamed(CLASS_DATA_AT, "_", HANDLE, index));
  }

  private static void get(CodeBuilder code, int count) {
    if (count == 0) {
      // The class-file generator does not terminate on a switch without cases.
      code.aconst_null().areturn();
      return;
    }
    Label none = code.newLabel();
    List<SwitchCase> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cases.add(SwitchCase.of(i, code.newLabel()));
    }
    code.iload(2).tableswitch(none, cases);
    for (int i = 0; i < count; i++) {
      code.labelBinding(cases.get(i).target());
      handle(code, i);
      code.aload(1).invokevirtual(HANDLE, "invokeExact", GETTER).areturn();
    }
    code.labelBinding(none).aconst_null().areturn();
  }

  private static void read(CodeBuilder code, int count) {
    for (int i = 0; i < count; i++) {
      code.aload(2).iload(3).loadConstant(i).iadd();
      handle(code, i);
      code.aload(1).invokevirtual(HANDLE, "invokeExact", GETTER).aastore();
    }
    code.return_();
  }

  private static void make(CodeBuilder code, int count) {
    handle(code, count);
    for (int i = 0; i < count; i++) {
      code.aload(1).iload(2).loadConstant(i).iadd().aaload();
    }
    code.invokevirtual(
            HANDLE,
            "invokeExact",
            MethodTypeDesc.of(CD_Object, Collections.nCopies(count, CD_Object)))
        .areturn();
  }
}
