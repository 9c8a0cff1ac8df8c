/**
 * Batching: a program over one example becomes a program over an array of examples, with the axis
 * of examples carried along wherever it happens to be.
 *
 * <p>{@link org.jacobean.batch.Batching#eval} interprets a jaxpr on operands that are marked with
 * their mapped axis, or with {@link org.jacobean.batch.Batching#NOT_MAPPED}. One switch over the
 * sealed families of primitives has one file per family behind it. Three rules hold throughout:
 *
 * <ul>
 *   <li>an operation with no mapped operand runs once, and its results are not mapped, unless it
 *       has a collective over the name of the mapped axis;
 *   <li>the mapped axis stays where it is when that costs nothing: operands are aligned to the
 *       first mapped one, and a transpose appears only where the operation itself needs it;
 *   <li>axes of length 0 and 1 are nothing special.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.jacobean.batch;
