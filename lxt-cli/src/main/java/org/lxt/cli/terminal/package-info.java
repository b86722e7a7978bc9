// SPDX-License-Identifier: BSD-3-Clause
/** What is printed, and what kind of terminal it is printed on. */
package org.lxt.cli.terminal;
