package org.lxt.models.bert;

import java.util.ArrayList;
import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.encoder.EncoderHead;
import org.lxt.spi.parts.encoder.EncoderTask;
import org.lxt.spi.parts.encoder.RowFunction;
import org.lxt.spi.parts.encoder.RowHead;
import org.lxt.spi.parts.encoder.StoredHeads;
import org.lxt.spi.parts.encoder.TaskHeads;
import org.lxt.spi.parts.text.VocabularyMatrices;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/**
 * RoBERTa, and under other names XLM-RoBERTa and CamemBERT: where it differs from the other encoders. Positions are
 * counted from after the padding token's id; there is one token type.
 *
 * @see <a href="https://arxiv.org/abs/1907.11692">RoBERTa: A Robustly Optimized BERT Pretraining Approach</a>
 */
final class Roberta {
    static final String FAMILY = "roberta";
    static final List<String> CLASSES = List.of("Roberta", "XLMRoberta", "Camembert");

    /** In the order of the classes. */
    static final List<String> MODEL_TYPES = List.of("roberta", "xlm-roberta", "camembert");

    /** Options that files carry and that {@link EncoderConfig} does not read. */
    static final KnownOptions KNOWN = Bert.known().build();

    private static final EncoderNames NAMES = EncoderNames.likeBert("roberta.");
    private static final String POOLER = "pooler.dense";
    private static final int PADDING = 1;

    private final ModelConfig options;
    private final Weights weights;
    private final EncoderParameters parameters;
    private final TaskHeads heads;

    private Roberta(ModelConfig options, Weights weights, EncoderParameters parameters) {
        this.options = options;
        this.weights = weights;
        this.parameters = parameters;
        this.heads = parameters.heads();
    }

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        if (options.has("model_type") && !MODEL_TYPES.contains(options.modelType())) {
            throw options.wrong("model_type", "one of " + MODEL_TYPES, options.modelType());
        }
        EncoderConfig config = EncoderConfig.read(options, FAMILY);
        return new Roberta(options, weights, new EncoderParameters(config, NAMES, weights, constants)).model();
    }

    private String type() {
        return options.modelType().isEmpty() ? FAMILY : options.modelType();
    }

    private EncoderTask storedTask() {
        return new StoredHeads(options, weights)
                .sign("lm_head.dense.weight", EncoderTask.MASKED_LANGUAGE_MODEL)
                .sign("classifier.out_proj.weight", EncoderTask.SEQUENCE_CLASSIFICATION)
                .choiceOrTokens(parameters.has(parameters.own(POOLER + ".weight")))
                .task();
    }

    private Model model() {
        EncoderTask task = EncoderTask.of(options, this::storedTask, CLASSES, CLASSES.get(MODEL_TYPES.indexOf(type())));
        Weight words;
        List<EncoderHead> made;
        if (task == EncoderTask.MASKED_LANGUAGE_MODEL) {
            VocabularyMatrices vocabulary = parameters.vocabulary("lm_head.decoder.weight");
            words = vocabulary.embedding();
            made = List.of(masked(vocabulary.head()));
        } else {
            words = parameters.words();
            made = others(task);
        }
        return parameters.model(parameters.embedding(words, firstPosition(), false), made);
    }

    private int firstPosition() {
        int padding = options.optionalCount("pad_token_id").orElse(PADDING);
        int positions = parameters.config().positions();
        if (padding >= positions - 1) {
            throw options.wrong(
                    "pad_token_id", "less than max_position_embeddings (" + positions + ") minus 1", padding);
        }
        return padding + 1;
    }

    private List<EncoderHead> others(EncoderTask task) {
        return switch (task) {
            case SEQUENCE_CLASSIFICATION ->
                List.of(heads.ofSequence(
                        options,
                        Place.FIRST_TOKEN,
                        heads.dense("classifier", "classifier.dense", Activation.TANH),
                        "classifier.out_proj"));
            case TOKEN_CLASSIFICATION -> List.of(heads.ofTokens(options, RowFunction.IDENTITY));
            case QUESTION_ANSWERING -> List.of(heads.ofSpans(options, RowFunction.IDENTITY, "qa_outputs"));
            case MULTIPLE_CHOICE -> List.of(heads.ofChoice(Place.FIRST_TOKEN, pooler()));
            default -> encoder();
        };
    }

    private List<EncoderHead> encoder() {
        List<EncoderHead> made = new ArrayList<>(List.of(heads.states()));
        if (parameters.has(parameters.own(POOLER + ".weight"))) {
            made.add(new RowHead(OutputKind.of("pooler_output", Place.FIRST_TOKEN, Entries.UNIT), pooler()));
        }
        return made;
    }

    private EncoderHead masked(Weight decoder) {
        return heads.ofMasked(
                OutputKind.LOGITS,
                heads.transform("lm_head.dense", "lm_head.layer_norm", Activation.GELU, true),
                decoder,
                parameters.sharedBias(
                        "lm_head.bias",
                        "lm_head.decoder.bias",
                        parameters.config().vocabulary()));
    }

    private RowFunction pooler() {
        return heads.dense("pooler", parameters.own(POOLER), Activation.TANH);
    }
}
