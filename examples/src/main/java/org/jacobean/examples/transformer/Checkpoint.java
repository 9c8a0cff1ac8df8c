package org.jacobean.examples.transformer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jacobean.NDArrayCodec;
import org.jacobean.errors.DataException;
import org.jacobean.pytrees.TreeBinary;

/**
 * A run on disk: the state and the losses so far, written to a temporary file that then takes the
 * place of the old one.
 *
 * @param state model, optimiser and random key
 * @param losses one per step
 * @param text the checksum of the text that was learned from: going on with another is refused
 */
record Checkpoint(Trainer.State state, double[] losses, String text) {
  private static final String NAME = "checkpoint.tree";

  /** Writes it. @throws DataException JX0704 or JX0126 when the folder or file cannot be written */
  void save(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DataException(
          "JX0704", "cannot make the folder " + folder + "; choose another with --out DIR", e);
    }
    TreeBinary.save(folder.resolve(NAME), this, NDArrayCodec.INSTANCE);
  }

  /**
   * Reads it.
   *
   * @param like a state of the run's shape, before its first step
   * @param text the checksum of the run's text
   * @throws DataException JX0705 when there is none, or the codes of {@link TreeBinary} when it is
   *     corrupt or of another shape
   */
  static Checkpoint load(Path folder, Trainer.State like, String text) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      throw new DataException(
          "JX0705", "no checkpoint " + file + " to resume from; start without --resume first");
    }
    return TreeBinary.load(file, new Checkpoint(like, new double[0], text), NDArrayCodec.INSTANCE);
  }
}
