// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the environment says, in the order in which huggingface_hub heeds it. */
class HubSettingsTest {
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    @TempDir
    Path folder;

    private static HubSettings of(Map<String, String> variables) {
        return HubSettings.of(variables);
    }

    @Test
    void withoutAnyVariableItIsThePublicHubAndTheUsualCache() {
        HubSettings settings = of(Map.of());
        assertThat(settings.endpoint().getScheme()).isEqualTo("https");
        assertThat(settings.cache()).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
        assertThat(settings.isOffline()).isFalse();
        assertThat(settings.linksFiles()).isTrue();
        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theCacheFollowsTheFirstVariableThatNamesIt() {
        assertThat(of(Map.of("XDG_CACHE_HOME", "/x")).cache()).isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(of(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "~/h")).cache()).isEqualTo(HOME.resolve("h/hub"));
        assertThat(of(Map.of("HF_HOME", "/h", "HUGGINGFACE_HUB_CACHE", "$BASE/c", "BASE", "/b"))
                        .cache())
                .isEqualTo(Path.of("/b/c"));
        assertThat(of(Map.of("HUGGINGFACE_HUB_CACHE", "/c", "HF_HUB_CACHE", "${BASE}/d", "BASE", "/b"))
                        .cache())
                .isEqualTo(Path.of("/b/d"));
        assertThat(of(Map.of("HF_HOME", "")).cache()).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
    }

    @Test
    void theTokenIsThatOfAVariableOrElseOfTheFile() throws IOException {
        Files.writeString(folder.resolve("token"), "hf_file\n");
        Map<String, String> file = Map.of("HF_HOME", folder.toString());
        assertThat(of(file).token()).contains("hf_file");
        assertThat(of(Map.of("HF_HOME", folder.toString(), "HF_TOKEN", " hf_named "))
                        .token())
                .contains("hf_named");
        assertThat(of(Map.of("HUGGING_FACE_HUB_TOKEN", "hf_old")).token()).contains("hf_old");
        assertThat(of(Map.of("HF_TOKEN_PATH", folder.resolve("token").toString()))
                        .token())
                .contains("hf_file");
        assertThat(of(Map.of("HF_HOME", folder.toString(), "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"))
                        .token())
                .isEmpty();
        assertThat(of(Map.of("HF_HOME", folder.resolve("none").toString())).token())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,true", "true,true", "Yes,true", "ON,true", "0,false", "no,false", "maybe,false"})
    void yesIsSaidInFourWays(String value, boolean yes) {
        assertThat(of(Map.of("HF_HUB_OFFLINE", value)).isOffline()).isEqualTo(yes);
        assertThat(of(Map.of("TRANSFORMERS_OFFLINE", value)).isOffline()).isEqualTo(yes);
        assertThat(of(Map.of("HF_HUB_DISABLE_SYMLINKS", value)).linksFiles()).isEqualTo(!yes);
    }

    @Test
    void theAddressMayEndWithASlash() {
        assertThat(of(Map.of("HF_ENDPOINT", "https://mirror.invalid/hub/")).endpoint())
                .isEqualTo(URI.create("https://mirror.invalid/hub"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mirror.invalid",
                "ftp://mirror.invalid",
                "https://",
                "https://me:pw@mirror.invalid",
                "https://m.invalid?x=1"
            })
    void anAddressThatIsNoneIsRefusedAndNotRepeated(String address) {
        assertThatThrownBy(() -> of(Map.of("HF_ENDPOINT", address)))
                .hasMessageStartingWith("HF_ENDPOINT is not the address of a hub")
                .message()
                .doesNotContain("pw");
    }

    @Test
    void aTimeoutThatIsNoneIsRefused() {
        assertThat(of(Map.of("HF_HUB_DOWNLOAD_TIMEOUT", "30")).patience()).isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(() -> of(Map.of("HF_HUB_DOWNLOAD_TIMEOUT", "0"))).hasMessageContaining("number of seconds");
        assertThatThrownBy(() -> of(Map.of("HF_HUB_DOWNLOAD_TIMEOUT", "soon")))
                .hasMessageContaining("number of seconds");
    }

    private static String proxy(Map<String, String> variables, String address) {
        List<Proxy> proxies = of(variables).proxies().select(URI.create(address));
        assertThat(proxies).hasSize(1);
        return proxies.getFirst().address() instanceof InetSocketAddress a
                ? a.getHostString() + ":" + a.getPort()
                : "none";
    }

    @Test
    void proxiesAreThoseOfTheScheme() {
        Map<String, String> both =
                Map.of("HTTPS_PROXY", "http://secure.invalid:3128", "http_proxy", "plain.invalid:8080", "NO_PROXY", "");
        assertThat(proxy(both, "https://hub.invalid/x")).isEqualTo("secure.invalid:3128");
        assertThat(proxy(both, "http://hub.invalid/x")).isEqualTo("plain.invalid:8080");
        assertThat(proxy(Map.of("ALL_PROXY", "http://all.invalid"), "https://hub.invalid"))
                .isEqualTo("all.invalid:80");
        assertThat(proxy(Map.of(), "https://hub.invalid")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "hub.invalid,none",
        ".invalid,none",
        "invalid,none",
        "*,none",
        "'other, HUB.invalid',none",
        "hub.invalid:443,p:1",
        "hub.invalid:8443,none",
        "ub.invalid,p:1",
        "other,p:1"
    })
    void someHostsNeedNone(String exempt, String expected) {
        assertThat(proxy(Map.of("https_proxy", "http://p:1", "no_proxy", exempt), "https://hub.invalid:8443"))
                .isEqualTo(expected);
    }

    @Test
    void aProxyThatCannotBeUsedIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> proxy(Map.of("https_proxy", "http://me:pw@p:1"), "https://hub.invalid"))
                .hasMessageContaining("without a name and a password")
                .message()
                .doesNotContain("pw");
        assertThatThrownBy(() -> proxy(Map.of("https_proxy", "socks5://p:1"), "https://hub.invalid"))
                .hasMessageContaining("set HTTPS_PROXY to http://HOST:PORT");
    }

    @Test
    void theTokenIsNotInItsText() {
        assertThat(of(Map.of("HF_TOKEN", "hf_secret"))).asString().doesNotContain("hf_secret");
    }
}
