// SPDX-License-Identifier: BSD-3-Clause
/** The models that divide a piece of text into tokens. {@link org.lxt.tokenizers.model.Models} reads one. */
package org.lxt.tokenizers.model;
