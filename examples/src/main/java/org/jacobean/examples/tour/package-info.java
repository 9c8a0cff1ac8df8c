/** The transformations in a few minutes. */
package org.jacobean.examples.tour;
