/** Compiled code on disk. */
package org.jacobean.llvm.cache;
