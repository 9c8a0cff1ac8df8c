/** Programs that use Jacobean for real work. */
@org.jspecify.annotations.NullMarked
module org.jacobean.examples {
  requires java.desktop;
  requires java.management;
  requires jdk.jshell;
  requires org.jacobean.numpy;
  requires static org.jspecify;
}
