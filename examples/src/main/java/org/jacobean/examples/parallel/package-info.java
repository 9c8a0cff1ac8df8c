/** Training on several devices. */
package org.jacobean.examples.parallel;
