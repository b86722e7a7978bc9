// SPDX-License-Identifier: BSD-3-Clause
/** Reads JSON of unknown origin within limits, and writes JSON that can be shown safely. */
@org.jspecify.annotations.NullMarked
module org.lxt.json {
    requires transitive org.lxt.api;
    requires transitive tools.jackson.databind;
    requires static org.jspecify;

    exports org.lxt.json;
}
