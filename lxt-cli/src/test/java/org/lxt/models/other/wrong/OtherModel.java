// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.other.wrong;

/** Another family, which the wrong one depends on. */
public final class OtherModel {
    private OtherModel() {}
}
