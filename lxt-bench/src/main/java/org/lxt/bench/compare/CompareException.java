package org.lxt.bench.compare;

/** A program could not be timed; the message is a sentence for the user. */
final class CompareException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CompareException(String message) {
        super(message);
    }
}
