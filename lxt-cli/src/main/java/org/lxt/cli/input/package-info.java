// SPDX-License-Identifier: BSD-3-Clause
/** What a user wrote, and how it is read. */
package org.lxt.cli.input;
