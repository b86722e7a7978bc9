package org.lxt.cli.batch;

import java.io.IOException;

/** Where the results of a batch go, a line of JSON each, as they come. */
public interface Results {
    /** Takes a line without its line end; it is there for others to read when this returns. */
    void add(String line) throws IOException;

    /** Where the lines are, for a sentence: {@code in answers.jsonl}. */
    String place();
}
