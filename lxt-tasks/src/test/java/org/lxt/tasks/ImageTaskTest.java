// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;

/** Images, run without any program around them. */
class ImageTaskTest {
    private static final GivenImage IMAGE = GivenImage.read(Models.IMAGE);
    private static OpenModel model;

    @BeforeAll
    static void open() {
        model = ModelSource.of(Models.VISION).open();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void theImageIsPreparedAsTheCheckpointWantsIt() {
        Report report = ImageTask.of(IMAGE).run(model).report();
        assertThat(report.image().name()).isEqualTo("jpeg-420.jpg");
        assertThat(report.image().preparation()).startsWith("61 x 47, resized to 37 at the shorter edge");
        assertThat(report.explained().getFirst().target().id()).isEqualTo(4);
        assertThat(report.explained().getFirst().gamma()).isNull();
    }

    @Test
    void everyPairOfAGridIsAHeatmapAndItsCellIsTheOneGammaAlone() {
        TargetNames label = TargetNames.of("2");
        List<Double> convolutions = List.of(0.1, 100.0);
        List<Double> linears = List.of(0.0, 0.05);
        TaskResult grid = new ImageTask(IMAGE, label, Gammas.grid(convolutions, linears)).run(model);
        assertThat(grid.report().explained())
                .extracting(e -> e.gamma())
                .containsExactly(new Gamma(0.1, 0), new Gamma(0.1, 0.05), new Gamma(100, 0), new Gamma(100, 0.05));
        Gammas one = new Gammas(List.of(100.0), List.of(0.05), false);
        TaskResult alone = new ImageTask(IMAGE, label, one).run(model);
        assertThat(grid.attributions().get(3).pixels().orElseThrow().values())
                .isEqualTo(
                        alone.attributions().getFirst().pixels().orElseThrow().values());
        assertThat(grid.attributions().get(0).pixels().orElseThrow().values())
                .isNotEqualTo(
                        alone.attributions().getFirst().pixels().orElseThrow().values());
        assertThat(new ImageTask(IMAGE, label, Gammas.grid(List.of(), List.of()))
                        .run(model)
                        .attributions())
                .hasSize(15);
    }

    @Test
    void whatIsNoGridIsRefused() {
        assertThatThrownBy(() -> new Gammas(List.of(-1.0), List.of(), false))
                .hasMessage("a gamma must be a number, 0 or more");
        assertThatThrownBy(() -> new Gammas(List.of(1.0, 2.0), List.of(), false))
                .hasMessageContaining("make a grid");
        assertThatThrownBy(() -> Gammas.grid(java.util.Collections.nCopies(14, 1.0), List.of()))
                .hasMessage("a grid has at most 64 heatmaps; give fewer gammas");
        assertThatThrownBy(() -> new ImageTask(IMAGE, TargetNames.of("1", "2"), Gammas.grid(List.of(), List.of())))
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.remedy()).isEqualTo(Remedy.NAME_ONE_TARGET));
    }

    @Test
    void aModelOfImagesReadsNoText() {
        assertThatThrownBy(() -> TextTask.of("a cat").run(model))
                .hasMessage("this model reads images; give it an image instead of text");
    }
}
