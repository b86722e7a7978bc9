// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.hub.FakeHub.Seen;
import org.lxt.hub.error.HubException;

/** What the hub says no to, where redirects lead, and what a token is told to whom. */
@Timeout(60)
class RefusedPullsTest {
    private static final String FILE = "model.safetensors";
    private static final String INFO = "/api/models/test-org/small-model/revision/main";
    private static final String TREE = "/api/models/test-org/small-model/tree/" + FakeHub.COMMIT;
    private static final String TOKEN = "hf_secret0123456789";

    @TempDir
    Path cache;

    private final FakeHub server = FakeHub.ofReference();
    private final HubModel model = HubModel.of(FakeHub.MODEL);

    @AfterEach
    void close() {
        server.close();
    }

    private Path pull() {
        return Hub.of(server.settings(cache)).pull(model);
    }

    private Path pullWithToken() {
        return Hub.of(server.settings(cache, Map.of("HF_TOKEN", TOKEN))).pull(model);
    }

    @Test
    void aModelThatIsNotThere() {
        server.always(INFO, (e, _) -> FakeHub.error(e, 401, "RepoNotFound", "Repository not found"));
        assertThatThrownBy(this::pull)
                .hasMessage("there is no model test-org/small-model at " + server.address()
                        + ", or it is private; check the name, or set HF_TOKEN to a token that may read it");
        assertThatThrownBy(this::pullWithToken)
                .hasMessage("there is no model test-org/small-model at " + server.address()
                        + ", or the token may not read it; check the name and the token");
    }

    @Test
    void aTokenThatIsNotAccepted() {
        server.always(INFO, (e, _) -> FakeHub.error(e, 401, "", "Invalid credentials in Authorization header"));
        assertThatThrownBy(this::pullWithToken)
                .hasMessage(
                        "test-org/small-model: the hub does not accept the token; set HF_TOKEN to one that is valid");
    }

    @Test
    void aGatedModel() {
        server.always("config.json", (e, _) -> FakeHub.error(e, 403, "GatedRepo", "Access is restricted"));
        assertThatThrownBy(this::pull)
                .hasMessage("test-org/small-model is gated: accept its conditions on its page at " + server.address()
                        + "/test-org/small-model, and set HF_TOKEN to a token of that account");
        assertThatThrownBy(this::pullWithToken)
                .hasMessageEndingWith("/test-org/small-model, with the account that the token belongs to");
    }

    @Test
    void otherRefusals() {
        server.always(INFO, (e, _) -> FakeHub.error(e, 404, "RevisionNotFound", ""));
        assertThatThrownBy(this::pull)
                .hasMessage("test-org/small-model has no revision 'main'; name a branch, a tag or a whole commit");
        server.always(INFO, (e, _) -> FakeHub.text(e, 403, ""));
        assertThatThrownBy(this::pull)
                .hasMessage("test-org/small-model: the hub forbids access without a token; set HF_TOKEN to one that may"
                        + " read the model");
        server.always(INFO, (e, _) -> FakeHub.text(e, 418, ""));
        assertThatThrownBy(this::pull).hasMessage("test-org/small-model: 127.0.0.1 answers with status 418; try later");
        server.always(INFO, (e, _) -> FakeHub.text(e, 500, ""));
        assertThatThrownBy(this::pull)
                .hasMessage("test-org/small-model: 127.0.0.1 is out of order (500), 3 times; pull again later, what has"
                        + " come is kept");
    }

    @Test
    void somethingThatIsNoHub() {
        server.always(INFO, (e, _) -> FakeHub.text(e, 200, "<html>please log in</html>"));
        assertThatThrownBy(this::pull)
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith(
                        "test-org/small-model: what answers at " + server.address() + " is no hub, its answer ");
        server.always(INFO, (e, _) -> FakeHub.text(e, 200, "{\"sha\":\"../../../etc\"}"));
        assertThatThrownBy(this::pull).hasMessageContaining("is no hub, it names no commit");
    }

