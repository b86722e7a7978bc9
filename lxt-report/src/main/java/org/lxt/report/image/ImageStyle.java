// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.image;

/** How the heatmap of an image is drawn. */
public enum ImageStyle {
    /** Relevance alone. */
    HEATMAP,
    /** Relevance over the image, which is grey, so that colour means relevance alone. */
    OVERLAY,
    /** The image, relevance, and both. */
    SIDE_BY_SIDE
}
