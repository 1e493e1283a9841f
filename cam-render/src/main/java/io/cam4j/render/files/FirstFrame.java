package io.cam4j.render.files;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A GIF's first frame on the whole screen the file declares (GIF89a, section 18); readers give the frame alone. */
final class FirstFrame {
    private static final String STREAM_FORMAT = "javax_imageio_gif_stream_1.0";
    private static final String FRAME_FORMAT = "javax_imageio_gif_image_1.0";

    private FirstFrame() {}

    /** Returns the size of the screen, at least that of the frame. */
    static Dimension screen(ImageReader reader) throws IOException {
        Element screen = node(reader.getStreamMetadata(), STREAM_FORMAT, "LogicalScreenDescriptor");
        return new Dimension(
                Math.max(reader.getWidth(0), number(screen, "logicalScreenWidth")),
                Math.max(reader.getHeight(0), number(screen, "logicalScreenHeight")));
    }

    /** Returns the frame at its place on the screen, the rest transparent. */
    static BufferedImage onScreen(BufferedImage frame, ImageReader reader) throws IOException {
        Dimension size = screen(reader);
        if (size.width == frame.getWidth() && size.height == frame.getHeight()) {
            return frame;
        }
        Element place = node(reader.getImageMetadata(0), FRAME_FORMAT, "ImageDescriptor");
        Point at = new Point(number(place, "imageLeftPosition"), number(place, "imageTopPosition"));
        BufferedImage screen = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = screen.createGraphics();
        graphics.drawImage(frame, at.x, at.y, null);
        graphics.dispose();
        return screen;
    }

    private static Element node(IIOMetadata metadata, String format, String name) {
        NodeList nodes = ((Element) metadata.getAsTree(format)).getElementsByTagName(name);
        return nodes.getLength() == 0 ? new IIOMetadataNode() : (Element) nodes.item(0);
    }

    private static int number(Element element, String attribute) {
        String value = element.getAttribute(attribute);
        return value == null || value.isEmpty() ? 0 : Integer.parseInt(value);
    }
}
