// SPDX-License-Identifier: BSD-3-Clause
/** The project of a new plugin, written from templates by {@link org.lxt.cli.plugin.PluginProject}. */
package org.lxt.cli.plugin;
