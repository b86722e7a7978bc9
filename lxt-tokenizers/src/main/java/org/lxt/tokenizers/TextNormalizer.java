package org.lxt.tokenizers;

/** The {@code normalizer} of a tokenizer.json: changes characters before the text is split. */
@FunctionalInterface
interface TextNormalizer {

    AlignedText normalize(AlignedText text);
}
