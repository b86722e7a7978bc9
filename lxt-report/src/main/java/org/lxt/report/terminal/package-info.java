// SPDX-License-Identifier: BSD-3-Clause
/** Reports as text, in the colours of a terminal or without: begin at {@link org.lxt.report.terminal.TerminalReport}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.report.terminal;
