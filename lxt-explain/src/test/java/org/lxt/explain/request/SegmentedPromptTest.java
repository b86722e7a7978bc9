// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Named parts of prompts. */
class SegmentedPromptTest {
    private static final Prompt TEXT = Prompt.of("Bonn is old. Where?");

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ExplainException.class).hasMessage(message);
    }

    private static List<Segment> parts(Segment... parts) {
        return List.of(parts);
    }

    @Test
    void namesMayOccurTwice() {
        Prompt prompt = TEXT.segmented(parts(new Segment("a", 0, 4), new Segment("a", 4, 12)));
        assertThat(prompt.segments()).extracting(Segment::name).containsExactly("a", "a");
        assertThat(TEXT.segments()).isEmpty();
        assertThat(prompt.toMap().get("segments").toString())
                .isEqualTo("[{name=a, start=0, end=4}, {name=a, start=4, end=12}]");
    }

    @Test
    void partsStayWithTextBeforeAndAnAnswerAfter() {
        Prompt prompt = TEXT.segmented(parts(new Segment("document", 0, 12)));
        assertThat(prompt.withTextBefore("query: ").segments()).containsExactly(new Segment("document", 7, 19));
        assertThat(prompt.answered(" There.").segments()).isEqualTo(prompt.segments());
        assertThat(Prompt.ofIds(1, 2, 3)
                        .segmented(parts(new Segment("document", 0, 2)))
                        .answeredFrom(2)
                        .segments())
                .hasSize(1);
    }

    @Test
    void rangesThatDoNotFitAreRefused() {
        refused(
                () -> new Segment("empty", 3, 3),
                "the segment 'empty' goes from 3 to 3, which holds nothing; a segment begins at 0 or later and ends after its"
                        + " beginning");
        refused(
                () -> new Segment("early", -1, 3),
                "the segment 'early' goes from -1 to 3, which holds nothing; a segment begins"
                        + " at 0 or later and ends after its beginning");
        refused(
                () -> TEXT.segmented(parts(new Segment("far", 4, 90))),
                "the segment 'far' goes from character 4 to 90, but the prompt ends at 19");
        refused(
                () -> TEXT.segmented(parts(new Segment("a", 0, 5), new Segment("b", 4, 9))),
                "the segment 'b' begins at character 4, before 'a' ends at 5; segments must not overlap, and are given in the"
                        + " order of the prompt");
        refused(
                () -> Prompt.ofIds(1, 2).segmented(parts(new Segment("far", 1, 3))),
                "the segment 'far' goes from token 1 to 3, but the prompt ends at 2");
        refused(
                () -> TEXT.answered(" There.").segmented(parts(new Segment("all", 0, 20))),
                "the segment 'all' goes from character 0 to 20, into the answer, which begins at 19 and is a part of its own; end"
                        + " the segment there");
        refused(
                () -> Prompt.ofIds(1, 2, 3)
                        .segmented(parts(new Segment("all", 0, 3)))
                        .answeredFrom(2),
                "the segment 'all' goes from token 0 to 3, into the answer, which begins at 2 and is a part of its own; end the"
                        + " segment there");
        refused(
                () -> Prompt.ofPair("one", "two").segmented(parts(new Segment("both", 0, 7))),
                "the segment 'both' reaches over both texts of the pair; name a segment in each");
        refused(
                () -> Prompt.of("a\ud83d\ude00b").segmented(parts(new Segment("half", 0, 2))),
                "the segment 'half' goes from character 0 to 2, and so begins or ends between the two halves of a character");
        refused(
                () -> Prompt.ofPixels(1, 1, 1, new double[] {1}).segmented(parts(new Segment("x", 0, 1))),
                "an image has no segments; leave them out");
    }
}
