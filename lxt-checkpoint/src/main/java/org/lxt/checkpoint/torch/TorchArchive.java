// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.checkpoint.torch.PickleValue.Storage;
import org.lxt.checkpoint.torch.PickleValue.View;
import org.lxt.spi.checkpoint.ModelException;

/**
 * A file as {@code torch.save} writes it since torch 1.6: a zip archive of uncompressed entries in one folder, {@code
 * data.pkl} with the pickled value and {@code data/KEY} with the elements of each storage. Nothing of it is ever run.
 */
public final class TorchArchive {
    private static final String PICKLE = "data.pkl";

    /** A thousand times the pickle of a usual state dict. */
    private static final long LARGEST_PICKLE = 64_000_000;

    private static final byte[] LEGACY = {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46};
    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAR = "ustar".getBytes(StandardCharsets.US_ASCII);
    private static final int TAR_AT = 257;

    private final String file;
    private final MemorySegment all;
    private final Map<String, StoredZip.Entry> entries;
    private final String folder;

    private TorchArchive(String file, MemorySegment all) {
        this.file = file;
        this.all = all;
        this.entries = StoredZip.read(file, all);
        this.folder = folder();
    }

    /**
     * The tensors of the state dict that a file holds, by name.
     *
     * @param file the file's name, for messages
     * @param all the whole file
     * @param arena owns the copies of tensors that are not stored row by row
     * @throws ModelException if the file is malformed, is of another format, or asks for anything but tensors
     */
    public static Map<String, TorchTensor> read(String file, MemorySegment all, Arena arena) {
        requireFormat(file, all);
        return new TorchArchive(file, all).tensors(arena);
    }

    private static void requireFormat(String file, MemorySegment all) {
        if (StoredZip.isZip(all)) {
            return;
        }
        String again = "; load it where you trust it and save its state_dict() again with torch.save or as safetensors";
        if (startsWith(all, 0, LFS_POINTER)) {
            throw new ModelException(file + ": is a Git LFS pointer to the weights; fetch them with 'git lfs pull'");
        }
        if (startsWith(all, 0, LEGACY)) {
            throw new ModelException(
                    file + ": is in the format of torch before version 1.6, which is not read" + again);
        }
        if (startsWith(all, TAR_AT, TAR)) {
            throw new ModelException(file + ": is a tar archive, the format of torch before version 0.2 or a packed"
                    + " download, which is not read" + again);
        }
        throw new ModelException(
                file + ": is not a file of torch.save, which begins as a zip archive; give a .pth file of"
                        + " torch 1.6 or newer, or safetensors");
    }

    private static boolean startsWith(MemorySegment all, long at, byte[] start) {
        return all.byteSize() >= at + start.length
                && all.asSlice(at, start.length).mismatch(MemorySegment.ofArray(start)) < 0;
    }

    // The folder is named after the file that was first written, so any name will do.
    private String folder() {
        String found = null;
        for (String name : entries.keySet()) {
            int slash = name.indexOf('/');
            if (slash > 0 && name.substring(slash + 1).equals(PICKLE)) {
                if (found != null) {
                    throw Refusal.damaged(file, "has two folders with " + PICKLE);
                }
                found = name.substring(0, slash + 1);
            }
        }
        if (found == null) {
            throw new ModelException(file + ": is a zip archive without the " + PICKLE
                    + " of torch.save; give a .pth file, or unpack the archive and give what is in it");
        }
        if (entries.containsKey(found + "constants.pkl")) {
            throw new ModelException(file + ": is a TorchScript program, which holds code; save the model's"
                    + " state_dict() with torch.save instead");
        }
        return found;
    }

    private Map<String, TorchTensor> tensors(Arena arena) {
        Map<String, View> views = StateDict.of(file, Unpickler.read(file, pickle()));
        requireLittleEndian();
        Elements elements = new Elements(file, arena, all.byteSize());
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        views.forEach((name, view) -> tensors.put(
                name,
                new TorchTensor(
                        view.storage.type, view.shape.clone(), elements.of(name, view, storage(name, view.storage)))));
        return Collections.unmodifiableMap(tensors);
    }

    private byte[] pickle() {
        StoredZip.Entry entry = required(PICKLE);
        if (entry.bytes().byteSize() > LARGEST_PICKLE) {
            throw new ModelException(
                    file + ": its " + PICKLE + " has " + entry.bytes().byteSize()
                            + " bytes, more than any state dict needs; save the model's state_dict() alone");
        }
        byte[] pickle = entry.bytes().toArray(ValueLayout.JAVA_BYTE);
        CRC32 crc = new CRC32();
        crc.update(pickle);
        if ((int) crc.getValue() != entry.crc()) {
            throw Refusal.damaged(file, "the checksum of " + PICKLE + " is wrong");
        }
        return pickle;
    }

    private void requireLittleEndian() {
        StoredZip.@Nullable Entry order = entries.get(folder + "byteorder");
        byte[] little = "little".getBytes(StandardCharsets.US_ASCII);
        if (order != null && order.bytes().mismatch(MemorySegment.ofArray(little)) >= 0) {
            throw new ModelException(
                    file + ": was saved on a machine with another byte order; save it again on one that"
                            + " is little-endian, or convert it to safetensors");
        }
    }

    private MemorySegment storage(String tensor, Storage storage) {
        MemorySegment bytes = required("data/" + storage.key).bytes();
        if (storage.size > bytes.byteSize() / storage.type.bytes()) {
            throw Refusal.damaged(
                    file,
                    "the storage of tensor " + Refusal.quote(tensor) + " should hold " + storage.size + " elements of "
                            + storage.type + ", but has " + bytes.byteSize() + " bytes");
        }
        return bytes;
    }

    private StoredZip.Entry required(String name) {
        StoredZip.Entry entry = entries.get(folder + name);
        if (entry == null) {
            throw Refusal.damaged(file, "has no entry " + Refusal.quote(folder + name));
        }
        if (entry.compressed()) {
            throw new ModelException(file + ": entry " + Refusal.quote(folder + name)
                    + " is compressed, which torch.save does not do; unpack the archive and zip it again"
                    + " without compression");
        }
        return entry;
    }
}
