package dev.skein.image;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of a bill of materials.
 *
 * @param name of a package or library
 * @param version as its archive writes it
 * @param purl names it for scanners
 * @param publisher who maintains it
 * @param licenses names, as its copyright file has them
 * @see <a href="https://cyclonedx.org/docs/1.6/json/#components">CycloneDX 1.6</a>
 */
record Component(String name, String version, String purl, String publisher, List<String> licenses) {
    Component {
        licenses = List.copyOf(licenses);
    }

    JsonNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("type", "library")
                .put("bom-ref", purl)
                .put("publisher", publisher)
                .put("name", name)
                .put("version", version);
        ArrayNode choices = json.putArray("licenses");
        licenses.forEach(license -> choices.addObject().putObject("license").put("name", license));
        return json.put("purl", purl);
    }
}
