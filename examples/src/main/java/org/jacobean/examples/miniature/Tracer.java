package org.jacobean.examples.miniature;

import java.util.List;

/**
 * A value that is not known yet: a variable of a recording.
 *
 * @param recorder the recording
 * @param var its variable there
 */
public record Tracer(Recorder recorder, Program.Var var) implements Value {
  @Override
  public List<Integer> shape() {
    return var.shape();
  }
}
