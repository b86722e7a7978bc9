// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cli.Cli;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;
import org.lxt.rules.composite.Composite;
import org.lxt.vision.RgbImage;
import org.lxt.vision.decode.ImageFiles;

/** {@code lxt explain --image}: from an image file to a heatmap over its pixels, and every wrong use. */
class ImageCommandTest {
    private static final Path IMAGES = Path.of(System.getProperty("lxt.root"), "oracle", "images");
    private static final Path IMAGE = IMAGES.resolve("jpeg-420.jpg");
    private static final Path MODEL = Cli.oracleCase("vit-gamma");

    @TempDir
    Path folder;

    private static Cli explain(Object... more) {
        Object[] args = new Object[5 + more.length];
        System.arraycopy(new Object[] {"explain", "--model", MODEL, "--image", IMAGE}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return Cli.run(args);
    }

    @Test
    void numbersWithoutASignHaveNone() {
        List<String> lines = explain("--method", "gradient-norm").succeeds().lines();
        assertThat(String.join(" ", lines)).contains("patches, in their order; the numbers have no sign");
        assertThat(lines)
                .filteredOn(l -> l.matches("row +\\d.*"))
                .hasSize(12)
                .allMatch(l -> l.matches("row +\\d+, column +\\d+ +[0-9.]+ *#*"));
    }

    @Test
    void predictionsComeFirstThenWhy() {
        List<String> lines =
                explain("--gamma-conv", 0.25, "--gamma-linear", 0.05).succeeds().lines();
        assertThat(String.join(" ", lines))
                .contains("VisionTransformer, cp-lrp with gamma(0.25) on convolutions, gamma(0.05) on linear layers")
                .contains("jpeg-420.jpg: 61 x 47, resized to 37 at the shorter edge (bilinear), cut to")
                .contains("the 12 most relevant of 16 patches, in their order")
                .contains("at the pixels");
        int first = lines.indexOf(lines.stream()
                .filter(l -> l.contains("\"LABEL_4\" (id 4)"))
                .findFirst()
                .orElseThrow());
        int why = lines.indexOf("the 12 most relevant of 16 patches, in their order");
        assertThat(lines.get(first)).matches(" *\\d+\\.\\d% +\\d\\.\\d{4}  \"LABEL_4\" \\(id 4\\)");
        assertThat(first).isLessThan(why);
        assertThat(String.join("", lines)).doesNotContain("\u001b");
    }

    @Test
    void relevanceIsThatOfTheLibraryForTheSamePixels() throws IOException {
        Path json = folder.resolve("why.json");
        explain("--gamma-conv", 0.25, "--gamma-linear", 0.05, "--quiet", "--json", json)
                .succeeds();
        Report report = ReportJson.read(json);
        assertThat(report.image()).isNotNull();
        Explained e = report.explained().getFirst();
        assertThat(e.gamma().convolutions()).isEqualTo(0.25);
        double[] values = new double[3 * 32 * 32];
        double[] mean = {0.485, 0.456, 0.406};
        double[] deviation = {0.229, 0.224, 0.225};
        for (int i = 0; i < values.length; i++) {
            int c = i / 1024;
            int sample = report.image().pixel(i % 32, i / 32 % 32) >> (16 - 8 * c) & 0xff;
            values[i] = (sample / 255.0 - mean[c]) / deviation[c];
        }
        try (Explainer lxt =
                Explainer.builder(MODEL).composite(Composite.gamma(0.25, 0.05)).open()) {
            Attribution a = lxt.explain(Prompt.ofPixels(3, 32, 32, values), Target.topLogit());
            assertThat(e.target().logit()).isEqualTo(a.target().logit(), within(1e-9));
            double[] pixels = a.pixels().orElseThrow().values();
            assertThat(e.pixels().values()).containsExactly(pixels, within(1e-9));
        }
        double[] patches = e.pixels().patches();
        assertThat(Arrays.stream(patches).sum()).isEqualTo(e.pixels().sum(), within(1e-9));
        assertThat(e.tokens()).hasSize(17);
        assertThat(e.tokens().get(1).relevance()).isEqualTo(patches[0]);
        assertThat(ReportJson.parse(ReportJson.toString(report))).isEqualTo(report);
    }

    @Test
    void checkpointsOfEveryKindGiveOneAnswer() throws IOException {
        Path torch = Files.createDirectory(folder.resolve("torch"));
        Path file = Files.copy(MODEL.resolve("model.pth"), torch.resolve("vit_b_16-c867db91.pth"));
        assertThat(Cli.run("explain", "--model", torch, "--image", IMAGE).fails())
                .contains(
                        "how many attention heads", "cannot be told from its shapes; give a config.json that says so");
        Files.copy(MODEL.resolve("config.json"), torch.resolve("config.json"));
        String expected = answer(MODEL);
        assertThat(answer(torch)).isEqualTo(expected);
        assertThat(answer(file)).isEqualTo(expected);
    }

    private static String answer(Path model) {
        return Cli.run("explain", "--model", model, "--image", IMAGE).succeeds().lines().stream()
                .filter(l -> l.startsWith("explained"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void severalTargetsAndContrastsAreExplained() throws IOException {
        Path json = folder.resolve("why.json");
        Path png = folder.resolve("why.png");
        explain("--target", "label_6", "--target", 4, "--contrast", "LABEL_0", "--json", json, "--png", png)
                .succeeds();
        Report report = ReportJson.read(json);
        assertThat(report.explained()).hasSize(2);
        assertThat(report.explained().getFirst().target().id()).isEqualTo(6);
        assertThat(report.explained().getFirst().contrast().tokens().getFirst().id())
                .isZero();
        assertThat(folder.resolve("why-2.png")).exists();
    }

    @Test
    void labelsMayComeFromAFile() throws IOException {
        String names =
                "tench\ngoldfish, Carassius auratus\nshark\nray\ntabby, tabby cat\nhen\nostrich\nfinch\njunco\nrobin\n";
        Path file = Files.writeString(folder.resolve("labels.txt"), names);
        assertThat(explain("--labels", file, "--target", "tabby").succeeds().out())
                .contains("explained  \"tabby, tabby cat\" (id 4): logit");
        Path json = Files.writeString(
                folder.resolve("labels.json"),
                "{\"0\": [\"n0\", \"a\"], \"1\": [\"n1\", \"b\"], \"2\": [\"n2\", \"c\"], \"3\": [\"n3\", \"d\"],"
                        + " \"4\": [\"n4\", \"e\"], \"5\": [\"n5\", \"f\"], \"6\": [\"n6\", \"g\"], \"7\": [\"n7\","
                        + " \"h\"], \"8\": [\"n8\", \"i\"], \"9\": [\"n9\", \"j\"]}");
        assertThat(explain("--labels", json).succeeds().out()).contains("explained  \"e\" (id 4)");
        Path few = Files.writeString(folder.resolve("few.txt"), "one\ntwo\n");
        assertThat(explain("--labels", few).isRefused())
                .isEqualTo("lxt: names of classes: 2, but the model has 10 classes; give one name for each, in their"
                        + " order");
        Path none = Files.writeString(folder.resolve("none.json"), "{\"0\": 7}");
        assertThat(explain("--labels", none).isRefused())
                .contains("none.json is not a file of labels: it has no name for class 0");
        assertThat(explain("--labels", folder.resolve("gone")).isRefused()).contains("there is no file of labels");
    }

    @Test
    void theGridHasACellForEachGamma() throws IOException {
        Path json = folder.resolve("grid.json");
        Path png = folder.resolve("grid.png");
        Path html = folder.resolve("grid.html");
        explain(
                        "--grid",
                        "--gamma-conv",
                        "0.1,0.25",
                        "--gamma-linear",
                        "0,0.05,1",
                        "--json",
                        json,
                        "--png",
                        png,
                        "--html",
                        html)
                .succeeds();
        Report report = ReportJson.read(json);
        assertThat(report.explained()).hasSize(6);
        assertThat(report.explained().get(4).gamma().convolutions()).isEqualTo(0.25);
        assertThat(report.explained().get(4).gamma().linears()).isEqualTo(0.05);
        assertThat(report.explained().get(4).pixels())
                .isNotEqualTo(report.explained().get(1).pixels());
        assertThat(report.explained())
                .allSatisfy(e -> assertThat(e.target().logit()).isEqualTo(2.81885, within(1e-4)));
        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(3 * 32);
        assertThat(Files.readString(html)).contains("Gamma of convolutions down", "img-src data:");
    }

    /** Three maps side by side, so each pixel more is 3 x 32 pixels of the picture. */
    @Test
    void aGridIsDrawnInTheZoomThatWasAskedFor() throws IOException {
        int[] widths = new int[2];
        for (int zoom : new int[] {8, 9}) {
            Path png = folder.resolve("grid.png");
            explain("--grid", "--gamma-conv", "0.1", "--gamma-linear", "0,0.05,1", "--zoom", zoom, "--png", png)
                    .succeeds();
            widths[zoom - 8] = ImageIO.read(png.toFile()).getWidth();
        }
        assertThat(widths[0]).isGreaterThan(3 * 8 * 32).isLessThan(3 * 8 * 32 + 200);
        assertThat(widths[1] - widths[0]).isEqualTo(3 * 32);
    }

    /** A report for each of 15 gammas would fill screens; the figure shows them. */
    @Test
    void theTerminalHasALineForEachGammaAndNoReport() {
        Cli run = explain("--grid").succeeds();
        assertThat(run.lines()).hasSizeLessThan(40);
        assertThat(run.lines().stream().filter(l -> l.startsWith("explained  ")))
                .hasSize(1);
        assertThat(run.lines().stream()
                        .filter(l -> l.matches(" +\\S+ +\\S+ +[-+]\\S+ +[-+]\\S+ +row \\d+, column \\d+: .*")))
                .hasSize(15);
        assertThat(run.lines())
                .anyMatch(l -> l.matches("gamma-conv +gamma-linear +at pixels +absorbed +strongest patch"));
        assertThat(run.lines().getFirst()).contains(" with 15 gammas, ");
        assertThat(explain("--grid", "--target", "1", "--target", "2").isCalledWrongly())
                .contains("a grid is about one target; give one --target");
    }

    @Test
    void aPictureCanBeTheBareHeatmapInZennitsColours() throws IOException {
        Path png = folder.resolve("heat.png");
        Path json = folder.resolve("heat.json");
        explain("--heatmap-style", "heatmap", "--colors", "bwr", "--zoom", 1, "--png", png, "--json", json)
                .succeeds();
        BufferedImage heat = ImageIO.read(png.toFile());
        assertThat(heat.getWidth()).isEqualTo(32);
        double[] pixels = ReportJson.read(json).explained().getFirst().pixels().pixels();
        int strongest = 0;
        for (int i = 0; i < pixels.length; i++) {
            strongest = Math.abs(pixels[i]) > Math.abs(pixels[strongest]) ? i : strongest;
        }
        assertThat(heat.getRGB(strongest % 32, strongest / 32) & 0xffffff)
                .isEqualTo(pixels[strongest] > 0 ? 0xff0000 : 0x0000ff);
        Path overlay = folder.resolve("overlay.png");
        explain("--heatmap-style", "overlay", "--patches", "--zoom", 3, "--png", overlay)
                .succeeds();
        assertThat(ImageIO.read(overlay.toFile()).getWidth()).isEqualTo(96);
    }

    @Test
    void theTableHasARowForEachPatch() throws IOException {
        Path csv = folder.resolve("why.csv");
        explain("--csv", csv).succeeds();
        assertThat(Files.readAllLines(csv)).hasSize(18);
        assertThat(Files.readString(csv)).contains("\"row 2, column 3\"", "\"class token\"");
    }

    @Test
    void aDocumentShowsTheImageAndItsHeatmaps() throws IOException {
        Path pdf = folder.resolve("why.pdf");
        assertThat(explain("--pdf", pdf).succeeds().out()).contains("written to " + pdf);
        assertThat(Files.readAllBytes(pdf)).startsWith("%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void coloursFollowTheTerminal() {
        String colored = explain("--color", "always").out();
        assertThat(colored).containsPattern("\u001b\\[[0-9;]+m").contains("\u001b[0m");
        assertThat(explain("--color", "never").out()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "some text|--image FILE is what the model reads, so give it no text",
                "--ids x.json|--image FILE is what the model reads, so give it no text",
                "--generate 3|--image FILE is what the model reads, so give it no text",
                "--pair x|--chat, --pair, --similar-to and --position are about text",
                "--position 1|--chat, --pair, --similar-to and --position are about text",
                "--words|--words, --segments and --layers are about text; leave them out with --image FILE",
                "--gamma-conv -1|a gamma must be a number, 0 or more",
                "--gamma-conv NaN|a gamma must be a number, 0 or more",
                "--gamma-linear much|'much' is not a number",
                "--gamma-linear 0,1|several gammas are drawn by --grid; without it give one",
                "--heatmap-style round|'round' is none of heatmap, overlay, side-by-side",
                "--colors pretty|there are no colours 'pretty'; there are lxt, bwr",
                "--grid --heatmap-style side-by-side|--grid draws a heatmap or an overlay in each cell",
                "--level 0|--level must be a positive number",
                "--zoom 0|--zoom must be from 1 to 32"
            })
    void wrongCallsAreToldSo(String more, String sentence) {
        Object[] words = more.equals("some text") ? new Object[] {more} : more.split(" ");
        assertThat(explain(words).isCalledWrongly()).contains(sentence);
    }

    @Test
    void imagesNeedAModelAndOptionsAboutImagesAnImage() {
        assertThat(Cli.run("explain", "--image", IMAGE).isCalledWrongly())
                .contains("--image FILE needs --model DIR with a vision transformer");
        assertThat(Cli.run("explain", "--grid", "Lars likes").isCalledWrongly())
                .contains("are about images: give one with --image FILE");
        assertThat(Cli.run("bench", "--model", MODEL, "--gamma", -1, 0).isCalledWrongly())
                .contains("a gamma must be a number, 0 or more");
    }

    @Test
    void aModelThatReadsTheOtherThingIsRefused() {
        Path llama = Cli.oracleCase("llama-cp-lrp");
        assertThat(Cli.run("explain", "--model", llama, "--image", IMAGE).isRefused())
                .isEqualTo("lxt: this model reads text, not images; leave --image out and give it a prompt");
        assertThat(Cli.run("explain", "--model", MODEL, "a cat").isRefused())
                .isEqualTo("lxt: this model reads images; give it one with --image FILE instead of text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg-420.jpg", "rgb.png", "lossless.webp"})
    void aTruncatedImageIsRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(IMAGES.resolve(name));
        Path cut = Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));
        assertThat(Cli.run("explain", "--model", MODEL, "--image", cut).isRefused())
                .startsWith("lxt: " + cut + ": is a ")
                .endsWith("; the file is damaged or incomplete, so download or export it again");
    }

    @Test
    void imagesThatAreNoneAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("cat.jpg"), "no cat");
        assertThat(Cli.run("explain", "--model", MODEL, "--image", text).isRefused())
                .contains("is not an image of a known format, but images are read as PNG, JPEG, WebP, GIF or BMP");
        assertThat(Cli.run("explain", "--model", MODEL, "--image", folder.resolve("gone.png"))
                        .isRefused())
                .contains("does not exist; give the path of an image");
        byte[] huge = Files.readAllBytes(IMAGES.resolve("palette.gif"));
        Arrays.fill(huge, 6, 10, (byte) 0xff);
        Path bomb = Files.write(folder.resolve("bomb.gif"), huge);
        assertThat(Cli.run("explain", "--model", MODEL, "--image", bomb).isRefused())
                .contains("declares 65535 x 65535 pixels, more than the 89478485 that are read");
    }

