// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import org.lxt.vision.Size;

/** The size that an image is resized to. */
public sealed interface ResizeTo {
    /** The size for an image of this one. */
    Size of(Size image);

    /** Always the same, whatever becomes of the proportions. */
    record Exactly(Size size) implements ResizeTo {
        @Override
        public Size of(Size image) {
            return size;
        }

        @Override
        public String toString() {
            return size.toString();
        }
    }

    /** The shorter edge of this length, the other in proportion, cut to an integer, as torchvision and transformers do. */
    record ShortestEdge(int length) implements ResizeTo {
        @Override
        public Size of(Size image) {
            return image.width() <= image.height()
                    ? new Size(length, longer(image.height(), image.width()))
                    : new Size(longer(image.width(), image.height()), length);
        }

        private int longer(int longEdge, int shortEdge) {
            return (int) Math.min(Integer.MAX_VALUE, (long) length * longEdge / shortEdge);
        }

        @Override
        public String toString() {
            return length + " at the shorter edge";
        }
    }
}
