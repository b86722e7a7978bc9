// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.lxt.hub.error.HubException;
import org.lxt.hub.listing.FileNames;
import org.lxt.hub.settings.HubSettings;

/** What the hub's refusals mean, a sentence each. What the hub calls them is in {@code X-Error-Code}. */
final class Refusals {
    private static final String UNACCEPTED = "Invalid credentials in Authorization header";

    private Refusals() {}

    /**
     * A status that is no success.
     *
     * @param path which file was asked for; empty for the model as a whole
     */
    static HubException ofStatus(HubSettings settings, String model, String revision, String path, HubAnswer answer) {
        String code = answer.header("X-Error-Code").orElse("");
        boolean isHub =
                settings.endpoint().getHost().equalsIgnoreCase(answer.address().getHost());
        if (code.equals("GatedRepo")) {
            return gated(settings, model);
        }
        if (code.equals("RevisionNotFound")) {
            return HubException.ofRequest(model + " has no revision " + FileNames.quote(revision)
                    + "; name a branch, a tag or a whole commit");
        }
        if (code.equals("EntryNotFound")) {
            return HubException.ofRequest(model + " has no file " + FileNames.quote(path) + " at " + revision
                    + "; look at its page for the names");
        }
        return switch (answer.status()) {
            case 401 -> isHub ? unauthorized(settings, model, answer) : other(model, answer);
            case 403 -> isHub ? forbidden(settings, model) : other(model, answer);
            case 404 -> isHub ? absent(settings, model) : other(model, answer);
            case 407 ->
                HubException.ofSetup(model + ": the proxy asks for a name and a password, which LXT does not send;"
                        + " use a proxy without them, or fetch the model by another program into the same cache");
            default -> other(model, answer);
        };
    }

    private static HubException gated(HubSettings settings, String model) {
        return HubException.ofRequest(
                model + " is gated: accept its conditions on its page at " + settings.endpoint() + "/"
                        + model
                        + (settings.token().isPresent()
                                ? ", with the account that the token belongs to"
                                : ", and set HF_TOKEN to a token of that account"));
    }

    private static HubException unauthorized(HubSettings settings, String model, HubAnswer answer) {
        boolean wrongToken = settings.token().isPresent()
                && answer.header("X-Error-Message").orElse("").equals(UNACCEPTED);
        return wrongToken
                ? HubException.ofSetup(model + ": the hub does not accept the token; set HF_TOKEN to one that is valid")
                : absent(settings, model);
    }

    /** The hub does not tell a private model from one that is not there. */
    private static HubException absent(HubSettings settings, String model) {
        return HubException.ofRequest("there is no model " + model + " at " + settings.endpoint()
                + (settings.token().isPresent()
                        ? ", or the token may not read it; check the name and the token"
                        : ", or it is private; check the name, or set HF_TOKEN to a token that may read it"));
    }

    private static HubException forbidden(HubSettings settings, String model) {
        return HubException.ofRequest(model + ": the hub forbids access"
                + (settings.token().isPresent()
                        ? " with this token; set HF_TOKEN to one that may read the model"
                        : " without a token; set HF_TOKEN to one that may read the model"));
    }

    private static HubException other(String model, HubAnswer answer) {
        return HubException.ofSetup(model + ": " + reason(answer) + "; try later");
    }

    /** Why something failed, as the end of a sentence. */
    static String reason(HubAnswer answer) {
        String host = answer.address().getHost();
        return switch (answer.status()) {
            case 429 -> host + " says that too much was asked for (429)";
            case 408, 504 -> host + " took too long (" + answer.status() + ")";
            case 500, 502, 503 -> host + " is out of order (" + answer.status() + ")";
            default -> host + " answers with status " + answer.status();
        };
    }

    /** Whether trying again may help: not where the name is unknown or the certificate is not accepted. */
    static boolean isPassing(IOException problem) {
        return !(problem instanceof SSLException) && !isUnknown(problem);
    }

    private static boolean isUnknown(IOException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    /** No answer at all. */
    static HubException ofConnection(HubSettings settings, String what, IOException problem) {
        String reason = isUnknown(problem)
                ? "its name is not known"
                : switch (problem) {
                    case HttpConnectTimeoutException _ -> "there is no connection within " + seconds(settings);
                    case HttpTimeoutException _ -> "it says nothing for " + seconds(settings);
                    case ConnectException _ -> "the connection is refused";
                    case SSLException _ ->
                        "its certificate is not accepted or the encryption fails: " + line(problem.getMessage());
                    default -> "the connection breaks off: " + line(problem.getMessage());
                };
        return HubException.ofSetup(
                what + ": the hub at " + settings.endpoint() + " cannot be used, " + reason
                        + "; check the network, HTTPS_PROXY and HF_ENDPOINT, or use what is in the cache with --offline",
                problem);
    }

    private static String seconds(HubSettings settings) {
        return settings.patience().toSeconds() + " seconds";
    }

    private static String line(@Nullable String text) {
        return text == null ? "no reason is given" : FileNames.quote(text);
    }
}
