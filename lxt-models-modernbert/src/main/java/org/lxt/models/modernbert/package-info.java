// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of ModernBERT: {@link org.lxt.models.modernbert.ModernBertPlugin}. Begin with {@code ModernBert}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.modernbert;
