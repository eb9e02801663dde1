package dev.skein.sandbox.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Writes XML with escaping, and reads it without document types. */
public final class Xml {
    private final StringBuilder text = new StringBuilder();

    /** An empty fragment. */
    public static Xml fragment() {
        return new Xml();
    }

    /** An element that holds text. */
    public Xml element(String name, Object value) {
        text.append('<').append(name).append('>').append(escape(value.toString()));
        return close(name);
    }

    /** An element that holds a fragment. */
    public Xml element(String name, Xml content) {
        text.append('<').append(name).append('>').append(content.text);
        return close(name);
    }

    public Xml append(Xml other) {
        text.append(other.text);
        return this;
    }

    /** A whole document with this fragment in its root. */
    public String document(String root, String namespace) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root + " xmlns=\"" + namespace + "\">" + text + "</"
                + root + ">";
    }

    /** A whole document without a namespace, as S3 writes its errors. */
    public String document(String root) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root + ">" + text + "</" + root + ">";
    }

    /** What was written so far. */
    public String text() {
        return text.toString();
    }

    /** The root element; empty where this is no XML or carries a document type. */
    public static Optional<Element> parse(byte[] xml) {
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(null);
            return Optional.of(builder.parse(new ByteArrayInputStream(xml)).getDocumentElement());
        } catch (SAXException e) {
            return Optional.empty();
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("The JDK's XML parser does not work", e);
        }
    }

    /** Child elements, in their order. */
    public static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** The text of the first child of that name. */
    public static Optional<String> childText(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> name.equals(child.getLocalName()))
                .map(Element::getTextContent)
                .findFirst();
    }

    private Xml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        factory.setNamespaceAware(true);
        return factory;
    }

    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
