/**
 * Checks of values inside transformed functions: {@link org.jacobean.check.Checkify} turns the
 * failures of a function into a value that it returns.
 */
package org.jacobean.check;
