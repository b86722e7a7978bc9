// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import java.io.IOException;
import org.lxt.report.Report;

/** Where the results of a batch go, as they come. */
public interface Results {
    /**
     * Takes a result.
     *
     * @param line number of the line that the prompt stands in, from 1
     */
    void explained(int line, Report report) throws IOException;

    /**
     * Takes what stands for a prompt that could not be explained.
     *
     * @param line number of the line that the prompt stands in, from 1
     * @param why a sentence
     */
    void failed(int line, String why) throws IOException;

    /** Where the results are, for a sentence: {@code in answers.jsonl}. */
    String place();
}
