package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.input.EncodedImage;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.method.Question;
import org.lxt.explain.target.ChosenTarget;
import org.lxt.explain.target.EntryNames;
import org.lxt.explain.target.OutputVectors;
import org.lxt.explain.target.TargetPlaces;
import org.lxt.explain.target.TokenNames;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Seed;
import org.lxt.tensor.rows.PackedRows;

/** Questions as they are, in one pass: the prompts of all of them, each once. */
public final class QuestionBatch {
    private final List<AskedQuestion> questions;
    private final List<EncodedPrompt> prompts = new ArrayList<>();
    /** For each prompt, its index in the call. */
    private final List<Integer> sequences = new ArrayList<>();

    private final TargetPlaces places;

    public QuestionBatch(List<Question> asked, TargetPlaces places) {
        this.questions = asked.stream().map(AskedQuestion::own).toList();
        this.places = places;
        for (AskedQuestion q : questions) {
            if (!sequences.contains(q.sequence())) {
                sequences.add(q.sequence());
                prompts.add(q.prompt());
            }
        }
    }

    public List<AskedQuestion> questions() {
        return questions;
    }

    List<EncodedPrompt> prompts() {
        return prompts;
    }

    public ModelInput input() {
        return EncodedPrompt.input(prompts);
    }

    /** The rows that the targets stand on. */
    public PackedRows wanted() {
        List<PackedRows.Address> wanted = new ArrayList<>();
        for (AskedQuestion q : questions) {
            wanted.addAll(places.rows(q.target(), sequence(q), q.prompt()));
        }
        return PackedRows.at(wanted);
    }

    /** Which of the packed prompts a question is about. */
    int sequence(AskedQuestion question) {
        return sequences.indexOf(question.sequence());
    }

    /** The first packed row of a question's input. */
    int firstRow(AskedQuestion question) {
        int first = 0;
        for (int s = 0; s < sequence(question); s++) {
            first += prompts.get(s) instanceof EncodedImage ? 1 : prompts.get(s).length();
        }
        return first;
    }

    /** Chooses the entries that the targets name, and gives what backward passes from them start with. */
    public List<Seed> choose(ModelOutput output, TokenNames names) {
        OutputVectors vectors = new OutputVectors(output);
        List<Seed> seeds = new ArrayList<>();
        for (AskedQuestion q : questions) {
            OutputKind kind = places.output(q.target());
            int position = places.position(q.target(), q.prompt());
            OutputVectors.Vector vector = vectors.at(kind, sequence(q), position);
            EntryNames entries = EntryNames.of(kind, vector.values().length, q.prompt(), names);
            ChosenTarget chosen = ChosenTarget.of(q.target(), kind, position, vector, entries);
            q.choose(chosen);
            seeds.add(chosen.quantity().seed(vector));
        }
        return seeds;
    }
}
