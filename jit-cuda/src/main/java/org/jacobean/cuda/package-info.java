/** Programs on NVIDIA GPUs. */
package org.jacobean.cuda;
