package org.jacobean.examples.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OptionsTest {
  /** What the help says of an option with a number is what it is without being given. */
  @Test
  void theHelpStatesTheDefaults() {
    Map<String, String> stated = new TreeMap<>();
    Matcher m = Pattern.compile("--(\\w+) [NR] .*\\(default ([0-9.]+)\\)").matcher(Options.USAGE);
    while (m.find()) {
      stated.put(m.group(1), m.group(2));
    }
    Options o = Options.defaults();
    Map<String, String> actual = new TreeMap<>();
    actual.put("steps", "" + o.steps());
    actual.put("batch", "" + o.batch());
    actual.put("context", "" + o.context());
    actual.put("features", "" + o.features());
    actual.put("heads", "" + o.heads());
    actual.put("layers", "" + o.layers());
    actual.put("dropout", "" + o.dropout());
    actual.put("lr", "" + o.learningRate());
    actual.put("seed", "" + o.seed());
    actual.put("every", "" + o.every());
    actual.put("sample", "" + o.sample());
    assertEquals(actual, stated);
  }
}
