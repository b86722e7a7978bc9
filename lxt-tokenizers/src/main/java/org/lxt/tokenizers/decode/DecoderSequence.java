package org.lxt.tokenizers.decode;

import java.util.List;

/** Several decoders, one after the other. */
public record DecoderSequence(List<Decoder> stages) implements Decoder {

    @Override
    public List<String> decode(List<String> tokens) {
        List<String> decoded = tokens;
        for (Decoder stage : stages) {
            decoded = stage.decode(decoded);
        }
        return decoded;
    }

    @Override
    public String decodeOne(String token) {
        String decoded = token;
        for (Decoder stage : stages) {
            decoded = stage.decodeOne(decoded);
        }
        return decoded;
    }

    @Override
    public byte[] bytes(String token) {
        String decoded = token;
        for (Decoder stage : stages) {
            if (stage instanceof ByteFallbackDecoder || stage instanceof ByteLevelDecoder) {
                return stage.bytes(decoded);
            }
            decoded = stage.decodeOne(decoded);
        }
        return Decoder.super.bytes(token);
    }
}
