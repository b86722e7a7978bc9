// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What one process printed.
 *
 * @param toFirst seconds from its start until it printed its first explanation
 * @param repeats its explanations, in order
 * @param summary its last line: load time, memory and what else it tells
 */
record ProgramRun(double toFirst, List<Repeat> repeats, JsonNode summary) {}
