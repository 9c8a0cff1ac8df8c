/**
 * Checks for code that computes with arrays: gradients against finite differences, and a catalogue
 * with instances of every primitive operation.
 */
package org.jacobean.testing;
