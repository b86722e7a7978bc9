package org.lxt.report;

/**
 * What one operation of the model absorbed.
 *
 * @param site where in the model; empty for the model itself
 * @param operation which operation
 * @param cause why, in lower case, such as {@code softmax}
 * @param amount how much, in units of the explained value
 */
public record Booking(String site, String operation, String cause, double amount) {
    /** Refuses an amount that is not finite. */
    public Booking {
        Finite.require(amount, "the amount that " + operation + " at " + site + " absorbed");
    }
}
