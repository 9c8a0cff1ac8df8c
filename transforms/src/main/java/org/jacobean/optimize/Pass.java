package org.jacobean.optimize;

import org.jacobean.ir.Jaxpr;

/** A rewriting of programs that keeps their arguments, results and meaning. */
interface Pass {
  /** The rewritten program; nested programs are rewritten too. */
  Jaxpr apply(Jaxpr jaxpr);
}
