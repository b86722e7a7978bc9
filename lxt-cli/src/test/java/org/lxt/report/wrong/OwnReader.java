// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.wrong;

import tools.jackson.databind.json.JsonMapper;

/** A reader of JSON with a strictness of its own. */
final class OwnReader {
    Object read(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
