/** Logistic and Poisson regression by Newton's method. */
package org.jacobean.examples.regression;
