/**
 * Gradient-based optimisers as an algebra of transformations of gradients, after optax: each is a
 * pair of {@code init} and {@code update}, {@code chain} composes them. States are trees, so that
 * whole training steps are jitted and checkpointed.
 */
@org.jspecify.annotations.NullMarked
package org.jacobean.optim;