    @Test
    void nothingAtThatAddress() {
        Hub closed = Hub.of(server.settings(cache, Map.of("HF_ENDPOINT", "http://127.0.0.1:1")));
        assertThatThrownBy(() -> closed.pull(model))
                .hasMessage(
                        "test-org/small-model: the hub at http://127.0.0.1:1 cannot be used, the connection is refused;"
                                + " check the network, HTTPS_PROXY and HF_ENDPOINT, or use what is in the cache with --offline");
        Hub unknown = Hub.of(server.settings(cache, Map.of("HF_ENDPOINT", "http://no-such-host.invalid")));
        assertThatThrownBy(() -> unknown.pull(model)).hasMessageContaining("cannot be used, its name is not known");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.json",
                "a/../../outside.json",
                "/etc/outside.json",
                "a//b.json",
                "./config.json",
                "..",
                ""
            })
    void namesThatLeadOutOfTheCache(String name) throws IOException {
        server.files.put(name, new byte[5]);
        assertThatThrownBy(this::pull)
                .isInstanceOf(HubException.class)
                .hasMessage("test-org/small-model: the hub lists a file '" + name
                        + "', whose name could lead out of the cache; nothing was fetched");
        assertThat(server.seen).noneMatch(s -> s.path().contains("/resolve/"));
        try (Stream<Path> beside = Files.list(cache.getParent())) {
            assertThat(beside.map(p -> p.getFileName().toString())).doesNotContain("outside.json");
        }
    }

    @Test
    void namesThatLeadOutOfTheCacheOnAnotherSystem() {
        server.files.put("additional_chat_templates/..\\..\\x.jinja", new byte[5]);
        assertThatThrownBy(this::pull).hasMessageContaining("could lead out of the cache");
        assertThatThrownBy(() -> model.withFile("a\\..\\b.gguf")).hasMessageContaining("is no name of a file");
        assertThatThrownBy(() -> model.at("../x")).hasMessageContaining("is no revision");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"type\":\"file\",\"path\":\"config.json\",\"size\":-1,\"oid\":\"0123456789012345678901234567890123456789\"}]",
                "[{\"type\":\"file\",\"path\":\"config.json\",\"size\":1.5,\"oid\":\"0123456789012345678901234567890123456789\"}]",
                "[{\"type\":\"file\",\"path\":\"config.json\",\"size\":1,\"oid\":\"../x\"}]",
                "[{\"type\":\"file\",\"path\":\"config.json\",\"size\":1,\"oid\":\"0123456789012345678901234567890123456789\","
                        + "\"lfs\":{\"size\":1,\"oid\":\"short\"}}]",
                "[{\"type\":\"file\",\"path\":\"config.json\",\"size\":1}]",
                "[{\"path\":\"config.json\"}]"
            })
    void listsThatMakeNoSense(String list) {
        server.always(TREE, (e, _) -> FakeHub.text(e, 200, list));
        assertThatThrownBy(this::pull).hasMessageContaining("the hub's list of its files cannot be used, ");
    }

    @Test
    void aListThatHasNoEnd() {
        server.always(TREE, (e, _) -> {
            e.getResponseHeaders().add("Link", "<" + server.address() + TREE + ">; rel=\"next\"");
            FakeHub.text(e, 200, "[]");
        });
        assertThatThrownBy(this::pull).hasMessageContaining("does not end after 300 pages");
    }

    @Test
    void theTokenGoesToTheHubAndNowhereElse() {
        try (FakeHub elsewhere = FakeHub.ofReference()) {
            server.always(FILE, (e, _) -> {
                e.getResponseHeaders()
                        .add("Location", elsewhere.address() + e.getRequestURI().getPath());
                FakeHub.text(e, 302, "");
            });
            assertThat(pullWithToken().resolve(FILE)).exists();
            assertThat(server.seen).allMatch(s -> s.header("Authorization").equals("Bearer " + TOKEN));
            assertThat(elsewhere.seen).hasSize(1);
            assertThat(elsewhere.seen).allMatch(s -> s.header("Authorization").isEmpty());
        }
    }

    @Test
    void theTokenGoesNoFurtherOnTheWayBackFromElsewhere() {
        try (FakeHub elsewhere = FakeHub.ofReference()) {
            server.next(FILE, (e, _) -> {
                e.getResponseHeaders().add("Location", elsewhere.address() + "/x/" + FILE);
                FakeHub.text(e, 307, "");
            });
            elsewhere.always("/x/" + FILE, (e, _) -> {
                e.getResponseHeaders().add("Location", server.address() + "/moved");
                FakeHub.text(e, 307, "");
            });
            server.always("/moved", (e, _) -> FakeHub.serve(e, server.files.get(FILE), "\"m\""));
            pullWithToken();
            assertThat(elsewhere.seen).allMatch(s -> s.header("Authorization").isEmpty());
        }
    }

    @Test
    void aRelativeRedirectStaysAtTheHub() {
        server.next(FILE, (e, _) -> {
            e.getResponseHeaders().add("Location", "/elsewhere/" + FILE);
            FakeHub.text(e, 307, "");
        });
        server.always("/elsewhere/" + FILE, (e, _) -> FakeHub.serve(e, server.files.get(FILE), "\"m\""));
        assertThat(pullWithToken().resolve(FILE)).exists();
        assertThat(server.requests(FILE))
                .allMatch(s -> s.header("Authorization").equals("Bearer " + TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http:no host", "ftp://example.invalid/x", "http:///x"})
    void aRedirectToNoAddress(String location) {
        server.always(FILE, (e, _) -> {
            e.getResponseHeaders().add("Location", location);
            FakeHub.text(e, 302, "");
        });
        assertThatThrownBy(this::pull).hasMessageContaining("redirects to something that is no address of the web");
    }

    @Test
    void aRedirectInCirclesOrToNowhere() {
        server.always(FILE, (e, _) -> {
            e.getResponseHeaders().add("Location", e.getRequestURI().getPath());
            FakeHub.text(e, 302, "");
        });
        assertThatThrownBy(this::pull).hasMessageContaining("redirects more than 10 times");
        server.always(FILE, (e, _) -> FakeHub.text(e, 302, ""));
        assertThatThrownBy(this::pull).hasMessageContaining("redirects to nowhere");
    }

    @Test
    void aTokenIsInNoMessage() {
        server.always(INFO, (e, _) -> FakeHub.error(e, 403, "GatedRepo", TOKEN));
        assertThatThrownBy(this::pullWithToken).message().doesNotContain(TOKEN);
        assertThat(server.settings(cache, Map.of("HF_TOKEN", TOKEN)).toString()).doesNotContain(TOKEN);
        assertThatThrownBy(() -> server.settings(cache, Map.of("HF_TOKEN", TOKEN + "\nX: y")))
                .hasMessageContaining("holds characters that no token has")
                .message()
                .doesNotContain(TOKEN);
    }

    @Test
    void aProxyOfTheEnvironmentIsUsed() {
        try (FakeHub proxy = FakeHub.ofReference()) {
            Map<String, String> through =
                    Map.of("http_proxy", proxy.address().toString(), "HF_ENDPOINT", "http://hub.invalid");
            Path folder = Hub.of(server.settings(cache, through)).pull(model);
            assertThat(folder.resolve(FILE)).exists();
            assertThat(proxy.seen).extracting(s -> s.header("Host")).contains("hub.invalid");
            assertThat(server.seen).isEmpty();
        }
    }

    @Test
    void aProxyThatAsksForAPassword() {
        server.always(INFO, (e, _) -> FakeHub.text(e, 407, ""));
        assertThatThrownBy(this::pull)
                .hasMessageContaining("the proxy asks for a name and a password, which LXT does not send");
    }

    @Test
    void requestsSayWhoAsks() {
        pull();
        assertThat(server.seen).extracting((Seen s) -> s.header("User-agent")).containsOnly("lxt-java");
        assertThat(server.seen).allMatch(s -> s.header("Authorization").isEmpty());
    }
}