    @Test
    void aFileOfWeightsThatWantsToRunCodeIsRefusedByTheNameItAsksFor() {
        Path bad = Path.of(System.getProperty("lxt.root"), "oracle", "torch", "bad", "system.pth");
        assertThat(Cli.run("explain", "--model", bad, "--image", IMAGE).fails())
                .contains(
                        "asks for the Python object 'posix.system', which no file of weights needs and which could run"
                                + " code");
        assertThat(Path.of("/tmp/lxt-was-here")).doesNotExist();
    }

    @Test
    void inspectTellsHowImagesArePrepared() {
        Cli run = Cli.run("inspect", "--model", MODEL.resolve("model.pth"));
        assertThat(run.succeeds().out())
                .contains("images of 32 x 32 pixels with 3 channels, patches of 8 x 8")
                .contains("resized to 37 at the shorter edge (bilinear), cut to 32 x 32, by torchvision's ImageNet"
                        + " preset")
                .contains("can be explained");
        assertThat(Cli.run("models").succeeds().out()).contains("vit");
    }

    @Test
    void theRedShapeIsWhatSpeaksForItsName() throws IOException {
        Path sample = Path.of(System.getProperty("lxt.root"), "oracle", "sample-vision");
        Path json = folder.resolve("why.json");
        Cli.run(
                        "explain",
                        "--model",
                        sample,
                        "--image",
                        sample.resolve("shapes.jpg"),
                        "--gamma-conv",
                        0.25,
                        "--gamma-linear",
                        0.05,
                        "--json",
                        json)
                .succeeds();
        Report report = ReportJson.read(json);
        Explained e = report.explained().getFirst();
        assertThat(e.target().text()).isEqualTo("star");
        // The star lies on four patches, rows 6 and 7 and columns 5 and 6.
        double onStar = 0;
        double all = 0;
        double[] pixels = e.pixels().pixels();
        for (int i = 0; i < pixels.length; i++) {
            int row = i / 64 / 8;
            int column = i % 64 / 8;
            all += Math.abs(pixels[i]);
            onStar += row >= 6 && (column == 5 || column == 6) ? Math.abs(pixels[i]) : 0;
        }
        assertThat(report.image().pixel(51, 55) >> 16).isGreaterThan(180);
        assertThat(onStar / all).isGreaterThan(0.5);
    }

    @Test
    void theImageThatIsShownIsTheOneThatTheModelSaw() throws IOException {
        Path json = folder.resolve("why.json");
        Cli.run(
                        "explain",
                        "--model",
                        MODEL,
                        "--image",
                        IMAGES.resolve("jpeg-orientation-6.jpg"),
                        "--json",
                        json,
                        "--quiet")
                .succeeds();
        RgbImage upright = ImageFiles.read(IMAGES.resolve("jpeg-orientation-6.jpg"));
        assertThat(upright.height()).isGreaterThan(upright.width());
        assertThat(ReportJson.read(json).image().preparation()).startsWith("17 x 29, resized to 37");
    }
}
