/**
 * Functions and layers of neural networks. A layer is an immutable record of its parameters, hence
 * a tree; {@code init} draws the parameters from a key, {@code apply} computes. Dimensions that a
 * layer does not name are batch axes.
 */
@org.jspecify.annotations.NullMarked
package org.jacobean.nn;
