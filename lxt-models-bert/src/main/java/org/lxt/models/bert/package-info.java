// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plugin of BERT, RoBERTa, MPNet and DistilBERT: {@link org.lxt.models.bert.BertPlugin}. Their forward code begins at
 * {@code EncoderParameters}.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.models.bert;
