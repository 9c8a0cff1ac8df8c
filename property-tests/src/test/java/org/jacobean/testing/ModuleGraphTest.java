package org.jacobean.testing;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The layers: which module may stand on which, read from the compiled descriptors of the whole
 * build.
 */
class ModuleGraphTest {
  /**
   * Every arrow that the architecture allows, by folder; what lies under an allowed module is
   * allowed too.
   */
  private static final Map<String, List<String>> ALLOWED = new LinkedHashMap<>();

  static {
    ALLOWED.put("pytrees", List.of());
    ALLOWED.put("tracing", List.of("pytrees"));
    ALLOWED.put("transforms", List.of("tracing"));
    ALLOWED.put("random", List.of("tracing"));
    ALLOWED.put("jit-llvm", List.of("transforms"));
    ALLOWED.put("jit-cuda", List.of("jit-llvm"));
    ALLOWED.put("numpy-api", List.of("transforms", "random"));
    ALLOWED.put("examples", List.of("numpy-api", "jit-llvm"));
    ALLOWED.put("property-tests", List.of("numpy-api"));
  }

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile(
          "<groupId>org\\.jacobean</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "(?:\\s*<version>[^<]*</version>)?(?:\\s*<scope>([^<]+)</scope>)?");

  private static final Map<String, ModuleDescriptor> DESCRIPTORS = new TreeMap<>();
  private static final Map<String, String> FOLDERS = new TreeMap<>();
  private static Path root = Path.of("");

  @BeforeAll
  static void readTheBuild() throws IOException {
    root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("bom/pom.xml"))) {
      root = root.getParent();
    }
    for (String folder : folders()) {
      Path compiled = root.resolve(folder).resolve("target/classes/module-info.class");
      assertTrue(Files.exists(compiled), "not compiled: " + folder + "; run mvn from the root");
      try (var in = Files.newInputStream(compiled)) {
        ModuleDescriptor module = ModuleDescriptor.read(in);
        DESCRIPTORS.put(folder, module);
        FOLDERS.put(module.name(), folder);
      }
    }
  }

  @Test
  void everyModuleOfTheBuildHasItsPlace() throws IOException {
    assertEquals(ALLOWED.keySet(), folders());
  }

  @Test
  void modulesRequireOnlyWhatTheirLayerMay() {
    var forbidden = new ArrayList<String>();
    DESCRIPTORS.forEach(
        (folder, module) -> {
          Set<String> allowed = under(folder);
          for (String required : requiredFolders(module)) {
            if (!allowed.contains(required)) {
              forbidden.add(folder + " requires " + required);
            }
          }
        });
    assertEquals(List.of(), forbidden);
  }

  @Test
  void mavenDependenciesKeepTheLayersToo() throws IOException {
    var forbidden = new ArrayList<String>();
    for (String folder : ALLOWED.keySet()) {
      String pom = Files.readString(root.resolve(folder).resolve("pom.xml"));
      // Profiles (coverage) and the parent are about the build, not about layers.
      String text = pom.substring(pom.indexOf("</parent>")).split("<profiles>", 2)[0];
      Set<String> allowed = under(folder);
      ARTIFACT
          .matcher(text)
          .results()
          .filter(m -> !"test".equals(m.group(2)) && !allowed.contains(m.group(1)))
          .forEach(m -> forbidden.add(folder + " depends on " + m.group(1)));
    }
    assertEquals(List.of(), forbidden);
  }

  @Test
  void requirementsHaveNoCycle() {
    for (String folder : DESCRIPTORS.keySet()) {
      var reached = new TreeSet<String>();
      collect(folder, reached);
      assertTrue(!reached.contains(folder), () -> folder + " requires itself through " + reached);
    }
  }

  @Test
  void noPackageIsSplitBetweenModules() {
    var owners = new TreeMap<String, Set<String>>();
    DESCRIPTORS.forEach(
        (folder, module) ->
            module
                .packages()
                .forEach(p -> owners.computeIfAbsent(p, _ -> new TreeSet<>()).add(folder)));
    owners.values().removeIf(o -> o.size() == 1);
    assertEquals(Map.of(), owners);
  }

  @Test
  void theBomNamesEveryModuleThatUsersDependOn() throws IOException {
    String bom = Files.readString(root.resolve("bom/pom.xml"));
    Set<String> named =
        ARTIFACT
            .matcher(bom.substring(bom.indexOf("<dependencyManagement>")))
            .results()
            .map(m -> m.group(1))
            .collect(toCollection(TreeSet::new));
    Set<String> published = new TreeSet<>(ALLOWED.keySet());
    published.remove("examples");
    assertEquals(published, named);
  }

  private static Set<String> folders() throws IOException {
    Set<String> folders =
        MODULE
            .matcher(Files.readString(root.resolve("pom.xml")))
            .results()
            .map(m -> m.group(1))
            .collect(toCollection(TreeSet::new));
    folders.remove("bom");
    return folders;
  }

  private static Set<String> requiredFolders(ModuleDescriptor module) {
    return module.requires().stream()
        .map(ModuleDescriptor.Requires::name)
        .filter(FOLDERS::containsKey)
        .map(FOLDERS::get)
        .collect(toCollection(TreeSet::new));
  }

  private static void collect(String folder, Set<String> reached) {
    for (String required : requiredFolders(DESCRIPTORS.get(folder))) {
      if (reached.add(required)) {
        collect(required, reached);
      }
    }
  }

  private static Set<String> under(String folder) {
    var under = new TreeSet<String>();
    for (String allowed : ALLOWED.get(folder)) {
      under.add(allowed);
      under.addAll(under(allowed));
    }
    return under;
  }
}
