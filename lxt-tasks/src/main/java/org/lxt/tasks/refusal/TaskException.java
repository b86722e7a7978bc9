// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.refusal;

import java.util.function.Function;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** A task cannot be run: one sentence that says what is wrong and, apart from it, what to do. */
public final class TaskException extends LxtException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final Remedy remedy;

    /** The request is at fault: {@link Fault#CALLER}. */
    public TaskException(String problem) {
        this(problem, Remedy.NONE);
    }

    /** The request is at fault: {@link Fault#CALLER}. */
    public TaskException(String problem, Remedy remedy) {
        this(Fault.CALLER, problem, remedy);
    }

    /**
     * A refusal.
     *
     * @param problem what is wrong, without a stop
     * @param remedy what to do about it
     */
    public TaskException(Fault fault, String problem, Remedy remedy) {
        super(fault, problem + remedy.words());
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What to do about it. */
    public Remedy remedy() {
        return remedy;
    }

    /**
     * The whole sentence with the remedy in other words.
     *
     * @param words the end of a sentence, as {@link Remedy#words()}
     */
    public String sentence(Function<Remedy, String> words) {
        return problem + words.apply(remedy);
    }
}
