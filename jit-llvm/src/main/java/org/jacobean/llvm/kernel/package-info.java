/** Matrix kernels for compiled programs: tuned libraries where they exist, own loops elsewhere. */
package org.jacobean.llvm.kernel;
