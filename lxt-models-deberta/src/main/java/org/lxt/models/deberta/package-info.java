// SPDX-License-Identifier: BSD-3-Clause
/** The plugin of DeBERTa: {@link org.lxt.models.deberta.DebertaPlugin}. Begin with {@code Deberta}. */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.deberta;
