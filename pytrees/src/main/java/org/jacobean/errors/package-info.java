/**
 * The exceptions of every Jacobean module: one root with a stable code, and one subclass per
 * family.
 *
 * <p>Code ranges: 01xx trees, 02xx shapes, element types and operations, 03xx tracing, 04xx
 * transformations, 05xx compilation and devices, 06xx the NumPy-like API, 07xx input and output.
 */
package org.jacobean.errors;
