// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;

/** What came after all redirects, its body yet to be read. */
record HubAnswer(HttpResponse<InputStream> response, URI address) implements AutoCloseable {
    private static final int PARTIAL = 206;

    int status() {
        return response.statusCode();
    }

    HttpHeaders headers() {
        return response.headers();
    }

    boolean isWhole() {
        return status() == 200;
    }

    boolean isPart() {
        return status() == PARTIAL;
    }

    /** Whether asking again later may succeed. */
    boolean isPassing() {
        return switch (status()) {
            case 408, 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    Optional<String> header(String name) {
        return headers().firstValue(name);
    }

    /** How many bytes the body has, if it says so and is not compressed. */
    OptionalLong length() {
        return header("Content-Length").map(HubAnswer::number).orElse(OptionalLong.empty());
    }

    static OptionalLong number(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    InputStream body() {
        return response.body();
    }

    @Override
    public void close() {
        try {
            body().close();
        } catch (IOException _) {
            // what was wanted of it has been read
        }
    }
}
