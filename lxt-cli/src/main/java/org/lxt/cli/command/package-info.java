// SPDX-License-Identifier: BSD-3-Clause
/** The commands. {@link org.lxt.cli.command.LxtCommand} lists them. */
package org.lxt.cli.command;
