// SPDX-License-Identifier: BSD-3-Clause
/**
 * Files of tokenizers, read within limits. Start at {@link org.lxt.tokenizers.file.BoundedFiles}, which gives the
 * {@link org.lxt.tokenizers.file.Field} that a file holds.
 */
package org.lxt.tokenizers.file;
