package org.lxt.vision.decode;

/** What is wrong with an image: a clause without the file's name. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1;

    Problem(String clause) {
        super(clause);
    }

    /** The data contradict themselves. */
    static Problem damaged(String clause) {
        return new Problem(clause + "; the file is damaged or incomplete, so download or export it again");
    }
}
