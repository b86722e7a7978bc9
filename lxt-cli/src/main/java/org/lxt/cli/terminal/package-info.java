/** What is printed, and what kind of terminal it is printed on. */
package org.lxt.cli.terminal;
