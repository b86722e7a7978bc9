// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.method.Question;
import org.lxt.explain.target.ChosenTarget;
import org.lxt.explain.target.OutputVectors;
import org.lxt.explain.target.Quantity;
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

    /** Questions of one call. */
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

    /** The questions, in the order they were asked. */
    public List<AskedQuestion> questions() {
        return questions;
    }

    List<EncodedPrompt> prompts() {
        return prompts;
    }

    /** The prompts as the model's input. */
    public ModelInput input() {
        return EncodedPrompt.input(prompts);
    }

    /** The rows of all tokens, of an image those of its patches and what comes before them. */
    PackedRows tokens() {
        return PackedRows.ofLengths(
                prompts.stream().mapToInt(EncodedPrompt::length).toArray());
    }

    /** For each of the packed prompts, its index in the call. */
    List<Integer> sequences() {
        return sequences;
    }

    /** The rows that the targets stand on. */
    public PackedRows wanted() {
        return PackedRows.at(targetRows());
    }

    /** The rows that the targets stand on, and those that say the tokens of the answers. */
    PackedRows wantedWithAnswers() {
        List<PackedRows.Address> wanted = targetRows();
        for (AskedQuestion q : questions) {
            int sequence = sequence(q);
            EncodedTokens prompt = q.answered();
            IntStream.range(prompt.answer() - 1, prompt.length() - 1)
                    .forEach(i -> wanted.add(new PackedRows.Address(sequence, i)));
        }
        return PackedRows.at(wanted);
    }

    private List<PackedRows.Address> targetRows() {
        List<PackedRows.Address> wanted = new ArrayList<>();
        for (AskedQuestion q : questions) {
            q.terms().forEach(term -> wanted.addAll(places.rows(term.target(), sequence(q), q.prompt())));
        }
        return wanted;
    }

    /** Which of the packed prompts a question is about. */
    int sequence(AskedQuestion question) {
        return sequences.indexOf(question.sequence());
    }

    /** The first packed row of a question's input. */
    int firstRow(AskedQuestion question) {
        return EncodedPrompt.firstRow(prompts, sequence(question));
    }

    /** Chooses the entries that the targets name, and gives what backward passes from them start with. */
    public List<Seed> choose(ModelOutput output, TokenNames names) {
        OutputVectors vectors = new OutputVectors(output);
        List<Seed> seeds = new ArrayList<>();
        for (AskedQuestion q : questions) {
            OutputKind kind = places.output(q.terms().getFirst().target());
            Quantity.Vectors own = vectors(q, vectors);
            q.choose(ChosenTarget.of(q.terms(), kind, places, q.prompt(), names, own));
            seeds.add(q.chosen().quantity().seed(own));
        }
        return seeds;
    }

    /** The vectors of a question's output. */
    Quantity.Vectors vectors(AskedQuestion question, OutputVectors of) {
        OutputKind kind = places.output(question.terms().getFirst().target());
        return position -> of.at(kind, sequence(question), position);
    }
}
