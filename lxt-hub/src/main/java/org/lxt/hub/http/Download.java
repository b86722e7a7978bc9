// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lxt.hub.error.HubException;
import org.lxt.hub.listing.FileNames;
import org.lxt.hub.listing.HubFile;

/**
 * Fetches the content of one file into an incomplete file, from where that ends, as often as the connection breaks off, and
 * checks it. Only what has the size and the digest that the hub lists is ever whole.
 */
public final class Download {
    private static final int CHUNK = 1 << 16;
    private static final int UNSATISFIABLE = 416;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    /** Less than this is no reason to try as often as at first: a server could give a byte at a time for ever. */
    private static final long PROGRESS = 1 << 16;

    private final HubClient client;
    private final String model;
    private final String commit;
    private final HubFile file;
    private final LongConsumer held;
    private final byte[] buffer = new byte[CHUNK];
    private ContentDigest digest;

    /** What the server calls the content that a part of is here, if it came during this download. */
    private @Nullable String version;

    private long have;

    /**
     * A download.
     *
     * @param model whose file
     * @param commit at which it is fetched
     * @param held told how many bytes of it are here, as they come
     */
    public Download(HubClient client, String model, String commit, HubFile file, LongConsumer held) {
        this.client = client;
        this.model = model;
        this.commit = commit;
        this.file = file;
        this.held = held;
        this.digest = new ContentDigest(file);
    }

    /**
     * Fetches and checks it; the incomplete file is whole then.
     *
     * @throws HubException if it cannot be had, or is not what the hub lists; what may be right stays in the incomplete file
     */
    public void into(Path incomplete) {
        try (FileChannel channel = FileChannel.open(
                incomplete, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            takeUp(channel);
            boolean again = true;
            while (true) {
                fetch(channel);
                if (digest.isRight()) {
                    channel.force(true);
                    return;
                }
                restart(channel);
                if (!again) {
                    throw HubException.ofSetup(
                            name()
                                    + " does not have the digest that the hub lists, so it was not kept; try later, or check the proxy");
                }
                // What was here from before, or came in pieces, may be of another version.
                again = false;
            }
        } catch (IOException e) {
            throw HubException.ofFile(incomplete, e);
        }
    }

    private void takeUp(FileChannel channel) throws IOException {
        if (channel.size() > file.size()) {
            channel.truncate(0);
        }
        channel.position(0);
        ByteBuffer bytes = ByteBuffer.wrap(buffer);
        for (int count = channel.read(bytes); count > 0; count = channel.read(bytes)) {
            digest.add(buffer, count);
            have += count;
            bytes.clear();
        }
        held.accept(have);
    }

    private void restart(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.position(0);
        have = 0;
        version = null;
        digest = new ContentDigest(file);
        held.accept(0);
    }

    private void fetch(FileChannel channel) throws IOException {
        URI address = client.fileAddress(model, commit, file.path());
        Attempts attempts = Attempts.many(name(), client.settings().pause());
        while (have < file.size()) {
            long before = have;
            IOException broken = attempt(channel, address, attempts);
            if (have - before >= PROGRESS) {
                attempts.progressed();
            }
            if (broken != null) {
                attempts.failed(client.settings(), broken);
            }
        }
    }

    /** Asks for what is missing; gives back why the connection broke off, or null if it did not. */
    private @Nullable IOException attempt(FileChannel channel, URI address, Attempts attempts) throws IOException {
        HubAnswer answer;
        try {
            answer = client.get(model, address, range());
        } catch (IOException e) {
            return e;
        }
        try (answer) {
            if (answer.isPassing()) {
                attempts.failed(Refusals.reason(answer), RetryAfter.of(answer.headers()));
                return null;
            }
            return begins(channel, answer) ? copy(channel, answer) : null;
        }
    }

    /** What is missing; of the version that we have a part of, if we know which that is. */
    private Map<String, String> range() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            if (version != null) {
                headers.put("If-Range", version);
            }
        }
        return headers;
    }

    /** Whether what follows is the file from where we are, perhaps from its beginning; false to ask again. */
    private boolean begins(FileChannel channel, HubAnswer answer) throws IOException {
        if (answer.header("Content-Encoding").filter(e -> !e.equals("identity")).isPresent()) {
            throw HubException.ofSetup(name() + " comes compressed though it was asked for as it is; check the proxy");
        }
        if (answer.isPart() && have > 0) {
            Matcher range = RANGE.matcher(answer.header("Content-Range").orElse(""));
            if (range.matches() && range.group(1).equals(Long.toString(have))) {
                requireSize(HubAnswer.number(range.group(2)));
                return true;
            }
            restart(channel);
            return false;
        }
        if (answer.status() == UNSATISFIABLE && have > 0) {
            restart(channel);
            return false;
        }
        if (!answer.isWhole()) {
            throw Refusals.ofStatus(client.settings(), model, commit, file.path(), answer);
        }
        requireSize(answer.length());
        if (have > 0) {
            restart(channel);
        }
        version = answer.header("ETag").filter(tag -> !tag.startsWith("W/")).orElse(null);
        return true;
    }

    private void requireSize(OptionalLong said) {
        if (said.isPresent() && said.getAsLong() != file.size()) {
            throw HubException.ofSetup(name() + " has " + file.size() + " bytes by the hub's list, but "
                    + said.getAsLong() + " are offered; nothing of it was kept, try later or check the proxy");
        }
    }

    private @Nullable IOException copy(FileChannel channel, HubAnswer answer) throws IOException {
        try (InputStream body = WatchedBody.of(answer.body(), client.settings().patience())) {
            while (have < file.size()) {
                int count;
                try {
                    count = body.read(buffer, 0, (int) Math.min(buffer.length, file.size() - have));
                } catch (IOException e) {
                    return e;
                }
                if (count < 0) {
                    return new EOFException("it ends after " + have + " of " + file.size() + " bytes");
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                digest.add(buffer, count);
                have += count;
                held.accept(have);
            }
            return null;
        }
    }

    private String name() {
        return FileNames.quote(file.path()) + " of " + model;
    }
}
