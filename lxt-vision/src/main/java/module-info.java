// SPDX-License-Identifier: BSD-3-Clause
/**
 * Reads images and prepares them for a model, with the numbers of Pillow, torchvision and transformers.
 *
 * <p>Files are taken as untrusted: their sizes are checked before anything is decoded.
 */
@org.jspecify.annotations.NullMarked
module org.lxt.vision {
    requires transitive org.lxt.spi;
    requires java.desktop;
    requires static org.jspecify;

    exports org.lxt.vision;
    exports org.lxt.vision.decode;
    exports org.lxt.vision.prepare;
    exports org.lxt.vision.resize;

    uses javax.imageio.spi.ImageReaderSpi;
}
