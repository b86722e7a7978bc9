// SPDX-License-Identifier: BSD-3-Clause
/** Fetches models from a hub into the cache that Hugging Face's libraries share. */
@org.jspecify.annotations.NullMarked
module org.lxt.hub {
    requires transitive org.lxt.api;
    requires org.lxt.json;
    requires java.net.http;
    requires static org.jspecify;

    exports org.lxt.hub;
    exports org.lxt.hub.error;
    exports org.lxt.hub.settings;
}
