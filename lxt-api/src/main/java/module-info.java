// SPDX-License-Identifier: BSD-3-Clause
/** What all other modules share: the parent of their exceptions, and the mark that says what a user may rely on. */
@org.jspecify.annotations.NullMarked
module org.lxt.api {
    requires static org.jspecify;

    exports org.lxt.api;
}
