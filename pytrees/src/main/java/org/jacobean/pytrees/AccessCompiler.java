package org.jacobean.pytrees;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
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
import java.util.function.Consumer;

/**
 * Generates {@link RecordAccess} and {@link StructureAccess} as hidden classes of this package,
 * with accessors, constructors and static values as constants that the JIT compiler sees through.
 *
 * <p>The classes hold method handles erased to {@code Object}, so that they need no sight of a
 * record's own class, which may be private, local or in another class loader. They are unloaded
 * with the plan or the structure that holds their only instance.
 */
final class AccessCompiler {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
  private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
  private static final ClassDesc VALUES = CD_Object.arrayType();
  private static final ClassDesc NODE = desc(Node.class);
  private static final ClassDesc INDEXED = desc(Plan.Indexed.class);
  private static final MethodTypeDesc GETTER = MethodTypeDesc.of(CD_Object, CD_Object);
  private static final DirectMethodHandleDesc CLASS_DATA_AT =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          desc(MethodHandles.class),
          "classDataAt",
          MethodTypeDesc.of(
              CD_Object,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              ConstantDescs.CD_Class,
              CD_int));

  private final List<Object> constants = new ArrayList<>();

  private AccessCompiler() {}

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /**
   * The access to a record class.
   *
   * @param handles one accessor per component, and the canonical constructor
   */
  static RecordAccess record(List<MethodHandle> handles) {
    AccessCompiler compiler = new AccessCompiler();
    int count = handles.size() - 1;
    return (RecordAccess)
        compiler.define(
            RecordAccess.class,
            type ->
                type.withMethodBody(
                        "get",
                        MethodTypeDesc.of(CD_Object, CD_Object, CD_int),
                        0,
                        code -> compiler.get(code, handles))
                    .withMethodBody(
                        "read",
                        MethodTypeDesc.of(CD_void, CD_Object, VALUES, CD_int),
                        0,
                        code -> compiler.read(code, handles))
                    .withMethodBody(
                        "make",
                        MethodTypeDesc.of(CD_Object, VALUES, CD_int),
                        0,
                        code -> {
                          compiler.constant(code, HANDLE, handles.get(count));
                          for (int i = 0; i < count; i++) {
                            code.aload(1).iload(2).loadConstant(i).iadd().aaload();
                          }
                          construct(code, count).areturn();
                        }));
  }

  /** The access to the trees of a structure. */
  static StructureAccess structure(Node root) {
    AccessCompiler compiler = new AccessCompiler();
    return (StructureAccess)
        compiler.define(
            StructureAccess.class,
            type ->
                type.withMethodBody(
                        "match",
                        MethodTypeDesc.of(CD_boolean, CD_Object, VALUES),
                        0,
                        code -> {
                          Label differs = code.newLabel();
                          compiler.match(code, root, 1, 0, differs);
                          code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
                        })
                    .withMethodBody(
                        "make",
                        MethodTypeDesc.of(CD_Object, VALUES),
                        0,
                        code -> {
                          compiler.make(code, root, 0);
                          code.areturn();
                        }));
  }

  private Object define(Class<?> superclass, Consumer<ClassBuilder> methods) {
    ClassDesc parent = desc(superclass);
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(superclass.getName() + "Generated"),
                type -> {
                  type.withSuperclass(parent).withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                  type.withMethodBody(
                      INIT_NAME,
                      MTD_void,
                      0,
                      code -> code.aload(0).invokespecial(parent, INIT_NAME, MTD_void).return_());
                  methods.accept(type);
                });
    try {
      MethodHandles.Lookup hidden =
          HERE.defineHiddenClassWithClassData(bytes, List.copyOf(constants), true);
      return hidden
          .findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
          .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("the generated access to a tree does not load", e);
    }
  }

  private void constant(CodeBuilder code, ClassDesc type, Object value) {
    code.loadConstant(DynamicConstantDesc.ofNamed(CLASS_DATA_AT, "_", type, constants.size()));
    constants.add(value);
  }

  private static CodeBuilder construct(CodeBuilder code, int count) {
    return code.invokevirtual(
        HANDLE, "invokeExact", MethodTypeDesc.of(CD_Object, Collections.nCopies(count, CD_Object)));
  }

  private void get(CodeBuilder code, List<MethodHandle> handles) {
    int count = handles.size() - 1;
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
      constant(code, HANDLE, handles.get(i));
      code.aload(1).invokevirtual(HANDLE, "invokeExact", GETTER).areturn();
    }
    code.labelBinding(none).aconst_null().areturn();
  }

  private void read(CodeBuilder code, List<MethodHandle> handles) {
    for (int i = 0; i < handles.size() - 1; i++) {
      code.aload(2).iload(3).loadConstant(i).iadd();
      constant(code, HANDLE, handles.get(i));
      code.aload(1).invokevirtual(HANDLE, "invokeExact", GETTER).aastore();
    }
    code.return_();
  }

  /** Matches the value in a local variable with a node whose leaves start at a position. */
  private void match(CodeBuilder code, Node node, int variable, int at, Label differs) {
    switch (node) {
      case Node.LeafNode _ ->
          code.aload(variable)
              .invokestatic(
                  desc(Plans.class), "isWholeLeaf", MethodTypeDesc.of(CD_boolean, CD_Object))
              .ifeq(differs)
              .aload(2)
              .loadConstant(at)
              .aload(variable)
              .aastore();
      case Node.StaticNode(Object value) -> {
        constant(code, CD_Object, value);
        code.aload(variable)
            .invokestatic(NODE, "isSame", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object), true)
            .ifeq(differs);
      }
      case Node.Branch branch when branch.plan instanceof RecordPlan plan -> {
        code.aload(variable).ifnull(differs).aload(variable);
        code.invokevirtual(CD_Object, "getClass", MethodTypeDesc.of(ConstantDescs.CD_Class));
        constant(code, ConstantDescs.CD_Class, plan.type());
        code.if_acmpne(differs);
        matchChildren(code, branch, variable, at, differs);
      }
      case Node.Branch branch when branch.plan instanceof Plan.Indexed plan -> {
        constant(code, INDEXED, plan);
        code.aload(variable)
            .loadConstant(branch.children.length)
            .invokestatic(
                desc(StructureAccess.class),
                "fits",
                MethodTypeDesc.of(CD_boolean, INDEXED, CD_Object, CD_int))
            .ifeq(differs);
        matchChildren(code, branch, variable, at, differs);
      }
      case Node.Branch branch -> {
        constant(code, NODE, branch);
        code.aload(variable)
            .aload(2)
            .loadConstant(at)
            .invokestatic(
                NODE, "match", MethodTypeDesc.of(CD_int, NODE, CD_Object, VALUES, CD_int), true)
            .iflt(differs);
      }
    }
  }

  private void matchChildren(
      CodeBuilder code, Node.Branch branch, int variable, int at, Label differs) {
    int child = variable == 1 ? 3 : variable + 1;
    for (int i = 0; i < branch.children.length; i++) {
      if (branch.plan instanceof RecordPlan plan) {
        constant(code, HANDLE, plan.handles().get(i));
        code.aload(variable).invokevirtual(HANDLE, "invokeExact", GETTER);
      } else {
        constant(code, INDEXED, branch.plan);
        code.aload(variable)
            .loadConstant(i)
            .invokevirtual(INDEXED, "child", MethodTypeDesc.of(CD_Object, CD_Object, CD_int));
      }
      code.astore(child);
      match(code, branch.children[i], child, at, differs);
      at += branch.children[i].leafCount();
    }
  }

  /** Leaves the value of a node on the stack. */
  private void make(CodeBuilder code, Node node, int at) {
    switch (node) {
      case Node.LeafNode _ -> code.aload(1).loadConstant(at).aaload();
      case Node.StaticNode(Object value) -> constant(code, CD_Object, value);
      case Node.Branch branch when branch.plan instanceof RecordPlan plan -> {
        int count = branch.children.length;
        constant(code, HANDLE, plan.handles().get(count));
        for (Node child : branch.children) {
          make(code, child, at);
          at += child.leafCount();
        }
        construct(code, count);
      }
      case Node.Branch branch -> {
        constant(code, NODE, branch);
        code.aload(1)
            .loadConstant(at)
            .invokeinterface(NODE, "rebuild", MethodTypeDesc.of(CD_Object, VALUES, CD_int));
      }
    }
  }
}
