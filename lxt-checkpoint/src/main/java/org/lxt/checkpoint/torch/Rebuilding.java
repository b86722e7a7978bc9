// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.util.List;
import org.lxt.checkpoint.torch.PickleValue.Dictionary;
import org.lxt.checkpoint.torch.PickleValue.Named;
import org.lxt.checkpoint.torch.PickleValue.Sequence;
import org.lxt.checkpoint.torch.PickleValue.Storage;
import org.lxt.checkpoint.torch.PickleValue.Tuple;
import org.lxt.checkpoint.torch.PickleValue.View;

/** What the known functions of Python would return. */
final class Rebuilding {
    private static final int MAX_RANK = 64;

    private final PickleBytes bytes;

    Rebuilding(PickleBytes bytes) {
        this.bytes = bytes;
    }

    /** The storage that a persistent id means: {@code ("storage", class, key, device, elements)}. */
    Storage storage(Object id) {
        if (id instanceof Tuple tuple
                && tuple.elements.size() == 5
                && "storage".equals(tuple.elements.getFirst())
                && tuple.elements.get(1) instanceof Named named
                && named.global instanceof Global.Storage type
                && tuple.elements.get(2) instanceof String key
                && tuple.elements.get(4) instanceof Long size
                && size >= 0) {
            return new Storage(type.type(), key, size);
        }
        throw bytes.damaged("names a storage otherwise than torch does");
    }

    /** What a function returns for these arguments. */
    Object call(Global callee, List<Object> arguments) {
        return switch (callee) {
            case Global.OrderedDict _ -> dictionary(arguments);
            case Global.RebuildTensor _ -> view(arguments);
            case Global.RebuildParameter _ -> parameter(arguments);
            case Global.Size _ -> size(arguments);
            case Global.Storage _, Global.Type _ -> throw bytes.damaged("calls a type as a function");
        };
    }

    private Dictionary dictionary(List<Object> arguments) {
        if (!arguments.isEmpty()) {
            throw bytes.damaged("makes an OrderedDict of a list, as torch does not");
        }
        return new Dictionary();
    }

    private View view(List<Object> arguments) {
        if (arguments.size() >= 4
                && arguments.getFirst() instanceof Storage storage
                && arguments.get(1) instanceof Long offset
                && offset >= 0) {
            long[] shape = sizes(arguments.get(2));
            long[] strides = sizes(arguments.get(3));
            if (shape.length == strides.length) {
                return new View(storage, offset, shape, strides);
            }
        }
        throw bytes.damaged("describes a tensor otherwise than torch does");
    }

    private View parameter(List<Object> arguments) {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof View view)) {
            throw bytes.damaged("makes a parameter of something other than a tensor");
        }
        return view;
    }

    private Tuple size(List<Object> arguments) {
        if (arguments.size() == 1 && arguments.getFirst() instanceof Tuple tuple) {
            return tuple;
        }
        if (arguments.size() == 1 && arguments.getFirst() instanceof Sequence list) {
            return new Tuple(list.elements);
        }
        throw bytes.damaged("makes a torch.Size of something other than a list");
    }

    private long[] sizes(Object value) {
        if (!(value instanceof Tuple tuple) || tuple.elements.size() > MAX_RANK) {
            throw bytes.damaged("gives a tensor sizes that are not a tuple of at most " + MAX_RANK);
        }
        long[] sizes = new long[tuple.elements.size()];
        for (int i = 0; i < sizes.length; i++) {
            if (!(tuple.elements.get(i) instanceof Long size) || size < 0) {
                throw bytes.damaged("gives a tensor a size or stride that is not a number from 0 up");
            }
            sizes[i] = size;
        }
        return sizes;
    }
}
