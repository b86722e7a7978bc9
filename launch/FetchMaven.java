// SPDX-License-Identifier: BSD-3-Clause
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Fetches Maven into a folder: {@code java FetchMaven.java VERSION SHA512 FOLDER SETTINGS}. Where from, the environment
 * variable MVNW_REPOURL says, as it does to Maven's own wrapper, or the mirror of the central repository in the file of
 * settings. Exits 1 without a word where neither does, and with a sentence where fetching fails.
 */
final class FetchMaven {
    private static final int MILLIS = 30_000;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env\\.([^}]+)}");

    private FetchMaven() {}

    /** Where Maven is to be had, and who may have it. */
    record Repository(String url, Optional<String> user, Optional<String> password) {}

    public static void main(String[] args) throws Exception {
        String version = args[0];
        Path folder = Path.of(args[2]);
        Optional<Repository> repository = ofEnvironment().or(() -> ofSettings(Path.of(args[3])));
        if (repository.isEmpty()) {
            System.exit(1);
        }
        String file = repository.get().url().replaceFirst("/+$", "") + "/org/apache/maven/apache-maven/" + version
                + "/apache-maven-" + version + "-bin.zip";
        System.err.println("fetching Maven " + version + " ...");
        try {
            fetch(repository.get(), file, args[1], folder);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("Maven could not be fetched from " + file + ": " + e);
            System.exit(1);
        }
    }

    private static Optional<Repository> ofEnvironment() {
        return environment("MVNW_REPOURL")
                .map(url -> new Repository(url, environment("MVNW_USERNAME"), environment("MVNW_PASSWORD")));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(v -> !v.isBlank());
    }

    private static Optional<Repository> ofSettings(Path settings) {
        if (!Files.isRegularFile(settings)) {
            return Optional.empty();
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            Document document = factory.newDocumentBuilder().parse(settings.toFile());
            return elements(document, "mirror")
                    .filter(m -> mirrorsCentral(text(m, "mirrorOf").orElse("")))
                    .flatMap(m -> text(m, "url").map(url -> repository(document, m, url)).stream())
                    .findFirst();
        } catch (Exception e) {
            System.err.println(settings + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Repository repository(Document document, Element mirror, String url) {
        Optional<Element> server = elements(document, "server")
                .filter(s -> text(s, "id").equals(text(mirror, "id")))
                .findFirst();
        return new Repository(url, server.flatMap(s -> text(s, "username")), server.flatMap(s -> text(s, "password")));
    }

    /** As Maven reads it: {@code !central} excludes, whatever stands before and after. */
    private static boolean mirrorsCentral(String mirrorOf) {
        Stream<String> parts = Arrays.stream(mirrorOf.split(",")).map(String::strip);
        String[] all = parts.toArray(String[]::new);
        return Arrays.stream(all).noneMatch("!central"::equals)
                && Arrays.stream(all).anyMatch(p -> p.equals("*") || p.equals("central") || p.equals("external:*"));
    }

    private static Stream<Element> elements(Document document, String name) {
        var nodes = document.getElementsByTagName(name);
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1).map(i -> (Element) nodes.item(i));
    }

    private static Optional<String> text(Element parent, String name) {
        var nodes = parent.getElementsByTagName(name);
        return nodes.getLength() == 0
                ? Optional.empty()
                : Optional.of(VARIABLE.matcher(nodes.item(0).getTextContent().strip()).replaceAll(FetchMaven::value));
    }

    private static String value(java.util.regex.MatchResult variable) {
        return Matcher.quoteReplacement(environment(variable.group(1)).orElse(variable.group()));
    }

    private static void fetch(Repository from, String file, String sha512, Path folder) throws Exception {
        Files.createDirectories(folder.getParent());
        Path scratch = Files.createTempDirectory(folder.getParent(), "fetching");
        try {
            Path zip = scratch.resolve("maven.zip");
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            try (InputStream in = new DigestInputStream(open(from, file), digest)) {
                Files.copy(in, zip);
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha512)) {
                throw new IOException("it is not the file that is known by this name: its SHA-512 is " + found);
            }
            Path unpacked = unpack(zip, scratch.resolve("unpacked"));
            Path mvn = unpacked.resolve("bin/mvn");
            if (!mvn.toFile().setExecutable(true)) {
                throw new IOException(mvn + " cannot be made executable");
            }
            Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            try (Stream<Path> left = Files.walk(scratch)) {
                left.sorted(java.util.Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
            }
        }
    }

    private static InputStream open(Repository from, String file) throws IOException {
        URLConnection connection = URI.create(file).toURL().openConnection();
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        if (from.user().isPresent() && connection instanceof HttpURLConnection) {
            String pair = from.user().get() + ":" + from.password().orElse("");
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            connection.setRequestProperty("Authorization", "Basic " + encoded);
        }
        return connection.getInputStream();
    }

    /** All files are in one folder of the archive, which is returned. */
    private static Path unpack(Path zip, Path into) throws IOException {
        Optional<Path> top = Optional.empty();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into) || target.equals(into)) {
                    throw new IOException("it has an entry outside its folder: " + entry.getName());
                }
                top = Optional.of(into.resolve(into.relativize(target).getName(0)));
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(in, target);
                }
            }
        }
        return top.orElseThrow(() -> new IOException("it is no zip archive"));
    }
}
