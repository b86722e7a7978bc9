// SPDX-License-Identifier: BSD-3-Clause
/**
 * What stands on a page: {@link org.lxt.report.html.panel.Panel} of a target on a prompt, {@link
 * org.lxt.report.html.panel.ImagePanel} of one on an image, and the {@link org.lxt.report.html.panel.Markup} that they write.
 */
package org.lxt.report.html.panel;
