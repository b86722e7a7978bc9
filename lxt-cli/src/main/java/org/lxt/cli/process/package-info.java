// SPDX-License-Identifier: BSD-3-Clause
/** The process that a command runs in: its memory, its interruption, its modules. */
package org.lxt.cli.process;
