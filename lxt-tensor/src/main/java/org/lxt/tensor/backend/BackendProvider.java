package org.lxt.tensor.backend;

/**
 * Offers a backend; found by {@link java.util.ServiceLoader}. Asking a provider for anything but {@link #create} must
 * be cheap and must not fail.
 */
public interface BackendProvider {
    /** Short name by which the backend is chosen, such as {@code scalar}. */
    String name();

    /** Among available backends the one with the highest priority is used; a negative one is used only by name. */
    int priority();

    /** Whether it can run here, and why. */
    Availability availability();

    /** Creates the backend. Called only when it is available. */
    Backend create(BackendOptions options);
}
