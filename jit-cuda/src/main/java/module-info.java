/** GPU back end. It says so far whether this machine could run one, and why not. */
@org.jspecify.annotations.NullMarked
module org.jacobean.cuda {
  requires transitive org.jacobean.llvm;
  requires static transitive org.jspecify;

  exports org.jacobean.cuda;
}
