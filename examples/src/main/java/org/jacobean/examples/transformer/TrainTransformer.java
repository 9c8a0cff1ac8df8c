package org.jacobean.examples.transformer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jacobean.NDArray;
import org.jacobean.errors.DataException;
import org.jacobean.errors.JacobeanException;
import org.jacobean.pytrees.Tree;

/**
 * Trains a small character-level transformer on text through {@code jit(valueAndGrad(loss))}: see
 * {@link Options#USAGE}. Ctrl-C saves; {@code --resume} goes on and ends with the same bits as a
 * run that was not interrupted.
 */
public final class TrainTransformer {
  private final Options options;
  private final PrintStream out;
  private final AtomicBoolean stop = new AtomicBoolean();

  TrainTransformer(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Runs it; exits with status 1 and a line that says why when something is wrong. */
  public static void main(String[] args) {
    int status = 0;
    TrainTransformer run = null;
    CountDownLatch done = new CountDownLatch(1);
    try {
      if (List.of(args).contains("--help")) {
        System.out.println(Options.USAGE);
        return;
      }
      TrainTransformer r = new TrainTransformer(Options.parse(args), System.out);
      run = r;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> r.interrupted(done)));
      r.train();
    } catch (JacobeanException e) {
      System.err.println(e.getMessage());
      status = 1;
    } finally {
      done.countDown();
    }
    if (status != 0 || (run != null && run.stop.get())) {
      Runtime.getRuntime().halt(status == 0 ? 130 : status);
    }
  }

  /** Asks the training loop to save and stop after the step it is in. */
  void stop() {
    stop.set(true);
  }

  /** On Ctrl-C: asks the training loop to save and stop, and waits for it. */
  private void interrupted(CountDownLatch done) {
    stop();
    try {
      done.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything; the checkpoint it ends with. */
  Checkpoint train() {
    CharText text = text();
    Trainer trainer = new Trainer(options, text);
    Trainer.State state = trainer.initial();
    List<Double> losses = new ArrayList<>();
    if (options.resume()) {
      Checkpoint saved = Checkpoint.load(options.folder(), state, trainer.text().checksum());
      state = saved.state();
      for (double l : saved.losses()) {
        losses.add(l);
      }
      out.println("resumed from step " + losses.size());
    }
    describe(text, trainer, state);
    state = loop(trainer, state, losses);
    Checkpoint last = save(trainer, state, losses);
    if (stop.get()) {
      out.println("\nstopped after step " + losses.size() + "; go on with --resume");
      return last;
    }
    report(text, trainer, state, losses);
    return last;
  }

  private CharText text() {
    return options.text().isEmpty()
        ? CharText.ofSources(Path.of("."), options.context())
        : CharText.ofFile(Path.of(options.text()), options.context());
  }

  private void describe(CharText text, Trainer trainer, Trainer.State state) {
    out.printf(
        Locale.ROOT,
        "text: %,d characters, vocabulary %d; model: %,d parameters, %d layers of width %d%n",
        text.train().length + text.heldOut().length,
        text.vocabulary().length(),
        Trainer.parameters(state.model()),
        options.layers(),
        options.features());
    var traced = trainer.compiledStep().trace(state, trainer.batch(state, 0));
    var compiled = traced.compile();
    double total = compiled.report().millis().values().stream().mapToDouble(d -> d).sum();
    StringBuilder stages = new StringBuilder();
    compiled
        .report()
        .millis()
        .forEach((k, v) -> stages.append(String.format(Locale.ROOT, " %s %.0f", k, v)));
    out.printf(
        Locale.ROOT,
        "training step: jaxpr of %,d equations, compiled in %.0f ms (%s )%s, %,d bytes of"
            + " scratch%n",
        traced.jaxpr().jaxpr().eqns().size(),
        total,
        stages,
        compiled.report().fromCache() ? " from the cache" : "",
        compiled.report().scratchBytes());
  }

  private Trainer.State loop(Trainer trainer, Trainer.State initial, List<Double> losses) {
    Trainer.State state = initial;
    int first = losses.size();
    Progress progress =
        new Progress(out, first, options.steps(), (long) options.batch() * options.context());
    for (int n = first; n < options.steps() && !stop.get(); n++) {
      Trainer.Stepped next = trainer.advance(state, trainer.batch(state, n));
      double loss = next.loss().item();
      if (!Double.isFinite(loss)) {
        save(trainer, state, losses);
        throw diverged(n + 1, loss, next.state(), losses.size());
      }
      state = next.state();
      losses.add(loss);
      progress.show(n + 1, loss);
      if ((n + 1) % options.every() == 0) {
        save(trainer, state, losses);
      }
    }
    return state;
  }

  private Checkpoint save(Trainer trainer, Trainer.State state, List<Double> losses) {
    double[] curve = losses.stream().mapToDouble(d -> d).toArray();
    Checkpoint c = new Checkpoint(state, curve, trainer.text().checksum());
    c.save(options.folder());
    return c;
  }

  /** The error that names the first leaf that is not finite any more. */
  private DataException diverged(int step, double loss, Trainer.State state, int good) {
    List<String> bad = new ArrayList<>();
    Tree.forEachWithPath(
        state,
        (path, leaf) -> {
          if (leaf instanceof NDArray x && x.dtype().isFloat()) {
            for (double v : x.toDoubleArray()) {
              if (!Double.isFinite(v)) {
                bad.add(path + " (" + x.aval() + ")");
                return;
              }
            }
          }
        });
    return new DataException(
        "JX0706",
        "loss is "
            + loss
            + " at step "
            + step
            + "; first leaf that is not finite after it: "
            + (bad.isEmpty() ? "none" : bad.getFirst())
            + ". The checkpoint in "
            + options.folder()
            + " holds the state after step "
            + good
            + "; try a smaller --lr");
  }

  private void report(CharText text, Trainer trainer, Trainer.State state, List<Double> losses) {
    double bigram = text.bigramLoss();
    double heldOut = trainer.heldOutLoss(state.model());
    out.printf(
        Locale.ROOT,
        "held-out loss %.4f nats per character; bigram baseline %.4f%n",
        heldOut,
        bigram);
    Path curve = options.folder().resolve("loss.png");
    LossCurve.write(curve, losses, bigram);
    out.println("loss curve: " + curve + "; checkpoint: " + options.folder());
    if (options.sample() > 0) {
      out.println(
          "--- sample ---\n"
              + trainer.sample(state.model(), options.sample())
              + "\n--------------");
    }
  }
}
