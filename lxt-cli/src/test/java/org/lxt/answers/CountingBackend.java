// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.answers;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.kernel.MatrixKernels;
import org.lxt.tensor.backend.memory.Buffer;

/** Computes as {@code scalar-f64} does, and counts the rows that go through each weight and the elements that are alive. */
final class CountingBackend implements BackendProvider {
    static final String NAME = "counting";

    private final Map<Object, Integer> rows = new HashMap<>();
    private final Map<Buffer, Long> alive = new IdentityHashMap<>();
    private long elements;
    private long most;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Availability availability() {
        return Availability.yes("a test");
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Backend create(BackendOptions options) {
        Backend backend = Backends.named("scalar-f64", options);
        MatrixKernels matrices = proxy(MatrixKernels.class, (_, method, arguments) -> {
            if (method.getName().equals("linear")) {
                rows.merge(arguments[3], (Integer) arguments[2], Integer::sum);
            }
            return call(backend.matrices(), method, arguments);
        });
        return proxy(Backend.class, (_, method, arguments) -> {
            if (method.getName().equals("matrices")) {
                return matrices;
            }
            Object result = call(backend, method, arguments);
            if (method.getName().equals("allocate")) {
                alive.put((Buffer) result, (Long) arguments[0]);
                elements += (Long) arguments[0];
                most = Math.max(most, elements);
            } else if (method.getName().equals("free")) {
                elements -= alive.remove((Buffer) arguments[0]);
            }
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(CountingBackend.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** How many rows went through the weight that most went through. */
    int mostRows() {
        return rows.values().stream().mapToInt(i -> i).max().orElse(0);
    }

    /** How many weights were multiplied. */
    int weights() {
        return rows.size();
    }

    /** Elements of all buffers that are alive. */
    long elements() {
        return elements;
    }

    /** The most there were since this was last asked. */
    long mostElements() {
        long result = most;
        most = elements;
        return result;
    }
}
