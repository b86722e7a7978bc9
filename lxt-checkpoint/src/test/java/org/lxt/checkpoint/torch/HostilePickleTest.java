// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.spi.checkpoint.ModelException;

/** Pickles that torch would not write, each refused by one sentence. */
class HostilePickleTest {
    @Test
    void theTensorOfTheGoodOneIsRead() {
        TorchTensor tensor = TorchBytes.read(TorchBytes.archive(TorchBytes.pickle(TorchBytes.PICKLE)))
                .get("w");
        assertThat(tensor.shape()).containsExactly(2, 2);
        assertThat(tensor.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 12)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "os,system",
        "posix,system",
        "nt,system",
        "subprocess,Popen",
        "builtins,exec",
        "__builtin__,eval",
        "builtins,getattr",
        "torch,load",
        "torch,OrderedDict",
        "torch._utils,_rebuild_device_tensor_from_numpy",
        "collections,defaultdict",
        "collections.OrderedDict,fromkeys",
        "torch.serialization,load",
        "numpy.core.multiarray,_reconstruct",
        "webbrowser,open"
    })
    void everyOtherNameIsRefusedByNameBeforeAnythingIsBuilt(String module, String name) {
        String pickle = "\u0080\u0002c" + module + "\n" + name + "\nX\u0002\0\0\0id\u0085R.";
        assertThatThrownBy(() -> TorchBytes.read(TorchBytes.archive(TorchBytes.pickle(pickle))))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(
                        "x.pth: asks for the Python object '" + module + "." + name + "', which no file");
        String stacked = "\u0080\u0004\u008c" + (char) module.length() + module + "\u008c" + (char) name.length() + name
                + "\u0093)R.";
        assertThatThrownBy(() -> TorchBytes.read(TorchBytes.archive(TorchBytes.pickle(stacked))))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(
                        "x.pth: asks for the Python object '" + module + "." + name + "', which no file");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("", "ends in the middle of an operation"),
                arguments("\u0080", "ends in the middle of an operation"),
                arguments("\u0080\u0009.", "is of protocol 9"),
                arguments(".", "takes a value where there is none"),
                arguments("(.", "takes a value where there is none"),
                arguments("t.", "ends a group that it did not begin"),
                arguments("u.", "ends a group that it did not begin"),
                arguments("}K\u0001a.", "appends to something other than a list"),
                arguments("]K\u0001K\u0001s.", "sets items of something other than a dictionary"),
                arguments("}(K\u0001u.", "sets items of something other than a dictionary, or a key without a value"),
                arguments("}]K\u0001s.", "has a dictionary with a key that is neither text nor a number"),
                arguments("h\0.", "recalls value 0, which it did not store"),
                arguments("X\u00ff\u00ff\u00ff\u00ffa.", "ends in the middle of an operation"),
                arguments("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffa.", "ends in the middle"),
                arguments("X\u0001\0\0\0\u00ff.", "holds a string that is not UTF-8"),
                arguments("cos\nsystem", "holds a name without an end"),
                arguments("NN\u0093.", "asks for a Python object whose name is not a text"),
                arguments("N)R.", "calls something that is not a function"),
                arguments("ctorch\nfloat32\n)R.", "calls a type as a function"),
                arguments("ctorch\nFloatStorage\n)R.", "calls a type as a function"),
                arguments("NNb.", "gives attributes to something other than a dictionary"),
                arguments("NQ.", "names a storage otherwise than torch does"),
                arguments("ctorch._utils\n_rebuild_tensor_v2\n)R.", "describes a tensor otherwise than torch does"),
                arguments(
                        "ctorch._utils\n_rebuild_parameter\n)R.", "makes a parameter of something other than a tensor"),
                arguments("ccollections\nOrderedDict\n]\u0085R.", "makes an OrderedDict of a list"),
                arguments("ctorch\nSize\nN\u0085R.", "makes a torch.Size of something other than a list"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aPickleThatCannotBeIsRefused(String pickle, String problem) {
        assertThatThrownBy(() -> TorchBytes.read(TorchBytes.archive(TorchBytes.pickle(pickle))))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("x.pth: its pickle " + problem)
                .hasMessageContaining(", at byte ")
                .hasMessageEndingWith("; the file is damaged or incomplete, so download or export it again");
    }

    @ParameterizedTest
    @CsvSource({"i,0x69 ('i')", "o,0x6f ('o')", "P,0x50 ('P')", "\u0081,0x81", "\u0082,0x82", "V,0x56 ('V')"})
    void operationsThatBuildOtherThingsAreRefused(String operation, String named) {
        assertThatThrownBy(() -> TorchBytes.read(TorchBytes.archive(TorchBytes.pickle("N" + operation + "."))))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(
                        "x.pth: its pickle has the operation " + named + " at byte 1, which no state dict" + " needs");
    }

    static Stream<Arguments> views() {
        return Stream.of(
                arguments(
                        "K\0K\u0002K\u0002\u0086",
                        "K\0K\u0002K\u0003\u0086",
                        "reaches beyond its storage of 4 elements"),
                arguments("K\0K\u0002K\u0002\u0086", "K\u0001K\u0002K\u0002\u0086", "reaches beyond its storage"),
                arguments(
                        "K\0K\u0002K\u0002\u0086",
                        "K\0" + "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f".repeat(2) + "\u0086",
                        "has more elements than can be counted"),
                arguments(
                        "K\u0002K\u0001\u0086",
                        "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fK\u0001\u0086",
                        "reaches beyond its storage"));
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewBeyondItsStorageIsRefused(String from, String to, String problem) {
        assertThat(TorchBytes.PICKLE).contains(from);
        String pickle = TorchBytes.PICKLE.replace(from, to);
        assertThatThrownBy(() -> TorchBytes.read(TorchBytes.archive(TorchBytes.pickle(pickle))))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("x.pth: tensor 'w' " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "K\u0004tQ,K\u0005tQ,the storage of tensor 'w' should hold 5 elements of F32",
        "K\u0004tQ,'J\u00ff\u00ff\u00ff\u00fftQ',its pickle names a storage otherwise than torch does",
        "FloatStorage,DoubleStorage,the storage of tensor 'w' should hold 4 elements of F64",
        "'K\u0002K\u0001\u0086\u0089','K\u0001\u0085\u0089',its pickle describes a tensor otherwise than torch does",
    })
    void aStorageThatDoesNotFitIsRefused(String from, String to, String problem) {
        assertThat(TorchBytes.PICKLE).contains(from);
        String pickle = TorchBytes.PICKLE.replace(from, to);
        assertThatThrownBy(() -> TorchBytes.read(TorchBytes.archive(TorchBytes.pickle(pickle))))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("x.pth: " + problem);
    }

    @Test
    void whatWouldFillTheMemoryOrTakeForeverIsRefusedSoon() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertRefused("}".repeat(5_000_000), "its pickle builds more than 2000000 values");
            assertRefused("N" + "\u0094".repeat(5_000_000), "its pickle stores more than 2000000 values");
            // a list that holds itself, and one that doubles: nothing may walk through them
            assertRefused("]q\0h\0a.", "holds no state dict");
            assertRefused("]" + "q\0]h\0ah\0a".repeat(10_000) + ".", "holds no state dict");
            // a dictionary that is wrapped by itself
            assertRefused("}q\0X\u0005\0\0\0modelh\0s.", "holds no state dict");
        });
    }

    private static void assertRefused(String pickle, String problem) {
        assertThatThrownBy(() -> TorchBytes.read(TorchBytes.archive(TorchBytes.pickle(pickle))))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("x.pth: " + problem);
    }
}
