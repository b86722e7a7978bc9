// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.util.Optional;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * The few names of Python that a pickled state dict may ask for. None of them is called: each is a word whose meaning {@link
 * Unpickler} knows. A name that is not here is refused, whether it is harmless or not.
 */
sealed interface Global {
    /** {@code collections.OrderedDict}: an empty dictionary. */
    record OrderedDict() implements Global {}

    /** {@code torch._utils._rebuild_tensor} and {@code _rebuild_tensor_v2}: a view of a storage. */
    record RebuildTensor() implements Global {}

    /** {@code torch._utils._rebuild_parameter}: the tensor that it wraps. */
    record RebuildParameter() implements Global {}

    /** {@code torch.Size}: a tuple. */
    record Size() implements Global {}

    /** A class of storages, such as {@code torch.FloatStorage}. */
    record Storage(ElementType type) implements Global {}

    /** An element type as a value, such as {@code torch.float32}. */
    record Type(String name) implements Global {}

    /**
     * What a name means.
     *
     * @throws ModelException if it is none of those above
     */
    static Global of(String file, String module, String name) {
        return known(module, name).orElseThrow(() -> forbidden(file, module + "." + name));
    }

    private static Optional<Global> known(String module, String name) {
        return switch (module) {
            case "collections" -> name.equals("OrderedDict") ? Optional.of(new OrderedDict()) : Optional.empty();
            case "torch._utils" ->
                switch (name) {
                    case "_rebuild_tensor", "_rebuild_tensor_v2" -> Optional.of(new RebuildTensor());
                    case "_rebuild_parameter" -> Optional.of(new RebuildParameter());
                    default -> Optional.empty();
                };
            case "torch" -> ofTorch(name);
            default -> Optional.empty();
        };
    }

    private static Optional<Global> ofTorch(String name) {
        if (name.equals("Size")) {
            return Optional.of(new Size());
        }
        if (ElementType.isName(name)) {
            return Optional.of(new Type(name));
        }
        return ElementType.ofStorage(name).map(Storage::new);
    }

    private static ModelException forbidden(String file, String global) {
        return new ModelException(file + ": asks for the Python object " + Refusal.quote(global)
                + ", which no file of weights needs and which could run code, so nothing of it was read; save the"
                + " model's state_dict() alone, or convert it to safetensors where you trust it");
    }
}
