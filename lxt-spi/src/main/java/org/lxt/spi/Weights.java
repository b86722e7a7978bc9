package org.lxt.spi;

import java.util.Set;
import org.lxt.tensor.Weight;

/** The parameters of a checkpoint by name. */
public interface Weights {
    /** All names. */
    Set<String> names();

    /** Whether there is a parameter of this name. */
    default boolean has(String name) {
        return names().contains(name);
    }

    /**
     * A matrix, left where it is stored.
     *
     * @throws ModelException if it is missing or of another shape
     */
    Weight matrix(String name, int rows, int columns);

    /**
     * The values of a vector, copied.
     *
     * @throws ModelException if it is missing or of another shape
     */
    double[] vector(String name, int size);
}
