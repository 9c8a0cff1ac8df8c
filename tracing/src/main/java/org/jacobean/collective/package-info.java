/**
 * Programs on several devices of one machine: a thread per device, and collectives between the
 * threads in memory that all of them see.
 */
package org.jacobean.collective;
