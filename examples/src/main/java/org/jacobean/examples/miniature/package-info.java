/** The core of the library rebuilt in a few hundred lines, for docs/how-it-works.md. */
package org.jacobean.examples.miniature;
