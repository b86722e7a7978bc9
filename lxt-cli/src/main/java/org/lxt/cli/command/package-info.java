/** The commands. {@link org.lxt.cli.command.LxtCommand} lists them. */
package org.lxt.cli.command;
