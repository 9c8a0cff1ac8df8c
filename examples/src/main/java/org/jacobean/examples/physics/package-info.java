/** Molecular dynamics with forces by differentiation. */
package org.jacobean.examples.physics;
