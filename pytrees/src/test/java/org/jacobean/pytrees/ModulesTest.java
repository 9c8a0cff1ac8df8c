package org.jacobean.pytrees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.tools.ToolProvider;
import org.jacobean.errors.TreeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a named module, which this package may or may not be allowed to read. */
final class ModulesTest {

  @TempDir Path folder;

  private Object make(String directives) throws IOException, ReflectiveOperationException {
    Path source = Files.createDirectories(folder.resolve("src/shop"));
    Path classes = folder.resolve("classes");
    Path module =
        Files.writeString(
            folder.resolve("src/module-info.java"), "module shop { " + directives + " }");
    Path record =
        Files.writeString(
            source.resolve("Item.java"),
            "package shop; public record Item(double[] price, int count) {"
                + " record Inside(double[] x) {}"
                + " public static Object make() { return new Item(new double[] {1}, 2); }"
                + " public static Object inside() { return new Inside(new double[] {1}); } }");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), module.toString(), record.toString());
    assertEquals(0, result);
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("shop"));
    ModuleLayer layer =
        ModuleLayer.boot().defineModulesWithOneLoader(configuration, getClass().getClassLoader());
    Class<?> item = layer.findLoader("shop").loadClass("shop.Item");
    // The test reaches in by reflection where the package is exported, else through the open door
    // that the layer's owner has.
    return new Object[] {item, layer};
  }

  private static Object call(Object made, String method) throws ReflectiveOperationException {
    Class<?> item = (Class<?>) ((Object[]) made)[0];
    return item.getMethod(method).invoke(null);
  }

  @Test
  void anExportedPublicRecordIsReadThroughItsPublicMembers() throws Exception {
    Object item = call(make("exports shop;"), "make");
    assertEquals("Item(price=*, count=2)", Tree.structure(item).toString());
    Object mapped = Tree.map((double[] x) -> x, item);
    assertEquals(item.getClass(), mapped.getClass());
  }

  @Test
  void anOpenPackageShowsAllItsRecords() throws Exception {
    Object inside = call(make("exports shop; opens shop;"), "inside");
    assertEquals("Inside(x=*)", Tree.structure(inside).toString());
  }

  @Test
  void aRecordThatCannotBeReadIsNamedWithTheRemedy() throws Exception {
    Object inside = call(make("exports shop;"), "inside");
    TreeException e =
        assertThrows(TreeException.class, () -> Tree.flatten(java.util.List.of(inside)));
    assertEquals(
        "JX0104: the components of the record shop.Item$Inside at [0] cannot be read: module shop"
            + " does not open its package. Add \"opens shop to org.jacobean.pytrees;\" to its"
            + " module-info.java, or make the record public in an exported package.",
        e.getMessage());
  }
}
