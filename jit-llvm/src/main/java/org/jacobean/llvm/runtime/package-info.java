/**
 * What compiled programs need to come to life and to run: LLVM behind {@link
 * org.jacobean.llvm.runtime.NativeCompiler}, worker threads, native memory.
 */
package org.jacobean.llvm.runtime;
