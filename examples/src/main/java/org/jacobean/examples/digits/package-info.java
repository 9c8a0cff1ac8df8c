/** Handwritten digits told apart by a perceptron or a convolutional network. */
package org.jacobean.examples.digits;
