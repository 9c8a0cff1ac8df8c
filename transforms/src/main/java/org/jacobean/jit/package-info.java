/**
 * Compilation on the fly: functions as comparable values, the cache of their traces, and the stages
 * from a function to machine code. Users meet it through {@code Transforms.jit}.
 */
package org.jacobean.jit;
