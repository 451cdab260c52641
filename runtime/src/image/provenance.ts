import type { Style } from '../style/types.js';

/** What an image tells of how it was made. */
export interface Provenance {
  readonly model: { readonly name: string; readonly version: string };
  readonly style: Style;
  /** The seed that chose what the style's giver left open, if one did. */
  readonly seed?: number | undefined;
}

/** The program that writes the images. */
export const SOFTWARE = 'FacePencil';

/** IPTC's word for what a trained model made: https://cv.iptc.org/newscodes/digitalsourcetype/ */
export const DIGITAL_SOURCE_TYPE =
  'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

const NAMESPACE = 'urn:facepencil:provenance:1.0/';

/**
 * The provenance as an XMP packet (ISO 16684-1): IPTC's digital source type and AI system
 * properties for those who check images, and the style and seed to make the image again. No date,
 * and nothing of the sketch or its maker.
 */
export function xmpPacket({ model, style, seed }: Provenance): string {
  const properties = {
    'xmp:CreatorTool': SOFTWARE,
    'Iptc4xmpExt:DigitalSourceType': DIGITAL_SOURCE_TYPE,
    'Iptc4xmpExt:AISystemUsed': model.name,
    'Iptc4xmpExt:AISystemVersionUsed': model.version,
    'facepencil:skin': style.skin,
    'facepencil:hair': style.hair,
    'facepencil:background': style.background,
    'facepencil:clothing': style.clothing,
    'facepencil:faithfulness': String(style.faithfulness),
    'facepencil:look': String(style.look),
    ...(seed === undefined ? {} : { 'facepencil:seed': String(seed) }),
  };
  const lines = Object.entries(properties).map(
    ([name, value]) => `   <${name}>${escapeXml(value)}</${name}>`,
  );
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmlns:facepencil="${NAMESPACE}">
${lines.join('\n')}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
}

/** Text made fit for XML content and double-quoted attributes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
