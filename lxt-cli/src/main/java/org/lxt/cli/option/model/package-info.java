// SPDX-License-Identifier: BSD-3-Clause
/** Options about where a model comes from: folders, files, the hub, samples, plugins. */
package org.lxt.cli.option.model;
