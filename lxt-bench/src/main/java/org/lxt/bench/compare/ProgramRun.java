package org.lxt.bench.compare;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What one process printed.
 *
 * @param repeats its explanations, in order
 * @param summary its last line: load time, memory and what else it tells
 */
record ProgramRun(List<Repeat> repeats, JsonNode summary) {}
