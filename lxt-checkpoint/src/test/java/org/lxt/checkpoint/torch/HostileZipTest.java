// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.spi.checkpoint.ModelException;

/** Archives that are wrong, each refused by one sentence; and any archive changed at random. */
class HostileZipTest {
    private static final int COUNT = Integer.getInteger("lxt.mutations", 100_000) / 5;

    private static final byte[] GOOD = TorchBytes.archive(TorchBytes.pickle(TorchBytes.PICKLE));
    private static final int END = GOOD.length - 22;

    private static ByteBuffer good() {
        return ByteBuffer.wrap(GOOD.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int central(ByteBuffer zip) {
        return zip.getInt(END + 16);
    }

    private static void assertRefused(ByteBuffer zip, String problem) {
        assertThatThrownBy(() -> TorchBytes.read(zip.array()))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("x.pth: " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "8,2,1,entry 'a/data.pkl' is encrypted",
        "10,2,8,entry 'a/data.pkl' is described otherwise by its own header",
        "20,4,7,entry 'a/data.pkl' is stored in 7 bytes but has",
        "42,4,1,entry 'a/data.pkl' has no header where the directory says",
        "42,4,123456789,entry 'a/data.pkl' with its header lies outside of its place in the file",
        "24,4,-1,entry 'a/data.pkl' lacks a size in its zip64 field",
        "16,4,5,the checksum of data.pkl is wrong",
        "28,2,999,entry 0 of the directory reaches beyond it",
        "0,4,0,the directory ends after 0 of 3 entries"
    })
    void aWrongDirectoryEntryIsRefused(int field, int size, int value, String problem) {
        ByteBuffer zip = good();
        int at = central(zip) + field;
        if (size == 2) {
            zip.putShort(at, (short) value);
        } else {
            zip.putInt(at, value);
        }
        assertRefused(zip, problem);
    }

    @ParameterizedTest
    @CsvSource({
        "10,2,the directory goes on after its 2 entries",
        "10,4,declares 4 entries",
        "10,1000,declares 1000 entries",
        "10,65535,needs a zip64 end record and has none",
        "4,3,is one part of several"
    })
    void aWrongEndRecordIsRefused(int field, int value, String problem) {
        ByteBuffer zip = good();
        zip.putShort(END + field, (short) value);
        assertRefused(zip, problem);
    }

    @Test
    void sizesBeyondTheFileAreRefused() {
        ByteBuffer zip = good();
        zip.putInt(central(zip) + 20, 0x7fff_ffff).putInt(central(zip) + 24, 0x7fff_ffff);
        assertRefused(zip, "entry 'a/data.pkl' lies outside of its place in the file, at ");
        ByteBuffer directory = good();
        directory.putInt(END + 12, 0x7fff_fff0);
        assertRefused(directory, "the directory lies outside of its place in the file");
    }

    @Test
    void entriesThatOverlapAreRefused() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", TorchBytes.pickle(TorchBytes.PICKLE));
        entries.put("b/data.pkx", new byte[10]);
        ByteBuffer zip = ByteBuffer.wrap(TorchBytes.zip(entries)).order(ByteOrder.LITTLE_ENDIAN);
        int central = zip.getInt(zip.capacity() - 22 + 16);
        int second = central + 46 + 10;
        // both entries of the directory are the first one under two names
        zip.putInt(second + 42, 0).put(second + 46, (byte) 'a').put(second + 55, (byte) 'l');
        assertRefused(zip, "has two entries 'a/data.pkl'");
        // an entry that begins inside of another
        Map<String, byte[]> nested = new LinkedHashMap<>();
        nested.put("outer", TorchBytes.zip(Map.of("inner", new byte[9])));
        nested.put("inner", new byte[9]);
        ByteBuffer bomb = ByteBuffer.wrap(TorchBytes.zip(nested)).order(ByteOrder.LITTLE_ENDIAN);
        int inner = bomb.getInt(bomb.capacity() - 22 + 16) + 46 + 5;
        bomb.putInt(inner + 42, 30 + 5);
        assertRefused(bomb, "entries 'outer' and 'inner' overlap");
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() {
        for (int size = 0; size < GOOD.length; size++) {
            byte[] start = new byte[size];
            System.arraycopy(GOOD, 0, start, 0, size);
            assertThatThrownBy(() -> TorchBytes.read(start)).isInstanceOf(ModelException.class);
        }
    }

    @Test
    void zip64IsRead() {
        ByteBuffer zip = good();
        int begin = central(zip);
        int size = zip.getInt(END + 12);
        ByteBuffer large = ByteBuffer.allocate(GOOD.length + 56 + 20).order(ByteOrder.LITTLE_ENDIAN);
        large.put(GOOD, 0, END)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0)
                .putLong(3)
                .putLong(3)
                .putLong(size)
                .putLong(begin);
        large.putInt(0x07064b50).putInt(0).putLong(END).putInt(1);
        large.put(GOOD, END, 22);
        large.putShort(large.capacity() - 22 + 10, (short) -1)
                .putInt(large.capacity() - 22 + 12, -1)
                .putInt(large.capacity() - 22 + 16, -1);
        assertThat(TorchBytes.read(large.array())).containsOnlyKeys("w");
        large.putLong(END + 48, Long.MAX_VALUE);
        assertRefused(large, "the directory lies outside of its place in the file");
        large.putLong(large.capacity() - 22 - 12, Long.MIN_VALUE);
        assertRefused(large, "the zip64 end record lies outside of its place in the file");
    }

    @Test
    void whatIsMissingIsNamed() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", TorchBytes.pickle(TorchBytes.PICKLE));
        assertRefused(ByteBuffer.wrap(TorchBytes.zip(entries)), "has no entry 'a/data/0'");
        entries.put("a/byteorder", "big".getBytes());
        assertRefused(ByteBuffer.wrap(TorchBytes.zip(entries)), "was saved on a machine with another byte order");
        entries.put("b/data.pkl", new byte[1]);
        assertRefused(ByteBuffer.wrap(TorchBytes.zip(entries)), "has two folders with data.pkl");
    }

    @Test
    void mutatedArchivesAreUsedAsTheyClaimOrRefused() {
        Random random = new Random(20251125);
        int opened = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] bytes = i % 2 == 0
                    ? mutate(GOOD, random)
                    : TorchBytes.archive(mutate(TorchBytes.pickle(TorchBytes.PICKLE), random));
            try {
                for (TorchTensor tensor : TorchBytes.read(bytes).values()) {
                    requireWhole(tensor);
                }
                opened++;
            } catch (ModelException e) {
                assertThat(e.getMessage()).startsWith("x.pth: ").doesNotContain("\n");
            }
        }
        assertThat(opened).isBetween(COUNT / 100, COUNT * 9 / 10);
    }

    private static void requireWhole(TorchTensor tensor) {
        long count = 1;
        for (long size : tensor.shape()) {
            count *= size;
        }
        MemorySegment segment = tensor.segment();
        assertThat(segment.byteSize()).isEqualTo(count * tensor.type().bytes());
    }

    private static byte[] mutate(byte[] source, Random random) {
        byte[] bytes = source.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = new byte[] {0, 1, -1, 127, -128, 'c', 'R', 'Q', '.'}[random.nextInt(9)];
                default ->
                    System.arraycopy(
                            bytes, at, bytes, random.nextInt(bytes.length - 3), Math.min(3, bytes.length - at));
            }
        }
        return bytes;
    }
}
