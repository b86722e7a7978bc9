// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of the kernels, in CUDA C: one program, and the files that it includes. */
public final class KernelSources {
    private static final String FOLDER = "/org/lxt/cuda/kernels/";
    private static final String PROGRAM = "all.cu";

    private static final Pattern INCLUDE = Pattern.compile("(?m)^#include \"([^\"]+)\"");
    private static final Pattern KERNEL =
            Pattern.compile("extern \"C\" __global__ void (?:__launch_bounds__\\(\\w+\\) )?(\\w+)\\(");

    /** Read once: each session asks for all of it. */
    private static final class Read {
        static final String PROGRAM_TEXT = read(PROGRAM);
        static final Map<String, String> HEADERS = collected();
        static final List<String> NAMES = kernels();
        static final String DIGEST = digested();
    }

    private KernelSources() {}

    /** The program, which includes {@link #headers}. */
    public static String program() {
        return Read.PROGRAM_TEXT;
    }

    /** The text of each file that the program includes, directly or not, by its name there. */
    public static Map<String, String> headers() {
        return Read.HEADERS;
    }

    /** The names of all kernels. */
    public static List<String> names() {
        return Read.NAMES;
    }

    /** Changes with every change of the source: the SHA-256 of all of it, in hexadecimal. */
    public static String digest() {
        return Read.DIGEST;
    }

    private static Map<String, String> collected() {
        Map<String, String> headers = new LinkedHashMap<>();
        collect(program(), headers);
        return Collections.unmodifiableMap(headers);
    }

    private static void collect(String text, Map<String, String> headers) {
        Matcher matcher = INCLUDE.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!headers.containsKey(name)) {
                String included = read(name);
                headers.put(name, included);
                collect(included, headers);
            }
        }
    }

    private static List<String> kernels() {
        List<String> names = new ArrayList<>();
        for (String text : headers().values()) {
            Matcher matcher = KERNEL.matcher(text);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return List.copyOf(names);
    }

    private static String digested() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        digest.update(program().getBytes(StandardCharsets.UTF_8));
        headers().forEach((name, text) -> digest.update((name + '\n' + text).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String read(String name) {
        try (InputStream in = KernelSources.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar of lxt-cuda has no kernels: " + FOLDER + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
