package org.jacobean.pytrees;

/** Records whose module lets nobody read them. */
final class ClosedRecordPlan extends Plan {
  private final Class<?> type;

  ClosedRecordPlan(Class<?> type) {
    this.type = type;
  }

  @Override
  Node build(Object value, Builder builder) {
    String module = type.getModule().getName();
    String reader = ClosedRecordPlan.class.getModule().getName();
    throw new Malformed(
        "JX0104",
        "the components of the record "
            + type.getTypeName()
            + " at %s cannot be read: module "
            + module
            + " does not open its package. Add \"opens "
            + type.getPackageName()
            + " to "
            + (reader == null ? "org.jacobean.pytrees" : reader)
            + ";\" to its module-info.java, or make the record public in an exported package.");
  }
}
