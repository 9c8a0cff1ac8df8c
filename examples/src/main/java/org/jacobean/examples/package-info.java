/** What the example programs share: command lines and data files. */
package org.jacobean.examples;
