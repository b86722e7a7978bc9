package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What a {@link ServiceLoader} finds, one that cannot be made not keeping the others away.
 *
 * @param services those that could be made, in the loader's order
 * @param problems for each of the others one sentence that names it
 */
public record FoundServices<S>(List<S> services, List<String> problems) {
    /** A loader that fails this often without end finds no more. */
    private static final int MOST_PROBLEMS = 1000;

    /** Copies the lists. */
    public FoundServices {
        services = List.copyOf(services);
        problems = List.copyOf(problems);
    }

    /** Makes all services of a loader. */
    public static <S> FoundServices<S> of(ServiceLoader<S> loader) {
        List<S> services = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Iterator<S> iterator = loader.iterator();
        while (problems.size() < MOST_PROBLEMS) {
            try {
                if (!iterator.hasNext()) {
                    break;
                }
                services.add(iterator.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                problems.add(sentence(e));
            }
        }
        return new FoundServices<>(services, problems);
    }

    private static String sentence(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + ", because of " + cause;
    }
}
