package dev.skein.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Archives for tests: sound to begin with, then bent as a test wants it. */
final class Archives {
    static final int FILE = 0100644;
    static final int LINK = 0120777;

    private static final int END_SIZE = 22;
    private static final int HEADER_SIGNATURE = 0x02014b50;
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Entry> entries = new ArrayList<>();
    private final ObjectNode manifest = JSON.createObjectNode();
    private int method = ZipArchiveEntry.STORED;

    /** An entry whose name is written as it is: one without a Unix mode would lose its backslashes. */
    private static final class Entry extends ZipArchiveEntry {
        private final byte[] content;

        Entry(String name, int mode, byte[] content) {
            super("");
            this.content = content.clone();
            setUnixMode(mode);
            setName(name);
            setSize(content.length);
            setCrc(crc(content));
        }
    }

    private Archives() {
        manifest.put("format", 1).put("name", "orders").put("version", "1.4.0");
        manifest.putArray("files");
    }

    /** A manifest that lists nothing. */
    static Archives blank() {
        return new Archives();
    }

    /** A bundle of two migrations. */
    static Archives sound() {
        return blank().with("migrations/V1__create_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n")
                .with("migrations/V2__add_note.sql", "ALTER TABLE orders ADD note text;\n");
    }

    /** Adds a file and lists it. */
    Archives with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Archives with(String path, byte[] content) {
        FileKind kind = ScriptName.parse(path.substring(path.lastIndexOf('/') + 1))
                .map(ScriptName::kind)
                .orElse(FileKind.MIGRATION);
        return listed(path, kind, content).entry(path, FILE, content);
    }

    /** Lists a file that need not be there. */
    Archives listed(String path, FileKind kind, byte[] content) {
        files().addObject()
                .put("path", path)
                .put("kind", kind.label())
                .put("sha256", Sha256.hex(digest(content)))
                .put("size", content.length);
        return this;
    }

    /** Adds an entry that no manifest lists. */
    Archives entry(String name, int mode, byte[] content) {
        entries.add(new Entry(name, mode, content));
        return this;
    }

    Archives entry(String name, String content) {
        return entry(name, FILE, content.getBytes(StandardCharsets.UTF_8));
    }

    Archives manifest(Consumer<ObjectNode> edit) {
        edit.accept(manifest);
        return this;
    }

    ArrayNode files() {
        return (ArrayNode) manifest.get("files");
    }

    ObjectNode file(int index) {
        return (ObjectNode) files().get(index);
    }

    Archives deflated() {
        method = ZipArchiveEntry.DEFLATED;
        return this;
    }

    /** The archive with its manifest. */
    byte[] zip() {
        return zip(JSON.writeValueAsBytes(manifest));
    }

    /** The archive with something else as its manifest. */
    byte[] zip(byte[] json) {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry(Manifest.ENTRY, FILE, json));
        all.addAll(entries);
        return write(all);
    }

    byte[] withoutManifest() {
        return write(entries);
    }

    private byte[] write(List<Entry> all) {
        SeekableInMemoryByteChannel bytes = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            zip.setUseZip64(Zip64Mode.Never);
            for (Entry entry : all) {
                entry.setMethod(entry.isDirectory() ? ZipArchiveEntry.STORED : method);
                zip.putArchiveEntry(entry);
                zip.write(entry.content);
                zip.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(bytes.array(), (int) bytes.size());
    }

    /** The bytes with two of them replaced. */
    static byte[] patch16(byte[] zip, int at, int value) {
        byte[] patched = zip.clone();
        little(patched).putShort(at, (short) value);
        return patched;
    }

    /** The bytes with four of them replaced. */
    static byte[] patch32(byte[] zip, int at, int value) {
        byte[] patched = zip.clone();
        little(patched).putInt(at, value);
        return patched;
    }

    static int int32(byte[] zip, int at) {
        return little(zip).getInt(at);
    }

    /** Where the end record of an archive without a comment begins. */
    static int end(byte[] zip) {
        return zip.length - END_SIZE;
    }

    /** Where the directory begins. */
    static int directory(byte[] zip) {
        return int32(zip, end(zip) + 16);
    }

    /** Where the directory's header of an entry begins; the manifest's index is 0. */
    static int header(byte[] zip, int index) {
        int at = directory(zip);
        for (int i = 0; i < index; i++) {
            at += headerSize(zip, at);
        }
        if (int32(zip, at) != HEADER_SIGNATURE) {
            throw new IllegalArgumentException("no entry " + index);
        }
        return at;
    }

    static int headerSize(byte[] zip, int at) {
        ByteBuffer bytes = little(zip);
        return 46 + bytes.getShort(at + 28) + bytes.getShort(at + 30) + bytes.getShort(at + 32);
    }

    /** Where the content of an entry begins. */
    static int content(byte[] zip, int index) {
        int local = int32(zip, header(zip, index) + 42);
        ByteBuffer bytes = little(zip);
        return local + 30 + bytes.getShort(local + 26) + bytes.getShort(local + 28);
    }

    /** The archive with something put before its end record, counted to the directory. */
    static byte[] withMoreDirectory(byte[] zip, byte[] more) {
        int end = end(zip);
        byte[] longer = join(Arrays.copyOf(zip, end), more, Arrays.copyOfRange(zip, end, zip.length));
        return patch32(longer, end(longer) + 12, int32(zip, end + 12) + more.length);
    }

    static byte[] join(byte[]... parts) {
        byte[] joined =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static MessageDigest digest(byte[] content) {
        MessageDigest digest = Sha256.digest();
        digest.update(content);
        return digest;
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
