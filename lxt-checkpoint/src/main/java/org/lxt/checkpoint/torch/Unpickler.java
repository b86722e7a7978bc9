// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.torch.PickleValue.Dictionary;
import org.lxt.checkpoint.torch.PickleValue.Mark;
import org.lxt.checkpoint.torch.PickleValue.Named;
import org.lxt.checkpoint.torch.PickleValue.None;
import org.lxt.checkpoint.torch.PickleValue.Sequence;
import org.lxt.checkpoint.torch.PickleValue.Tuple;
import org.lxt.spi.checkpoint.ModelException;

/**
 * Reads the pickle of a state dict. A pickle is a program for a stack machine; this machine has the operations that build
 * numbers, strings, tuples, lists, dictionaries and views of storages, for protocols 2 to 5 as Python's {@code pickletools}
 * describes them, and no operation that could do anything else. It needs no recursion, and its memory is bounded.
 */
final class Unpickler {
    /** A state dict of a thousand tensors has some 50,000; what has more than this was not meant to be read as one. */
    private static final int MOST_VALUES = 2_000_000;

    private static final int NEWEST_PROTOCOL = 5;

    private final String file;
    private final PickleBytes bytes;
    private final Rebuilding rebuilding;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private int values;

    private Unpickler(String file, byte[] pickle) {
        this.file = file;
        this.bytes = new PickleBytes(file, pickle);
        this.rebuilding = new Rebuilding(bytes);
    }

    /**
     * The value that a pickle builds.
     *
     * @param file the file's name, for messages
     * @throws ModelException if it is malformed or asks for a name that is not known
     */
    static Object read(String file, byte[] pickle) {
        return new Unpickler(file, pickle).run();
    }

    private Object run() {
        while (true) {
            int operation = bytes.u8();
            if (operation == '.') {
                return pop();
            }
            perform(operation);
        }
    }

    private void perform(int operation) {
        switch (operation) {
            case 0x80 -> protocol();
            case 0x95 -> bytes.i64(); // FRAME: how much to read ahead
            case '(' -> push(Mark.MARK);
            case '0' -> pop();
            case '1' -> popMark();
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) bytes.i32());
            case 'K' -> push((long) bytes.u8());
            case 'M' -> push((long) bytes.u16());
            case 0x8a -> push(bytes.integer(bytes.u8()));
            case 'G' -> push(bytes.f64());
            case 'X' -> push(bytes.text(bytes.u32()));
            case 0x8c -> push(bytes.text(bytes.u8()));
            case 0x8d -> push(bytes.text(bytes.i64()));
            case ')' -> push(new Tuple(List.of()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 't' -> push(new Tuple(popMark()));
            case ']' -> push(new Sequence());
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(popMark());
            case '}' -> push(new Dictionary());
            case 's' -> set(List.of(pop(), pop()).reversed());
            case 'u' -> set(popMark());
            case 'q' -> store(bytes.u8());
            case 'r' -> store(bytes.u32());
            case 0x94 -> store(memo.size());
            case 'h' -> recall(bytes.u8());
            case 'j' -> recall(bytes.u32());
            case 'c' -> push(new Named(Global.of(file, bytes.line(), bytes.line())));
            case 0x93 -> stackGlobal();
            case 'Q' -> push(rebuilding.storage(pop()));
            case 'R' -> reduce();
            case 'b' -> build();
            default -> throw unknown(operation);
        }
    }

    private void protocol() {
        int version = bytes.u8();
        if (version > NEWEST_PROTOCOL) {
            throw bytes.damaged("is of protocol " + version);
        }
    }

    private void tuple(int size) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.addFirst(pop());
        }
        push(new Tuple(elements));
    }

    private void append(List<Object> elements) {
        if (!(top() instanceof Sequence list)) {
            throw bytes.damaged("appends to something other than a list");
        }
        list.elements.addAll(elements);
    }

    private void set(List<Object> pairs) {
        if (!(top() instanceof Dictionary dictionary) || pairs.size() % 2 != 0) {
            throw bytes.damaged("sets items of something other than a dictionary, or a key without a value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            Object key = pairs.get(i);
            if (!(key instanceof String || key instanceof Long || key instanceof Boolean)) {
                throw bytes.damaged("has a dictionary with a key that is neither text nor a number");
            }
            dictionary.entries.put(key, pairs.get(i + 1));
        }
    }

    private void store(long index) {
        memo.put(index, top());
        if (memo.size() > MOST_VALUES) {
            throw bytes.damaged("stores more than " + MOST_VALUES + " values");
        }
    }

    private void recall(long index) {
        Object value = memo.get(index);
        if (value == null) {
            throw bytes.damaged("recalls value " + index + ", which it did not store");
        }
        push(value);
    }

    private void stackGlobal() {
        if (!(pop() instanceof String name) || !(pop() instanceof String module)) {
            throw bytes.damaged("asks for a Python object whose name is not a text");
        }
        push(new Named(Global.of(file, module, name)));
    }

    private void reduce() {
        Object arguments = pop();
        if (!(pop() instanceof Named callee) || !(arguments instanceof Tuple tuple)) {
            throw bytes.damaged("calls something that is not a function");
        }
        push(rebuilding.call(callee.global, tuple.elements));
    }

    // What torch attaches to a dictionary is its _metadata: version numbers of modules, which no reader of weights
    // needs.
    private void build() {
        Object state = pop();
        if (!(top() instanceof Dictionary) || !(state instanceof Dictionary)) {
            throw bytes.damaged("gives attributes to something other than a dictionary");
        }
    }

    private void push(Object value) {
        if (++values > MOST_VALUES) {
            throw bytes.damaged("builds more than " + MOST_VALUES + " values");
        }
        stack.add(value);
    }

    private @Nullable Object peek() {
        return stack.isEmpty() ? null : stack.getLast();
    }

    private Object top() {
        Object value = peek();
        if (value == null || value == Mark.MARK) {
            throw bytes.damaged("takes a value where there is none");
        }
        return value;
    }

    private Object pop() {
        Object value = top();
        stack.removeLast();
        return value;
    }

    private List<Object> popMark() {
        int mark = stack.lastIndexOf(Mark.MARK);
        if (mark < 0) {
            throw bytes.damaged("ends a group that it did not begin");
        }
        List<Object> above = stack.subList(mark + 1, stack.size());
        List<Object> values = new ArrayList<>(above);
        above.clear();
        stack.removeLast();
        return values;
    }

    private ModelException unknown(int operation) {
        return new ModelException(file + ": its pickle has the operation 0x" + Integer.toHexString(operation)
                + (operation > ' ' && operation < 0x7f ? " ('" + (char) operation + "')" : "") + " at byte "
                + (bytes.position() - 1)
                + ", which no state dict needs, so nothing of it was read; save the model's state_dict() alone, or"
                + " convert it to safetensors where you trust it");
    }
}
