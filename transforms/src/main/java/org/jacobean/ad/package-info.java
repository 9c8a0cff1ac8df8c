/**
 * Differentiation of jaxprs.
 *
 * <p>{@link org.jacobean.ad.Jvp} interprets a jaxpr on pairs of values and tangents (forward mode).
 * {@link org.jacobean.ad.Linearize} does the same with the tangents recorded instead of computed,
 * so that what remains is a linear jaxpr over the saved values (the residuals). {@link
 * org.jacobean.ad.Transposition} runs a linear jaxpr backwards. Reverse mode is the latter two in
 * sequence; there is no other table of derivatives.
 *
 * <p><b>Symbolic zeros.</b> A tangent or cotangent that is known to be zero is {@code null}, the
 * one use of null in this code base: a path that does not depend on the differentiated inputs costs
 * nothing. Tangents of integers and booleans are always such zeros.
 *
 * <p><b>Conventions at kinks</b> are JAX's: {@code max} and {@code min} of equal operands give each
 * one half; {@code reduce_max} and {@code reduce_min} share equally among ties; {@code abs'(0) =
 * 1}; {@code clamp} has derivative zero at its bounds; {@code sort} moves tangents by its (stable)
 * permutation; {@code pow(x, y)} has {@code d/dy = 0} at {@code x = 0}. Complex derivatives are
 * JAX's too: {@code f'(z) dz} for a holomorphic {@code f}, and cotangents pair without conjugation.
 *
 * <p><b>Selection.</b> The untaken branch of {@code select_n} has cotangent exactly zero, and stays
 * so through every pointwise operation of the branch even where a local derivative is infinite or
 * NaN: {@code where(x > 0, log(x), 0)} has derivative 0 at 0. This holds for chains of pointwise
 * operations used only by that branch, within one jaxpr (see {@link org.jacobean.ad.BranchGuards});
 * it costs one selection per operand that enters the branch, and nothing when the branch cannot
 * make such values. A value that passes through a product, reduction or call on its way is not
 * covered.
 */
package org.jacobean.ad;
