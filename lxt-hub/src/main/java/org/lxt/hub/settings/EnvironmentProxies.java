// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.settings;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lxt.hub.error.HubException;

/**
 * Proxies: those of the JDK's system properties ({@code https.proxyHost} and its like) where they name one, or else those of
 * {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in capitals or small letters.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final List<Proxy> NONE = List.of(Proxy.NO_PROXY);

    private final Map<String, String> variables;

    EnvironmentProxies(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public List<Proxy> select(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (System.getProperty(scheme + ".proxyHost") != null) {
            ProxySelector ofSystem = ProxySelector.getDefault();
            return ofSystem == null ? NONE : ofSystem.select(uri);
        }
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (isExempt(host, uri.getPort())) {
            return NONE;
        }
        return named(scheme + "_proxy")
                .or(() -> named("all_proxy"))
                .map(EnvironmentProxies::proxy)
                .map(List::of)
                .orElse(NONE);
    }

    private Optional<String> named(String name) {
        return List.of(name, name.toUpperCase(Locale.ROOT)).stream()
                .map(n -> variables.getOrDefault(n, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Proxy proxy(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw unusable();
            }
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
        } catch (URISyntaxException _) {
            throw unusable();
        }
    }

    private static HubException unusable() {
        return HubException.ofSetup(
                "the proxy that the environment names cannot be used; set HTTPS_PROXY to http://HOST:PORT,"
                        + " without a name and a password");
    }

    /** {@code NO_PROXY}: hosts, domains with all that is below them, and {@code *}; each perhaps with a port. */
    private boolean isExempt(String host, int port) {
        for (String entry : named("no_proxy").orElse("").split(",", -1)) {
            String name = entry.strip().toLowerCase(Locale.ROOT);
            if (name.equals("*")) {
                return true;
            }
            int colon = name.lastIndexOf(':');
            if (colon >= 0 && name.substring(colon + 1).matches("\\d+")) {
                if (!name.substring(colon + 1).equals(Integer.toString(port))) {
                    continue;
                }
                name = name.substring(0, colon);
            }
            String domain = name.startsWith(".") ? name.substring(1) : name;
            if (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException problem) {
        // the client reports it
    }
}
