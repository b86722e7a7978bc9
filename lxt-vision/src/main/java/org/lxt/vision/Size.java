// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision;

/**
 * A size in pixels.
 *
 * @param width pixels of a row
 * @param height rows
 */
public record Size(int width, int height) {
    @Override
    public String toString() {
        return width + " x " + height;
    }
}
