import org.jspecify.annotations.NullMarked;

/** CPU back end: lowers jaxprs to loop nests and LLVM IR, compiles them, and runs the result. */
@NullMarked
module org.jacobean.llvm {
  requires transitive org.jacobean.transforms;
  requires org.jacobean.pytrees;
  requires org.jacobean.tracing;
  requires java.management;
  requires jdk.management;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.llvm;
  requires static org.jspecify;

  exports org.jacobean.llvm;
  exports org.jacobean.llvm.cache;
  exports org.jacobean.llvm.emit;
  exports org.jacobean.llvm.lower;
  exports org.jacobean.llvm.kernel;
  exports org.jacobean.llvm.runtime;

  provides org.jacobean.backend.Backend with
      org.jacobean.llvm.LlvmBackend;
}
