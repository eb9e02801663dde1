package dev.skein.bundle;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/** Sorts out the entries of an archive that cannot be trusted, by what the directory says of them. */
final class EntryNames {
    private static final int LONGEST = 500;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private final Map<String, ZipArchiveEntry> sound = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, String> folded = new HashMap<>();
    private final Problems problems;

    EntryNames(Problems problems) {
        this.problems = problems;
    }

    /** The entries without a problem, by name; folders are none. */
    Map<String, ZipArchiveEntry> sound() {
        return sound;
    }

    /** Whether such an entry is in the archive, but with a problem that keeps it from being read. */
    boolean isRefused(String name) {
        return refused.contains(name);
    }

    void add(ZipArchiveEntry entry) {
        int before = problems.count();
        String name = entry.getName();
        checkName(entry);
        checkForm(entry);
        if (problems.count() > before) {
            refused.add(name);
            return;
        }
        if (entry.isDirectory()) {
            return;
        }
        if (sound.putIfAbsent(name, entry) != null) {
            problems.add(ProblemCode.DUPLICATE_ENTRY, name, "is in the archive more than once");
            return;
        }
        String twin = folded.putIfAbsent(fold(name), name);
        if (twin != null) {
            problems.add(ProblemCode.CASE_CLASH, name, "differs from " + twin + " only in case or in accents' form");
        }
    }

    private void checkName(ZipArchiveEntry entry) {
        String name = entry.getName();
        if (name.isEmpty()
                || name.length() > LONGEST
                || !name.equals(Printable.of(name))
                || isMalformed(entry.getRawName())) {
            problems.add(ProblemCode.BAD_ENTRY_NAME, name, "has a name that is empty, too long or not printable UTF-8");
        } else if (name.startsWith("/")
                || name.startsWith("\\")
                || DRIVE.matcher(name).matches()) {
            problems.add(ProblemCode.ABSOLUTE_PATH, name, "is an absolute path");
        } else if (Pattern.compile("[/\\\\]")
                .splitAsStream(name)
                .anyMatch(part -> part.equals("..") || part.equals("."))) {
            problems.add(ProblemCode.PATH_TRAVERSAL, name, "leads out of the bundle");
        } else if (name.indexOf('\\') >= 0 || name.contains("//")) {
            problems.add(ProblemCode.BAD_ENTRY_NAME, name, "has a backslash or an empty folder in its name");
        }
    }

    private void checkForm(ZipArchiveEntry entry) {
        String name = entry.getName();
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            problems.add(ProblemCode.ENCRYPTED_ENTRY, name, "is encrypted");
        } else if (entry.isUnixSymlink()) {
            problems.add(ProblemCode.SYMLINK, name, "is a symbolic link");
        } else if (entry.getMethod() != ZipMethod.STORED.getCode()
                && entry.getMethod() != ZipMethod.DEFLATED.getCode()) {
            problems.add(ProblemCode.UNSUPPORTED_ZIP, name, "is packed by a method other than stored or deflated");
        }
    }

    /** The library puts question marks in the place of what is no UTF-8. */
    private static boolean isMalformed(byte[] name) {
        return new String(name, StandardCharsets.UTF_8).indexOf('\ufffd') >= 0;
    }

    private static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
