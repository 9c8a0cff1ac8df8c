package org.jacobean.examples.transformer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jacobean.errors.DataException;

/** Draws the loss over the steps as a PNG. */
final class LossCurve {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;
  private static final int MARGIN = 60;

  private LossCurve() {}

  /** Writes the picture. @throws DataException JX0704 when the file cannot be written */
  static void write(Path file, List<Double> losses, double bigram) {
    System.setProperty("java.awt.headless", "true");
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    double top = Math.ceil(Math.max(bigram, losses.stream().mapToDouble(d -> d).max().orElse(1)));
    axes(g, losses.size(), top);
    g.setColor(new Color(0xd9, 0x5f, 0x02));
    int y = y(bigram, top);
    g.drawLine(MARGIN, y, WIDTH - MARGIN, y);
    g.drawString(String.format(Locale.ROOT, "bigram %.3f", bigram), WIDTH - MARGIN - 90, y - 6);
    curve(g, losses, top);
    g.dispose();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new DataException(
          "JX0704", "cannot write " + file + "; choose another folder with --out DIR", e);
    }
  }

  private static int y(double loss, double top) {
    return (int) (HEIGHT - MARGIN - loss / top * (HEIGHT - 2 * MARGIN));
  }

  private static void axes(Graphics2D g, int steps, double top) {
    g.setColor(Color.DARK_GRAY);
    g.drawLine(MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN);
    g.drawLine(MARGIN, MARGIN, MARGIN, HEIGHT - MARGIN);
    g.drawString("training loss (nats per character)", MARGIN, MARGIN - 15);
    g.drawString(steps + " steps", WIDTH - MARGIN - 60, HEIGHT - MARGIN + 25);
    for (int i = 0; i <= top; i++) {
      g.drawString(Integer.toString(i), MARGIN - 25, y(i, top) + 5);
    }
  }

  private static void curve(Graphics2D g, List<Double> losses, double top) {
    Path2D line = new Path2D.Double();
    for (int i = 0; i < losses.size(); i++) {
      double x = MARGIN + (WIDTH - 2.0 * MARGIN) * i / Math.max(1, losses.size() - 1);
      if (i == 0) {
        line.moveTo(x, y(losses.get(i), top));
      } else {
        line.lineTo(x, y(losses.get(i), top));
      }
    }
    g.setColor(new Color(0x1b, 0x6c, 0xa8));
    g.setStroke(new BasicStroke(2));
    g.draw(line);
  }
}
