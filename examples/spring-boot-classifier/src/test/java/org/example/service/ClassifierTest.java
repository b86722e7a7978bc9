// SPDX-License-Identifier: BSD-3-Clause
package org.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ClassifierTest {
    @Autowired
    private Environment environment;

    @Autowired
    private MeterRegistry registry;

    private HttpResponse<String> classify(String text) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + environment.getProperty("local.server.port") + "/classify"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aTextIsClassifiedAndExplainedAndTheCallTimed() throws Exception {
        HttpResponse<String> answer = classify("the film is awful");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"NEGATIVE\"", "\"awful\"", "\"relevance\"");
        assertThat(registry.timer(
                                "lxt.call", "kind", "EXPLAIN", "model", "sentiment", "method", "attnlrp", "outcome", "done")
                        .count())
                .isPositive();
    }

    @Test
    void aTextThatIsTooLongIsTheCallersFault() throws Exception {
        HttpResponse<String> answer = classify("the film is awful ".repeat(100));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("tokens").doesNotContain("at org.lxt", "/models/");
    }
}
