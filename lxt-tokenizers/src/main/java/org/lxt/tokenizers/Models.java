package org.lxt.tokenizers;

/** Reads the {@code model} of a tokenizer.json. */
final class Models {

    private static final String SUPPORTED = "BPE";

    private Models() {}

    static Model read(Field field) {
        // Files from before the models had a "type" are still about, GPT-2's own among them; only BPE has merges.
        if (!field.get("type").isPresent() && field.get("merges").isPresent()) {
            return BpeModel.read(field);
        }
        return switch (field.type()) {
            case "BPE" -> BpeModel.read(field);
            default ->
                throw field.fault("model type " + Field.quote(field.type()) + " is not supported yet (supported: "
                        + SUPPORTED + "); use a tokenizer of a supported kind");
        };
    }
}
