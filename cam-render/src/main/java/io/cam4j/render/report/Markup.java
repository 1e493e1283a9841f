package io.cam4j.render.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** HTML in the notation of XML; whatever is put in as text or attribute is escaped by the JDK's own writer. */
final class Markup {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;

    Markup() {
        try {
            writer = FACTORY.createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    /** Opens an element; its attributes are names and values in turn. */
    Markup open(String element, String... attributes) {
        try {
            writer.writeStartElement(element);
            write(attributes);
            return this;
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    /** Adds an element that has no end tag in HTML; its attributes are names and values in turn. */
    Markup single(String element, String... attributes) {
        try {
            writer.writeEmptyElement(element);
            write(attributes);
            return this;
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    private void write(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            writer.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    Markup text(String content) {
        try {
            writer.writeCharacters(content);
            return this;
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    /** Closes the element opened last. */
    Markup close() {
        try {
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }

    /** Adds an element with text in it. */
    Markup element(String element, String content, String... attributes) {
        return open(element, attributes).text(content).close();
    }

    private static IllegalStateException inMemory(XMLStreamException e) {
        return new IllegalStateException("elements opened and closed in turn expected", e);
    }

    @Override
    public String toString() {
        try {
            writer.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw inMemory(e);
        }
    }
}
